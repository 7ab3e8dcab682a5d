import type { PapayPort } from '../../cloudfunctions/gateways/papay-port'

interface Signed {
  contractId: string
  openid: string
  signedAt: number
  ended: boolean
}

/** Makes a call to WeChat a step of the schedule; `lost` where its answer is. */
type Call = <R>(effect: () => R) => Promise<R | { kind: 'unknown'; code: string }>

/** WeChat's side of contracts. Nothing is debited: what is announced here is charged a week later. */
export class ScheduledPapay {
  constructor(private readonly contracts = new Map<string, Signed>()) {}

  copy(): ScheduledPapay {
    return new ScheduledPapay(new Map([...this.contracts].map(([code, one]) => [code, { ...one }])))
  }

  /** All of it, for comparing. */
  text(): string {
    return JSON.stringify([...this.contracts])
  }

  /** The person ticks the box and signs on WeChat's page. */
  sign(contractCode: string, openid: string, now: number): void {
    const contractId = `wx${String(this.contracts.size + 1).padStart(10, '0')}`
    this.contracts.set(contractCode, { contractId, openid, signedAt: now, ended: false })
  }

  port(call: Call): PapayPort {
    return {
      signing: ({ contractCode }) => ({ appId: 'wx-papay', path: '', extraData: { contractCode } }),
      queryContract: ({ contractCode }) =>
        call(() => {
          const found = this.contracts.get(contractCode)
          if (!found) return { kind: 'not_signed' }
          return found.ended ? { kind: 'ended', by: 'shop' } : { kind: 'signed', ...found }
        }),
      endContract: ({ contractCode }) =>
        call(() => {
          const found = this.contracts.get(contractCode)
          if (found) found.ended = true
          return { kind: 'ended' }
        }),
      announce: () => call(() => ({ kind: 'announced' })),
      charge: () => call(() => ({ kind: 'later', code: 'RULELIMIT' })),
      queryCharge: () => call(() => ({ kind: 'absent' })),
      open: () => ({ kind: 'refused', reason: 'no notice is sent here' }),
    }
  }
}
