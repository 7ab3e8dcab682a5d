import { isRefusal } from '../contract/refusals'
import type { Release } from '../domain/release'
import { DEBIT_DAYS } from '../domain/renewal-calendar'
import { beginCharge, wechatTold } from '../domain/renewal-cycle'
import type { WechatStep } from '../domain/renewal-steps'
import type { Scope } from '../entry/handler'
import { startCharge } from './charging'
import { askAbout, commitTo } from './contract-changes'
import { papayPort } from './papay'

/**
 * A step for which WeChat has to be asked. The books are written before money could move and after
 * a notice was sent; each half can be repeated. False: not brought further, comes again later.
 */
export async function carryOutAtWechat(
  step: WechatStep,
  memberId: string,
  release: Release,
  scope: Scope,
): Promise<boolean> {
  const port = papayPort(scope)
  if (!port) return false
  const { contract } = step
  const { now } = scope
  if (step.kind === 'check_signature') return (await askAbout(contract, port, scope)) === 'known'
  const { contractCode } = contract
  const { chargeOn, plannedAt } = step.cycle
  const cycleStep = { contractCode, chargeOn, plannedAt, release, now }
  switch (step.kind) {
    case 'tell_wechat': {
      const { contractId } = contract
      if (contractId === null) return false
      const told = await port.announce({ contractId, amount: step.cycle.amount, days: DEBIT_DAYS })
      if (told.kind === 'contract_ended') {
        // An error answer isn't signed: only a query ends a contract.
        return (await askAbout(contract, port, scope)) === 'known'
      }
      if (told.kind !== 'announced') return false
      const committed = await commitTo(memberId, scope, {
        operationId: `told:${contractCode}:${plannedAt}`,
        command: 'payment.wechatTold',
        input: { contractCode, plannedAt },
        decide: (state) => wechatTold(state, cycleStep),
      })
      return !isRefusal(committed)
    }
    case 'charge': {
      const { orderId } = step
      const committed = await commitTo(memberId, scope, {
        operationId: `charge:${orderId}`,
        command: 'payment.beginCharge',
        input: { orderId },
        decide: (state) => beginCharge(state, { ...cycleStep, orderId }),
      })
      if (isRefusal(committed)) return false
      return (
        (await startCharge({ contract, cycle: step.cycle, orderId }, memberId, release, scope)) !== 'left'
      )
    }
    case 'watch':
      return (await startCharge({ ...step }, memberId, release, scope)) !== 'left'
  }
}

/** Tells WeChat that a contract is over; throws while that isn't certain, and comes again. */
export async function endAtWechat(
  contract: { contractCode: string; templateId: string },
  scope: Scope,
): Promise<void> {
  const ended = await papayPort(scope)?.endContract(contract)
  if (ended?.kind !== 'ended') throw new Error('WeChat has not confirmed the end of a contract')
}
