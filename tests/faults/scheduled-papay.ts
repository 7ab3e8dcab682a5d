import type { PapayNotice, PapayPort } from '../../cloudfunctions/gateways/papay-port'
import type { Transaction } from '../../cloudfunctions/gateways/payment-port'
import { addDays, shanghaiDay } from '../../cloudfunctions/domain/calendar'

interface Signed {
  contractId: string
  openid: string
  signedAt: number
  ended: boolean
  /** What WeChat told the person last, and when: at most one debit each (wechat.md 1.12). */
  announced: { amount: number; on: string; days: number; used: boolean } | null
  /** The merchant has acknowledged the callback. */
  told: boolean
}

interface Debit {
  readonly contractCode: string
  readonly state: 'paid' | 'failed'
  told: boolean
}

/** Makes a call to WeChat a step of the schedule; `lost` where its answer is. */
type Call = <R>(effect: () => R) => Promise<R | { kind: 'unknown'; code: string }>

/** What debits share with other payments: the time, and the money. */
export interface Bank {
  now(): number
  take(payment: { orderId: string; openid: string; amount: number }): void
  /** A payment as WeChat tells of it; whether it went back meanwhile. */
  find(orderId: string): { transaction: Transaction; refunded: boolean }
}

const WAIT_DAYS = 2
const TEMPLATE = 'scheduled'

/** WeChat's side of contracts: two days after its notice money is taken, once for each notice. */
export class ScheduledPapay {
  constructor(
    private readonly contracts = new Map<string, Signed>(),
    private readonly debits = new Map<string, Debit>(),
    /** So many debits fail for want of money before one succeeds. */
    public failing = 0,
  ) {}

  copy(): ScheduledPapay {
    const contracts = [...this.contracts].map(
      ([code, one]) => [code, { ...one, announced: one.announced && { ...one.announced } }] as const,
    )
    const debits = [...this.debits].map(([id, one]) => [id, { ...one }] as const)
    return new ScheduledPapay(new Map(contracts), new Map(debits), this.failing)
  }

  /** All of it, for comparing. */
  text(): string {
    return JSON.stringify([[...this.contracts], [...this.debits], this.failing])
  }

  /** The person ticks the box and signs on WeChat's page; a page serves once. */
  sign(contractCode: string, openid: string, now: number): void {
    if (this.contracts.has(contractCode)) return
    const contractId = `wx${String(this.contracts.size + 1).padStart(10, '0')}`
    this.contracts.set(contractCode, {
      contractId,
      openid,
      signedAt: now,
      ended: false,
      announced: null,
      told: false,
    })
  }

  /** Callbacks that WeChat would go on sending. */
  untold(bank: Pick<Bank, 'find'>): PapayNotice[] {
    const contracts = [...this.contracts].filter(([, { told }]) => !told)
    const debits = [...this.debits].filter(([, { told }]) => !told)
    return [
      ...contracts.map(([contractCode, { contractId, openid, signedAt }]): PapayNotice => ({
        kind: 'contract',
        change: 'signed',
        contractCode,
        templateId: TEMPLATE,
        contractId,
        openid,
        at: signedAt,
        by: 'member',
      })),
      ...debits.map(([orderId, { state }]): PapayNotice =>
        state === 'paid'
          ? { kind: 'charged', transaction: bank.find(orderId).transaction }
          : { kind: 'charge_failed', orderId, code: 'NOTENOUGH' },
      ),
    ]
  }

  acknowledge(notice: PapayNotice): void {
    const found =
      notice.kind === 'contract'
        ? this.contracts.get(notice.contractCode)
        : this.debits.get(
            notice.kind === 'charged'
              ? notice.transaction.orderId
              : notice.kind === 'charge_failed'
                ? notice.orderId
                : '',
          )
    if (found) found.told = true
  }

  /** How many debits took money. */
  taken(contractCode: string): number {
    return [...this.debits.values()].filter(
      (one) => one.contractCode === contractCode && one.state === 'paid',
    ).length
  }

  port(call: Call, bank: Bank): PapayPort {
    const entryOf = (contractId: string) =>
      [...this.contracts].find(([, one]) => one.contractId === contractId)
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
      announce: ({ contractId, amount, days }) =>
        call(() => {
          const [, contract] = entryOf(contractId) ?? []
          if (!contract || contract.ended) return { kind: 'contract_ended', code: 'CONTRACT_NOT_EXIST' }
          contract.announced = { amount, days, on: shanghaiDay(bank.now()), used: false }
          return { kind: 'announced' }
        }),
      charge: ({ orderId, contractId, amount }) =>
        call(() => {
          if (this.debits.has(orderId)) return { kind: 'accepted' }
          const [contractCode, contract] = entryOf(contractId) ?? []
          if (!contract || contractCode === undefined || contract.ended)
            return { kind: 'contract_ended', code: 'CONTRACT_NOT_EXIST' }
          const { announced, openid } = contract
          const today = shanghaiDay(bank.now())
          const allowed =
            announced !== null &&
            !announced.used &&
            amount <= announced.amount &&
            today >= addDays(announced.on, WAIT_DAYS) &&
            today < addDays(announced.on, WAIT_DAYS + announced.days)
          if (!allowed) return { kind: 'later', code: 'RULELIMIT' }
          if (this.failing > 0) {
            this.failing -= 1
            this.debits.set(orderId, { contractCode, state: 'failed', told: false })
          } else {
            announced.used = true
            bank.take({ orderId, openid, amount })
            this.debits.set(orderId, { contractCode, state: 'paid', told: false })
          }
          return { kind: 'accepted' }
        }),
      queryCharge: (orderId) =>
        call(() => {
          const debit = this.debits.get(orderId)
          if (!debit) return { kind: 'absent' }
          if (debit.state === 'failed') return { kind: 'failed', code: 'NOTENOUGH' }
          const { transaction, refunded } = bank.find(orderId)
          return { kind: refunded ? 'refunded' : 'paid', transaction }
        }),
      open: (rawBody) => JSON.parse(rawBody.toString().slice(PREFIX.length)) as PapayNotice,
    }
  }
}

const PREFIX = '<!---->'

/** A callback as it arrives: recurring debits speak XML. */
export function papayBody(notice: PapayNotice): string {
  return PREFIX + JSON.stringify(notice)
}
