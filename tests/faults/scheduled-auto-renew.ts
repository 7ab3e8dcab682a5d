import type { ActionName, Input } from '../../cloudfunctions/contract'
import type { SavedStatement } from '../../cloudfunctions/domain/renewal-contract'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { openLedger } from '../../cloudfunctions/ledger/ledger'
import { documents } from '../invariants'
import { scheduledDatabase } from './scheduled-database'
import { type Instance, numberOf, type World } from './scheduled-shop'
import { FREE } from './schedules'

/**
 * What can be done about contracts, once each: one waits for WeChat's page, one is announced and its
 * notice not opened yet; one statement can be contested, one is.
 */
export async function autoRenewOperations(world: World, shop: Instance) {
  const id = () => shop.operationId()
  const prepare = async (
    planId: string,
    purpose: Input<'payment.signContract'>['purpose'],
    amount: number,
  ): Promise<Input<'payment.signContract'>> => {
    const { versionId, agreements } = await shop.call('lin', 'membership.plan', { planId })
    return {
      operationId: id(),
      purpose,
      planId,
      versionId,
      amount,
      consent: true,
      agreements: agreements.map(({ id: agreementId, version }) => ({ id: agreementId, version })),
      ...(purpose === 'top_up' ? { topUp: { stepId: 'chong-100', below: 60_000, monthlyMost: 20_000 } } : {}),
    }
  }
  const topUp = await prepare('chuzhi', 'top_up', 10_000)
  const { contractCode } = (await shop.call('lin', 'payment.signContract', topUp)).contract
  world.pay.papay.sign(contractCode, 'lin', world.now)
  await shop.call('lin', 'payment.syncContract', { contractCode })
  // The balance is below the mark: planned by one run of the timer, announced by the next.
  await shop.timer('payment.settleDue')
  await shop.timer('payment.settleDue')
  const { contracts } = await shop.call('lin', 'membership.autoRenew', {})
  const notice = contracts.find((one) => one.contractCode === contractCode)?.notice
  if (!notice) throw new Error('no notice was sent')
  const { plannedAt, chargeOn } = notice

  const [open, disputed] = [id(), id()]
  await state(world, [statement(open, 'open', world.now), statement(disputed, 'disputed', world.now)])
  const inputs = {
    sign: await prepare('yueka', 'renewal', 3900),
    cancel: { operationId: id(), contractCode },
    open: { operationId: id(), contractCode, plannedAt, chargeOn },
    dispute: { operationId: id(), statementId: open, reason: '金额不对' },
    resolve: { operationId: id(), memberNumber: numberOf('lin'), statementId: disputed, charge: 0 },
  }
  return <T>(
    sent: <A extends ActionName>(
      action: A,
      person: string,
      input: Input<A>,
      more?: { readonly writes?: string },
    ) => T,
  ): T[] => [
    sent('payment.signContract', 'lin', inputs.sign),
    sent('payment.cancelContract', 'lin', inputs.cancel),
    sent('membership.openNotice', 'lin', inputs.open),
    sent('payment.disputeStatement', 'lin', inputs.dispute),
    sent('operations.resolveStatement', 'owner', inputs.resolve, { writes: 'lin' }),
  ]
}

/** Of a period that saved nothing, as there is none in the journal. */
function statement(id: string, state: SavedStatement['state'], now: number): SavedStatement {
  return {
    id,
    planId: 'shengka',
    versionId: 'shengka@1',
    saved: 0,
    cap: 10_000,
    charge: 0,
    issuedAt: now,
    disputeUntil: now + 86_400_000,
    state,
    orderId: null,
  }
}

/** Statements as the end of a period would leave them: a month is longer than a schedule. */
async function state(world: World, statements: SavedStatement[]): Promise<void> {
  const { now } = world
  const ledger = openLedger(scheduledDatabase(world.documents, FREE), {
    newSecret: () => '0'.repeat(64),
    random: () => 0.5,
    wait: () => Promise.resolve(),
    clock: () => now,
  })
  const [first] = statements
  const member = documents<MemberDocument>(world, 'members').find(({ _id }) => _id === numberOf('lin'))
  if (!first || !member) throw new Error('nothing to state')
  const { id: statementId, saved, charge } = first
  const committed = await ledger.commit({
    memberId: member._id,
    member,
    operationId: `state:${statementId}`,
    command: 'payment.issueStatement',
    actor: { role: 'timer', memberId: null, branchId: null },
    input: { statementId },
    now,
    deadline: now + 10_000,
    decide: (before) => ({
      ok: true,
      state: { ...before, statements },
      postings: [],
      facts: { kind: 'statement', contractCode: '', statementId, saved, charge, state: 'open', at: now },
      due: [],
    }),
  })
  if (!committed.ok) throw new Error(committed.code)
}
