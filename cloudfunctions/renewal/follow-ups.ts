import { isRefusal } from '../contract/refusals'
import type { HeldBack } from '../domain/message-counts'
import type { Scope } from '../entry/handler'
import { carryOutHousehold } from '../entry/household-follow-ups'
import type { OutboxRow } from '../ledger/outbox'
import { giveBadgeReward } from './badge-rewards'
import { giveComebackReward } from './comeback-rewards'
import { erasePerson } from './erase-person'
import { sendMessage } from './send-message'
import { tellPartner } from './partner-follow-ups'
import { carryOutReferral } from './referral-follow-ups'

const BATCH = 50

/**
 * What this function owes after commits, batch by batch until the time is up; one that fails comes
 * later and doesn't keep the others waiting.
 */
export async function carryOutFollowUps(scope: Scope): Promise<{ left: boolean }> {
  const { backend, now, deadline } = scope
  for (;;) {
    const rows = await backend.outbox.due('renewal', now, BATCH)
    for (const row of rows) {
      if (backend.clock() > deadline) return { left: true }
      await carryOutOne(row, scope)
    }
    if (rows.length < BATCH) return { left: false }
  }
}

async function carryOutOne(row: OutboxRow, scope: Scope): Promise<void> {
  const { backend, now, requestId } = scope
  try {
    const waits = await carryOut(row, scope)
    if (typeof waits === 'number') await backend.outbox.waitUntil(row, waits)
    else await backend.outbox.markDone(row._id, now, waits)
  } catch (error) {
    await backend.outbox.postpone(row, now)
    const reason = error instanceof Error ? error.name : 'error'
    console.error(JSON.stringify({ requestId, followUp: row.due.kind, failed: reason }))
  }
}

/**
 * Undefined once it is done, or why a message was held back; else the moment from which it is to be
 * looked at again.
 */
async function carryOut(row: OutboxRow, scope: Scope): Promise<number | HeldBack | undefined> {
  const { due } = row
  const { backend, now, deadline } = scope
  switch (due.kind) {
    case 'release_hold':
      // The operation was committed: what it held is its own for good.
      await backend.stock.confirm(due.stock, due.holdKey, now)
      return
    case 'return_stock':
      await backend.stock.takeBack(due.stock, due.holdKey, now)
      return
    case 'benefit_task':
      await backend.benefitTasks.create(due)
      return
    case 'merge': {
      const { operationId: mergeId, from, to } = due
      const finished = await backend.merges.finish({ mergeId, from, to }, { now, deadline })
      if (isRefusal(finished)) throw new FollowUpPostponed(finished.code)
      return
    }
    case 'transfer': {
      const finished = await backend.transfers.finish(due, { now, deadline })
      if (isRefusal(finished)) throw new FollowUpPostponed(finished.code)
      return
    }
    case 'household_mark':
    case 'household_leave': {
      const done = await carryOutHousehold(due, scope)
      if (isRefusal(done)) throw new FollowUpPostponed(done.code)
      return
    }
    case 'revoke_perk':
    case 'partner_link':
      if (!(await tellPartner(due, scope))) throw new FollowUpPostponed('the partner can’t be reached')
      return
    case 'message': {
      const sending = await sendMessage(row, due, scope)
      if (sending.kind === 'done') return
      if (sending.kind === 'held') return sending.why
      if (sending.at === undefined) throw new FollowUpPostponed('the message was not taken')
      return sending.at
    }
    case 'badge_reward':
      if (!(await giveBadgeReward(due, row.createdAt, scope)))
        throw new FollowUpPostponed('the reward can’t be given yet')
      return
    case 'comeback_reward':
      if (!(await giveComebackReward(due, row.createdAt, scope)))
        throw new FollowUpPostponed('the gift can’t be given yet')
      return
    case 'referral':
      if (!(await carryOutReferral(due.memberId, scope)))
        throw new FollowUpPostponed('an invitation has to wait')
      return
    case 'erase_person':
      return erasePerson(due, scope)
    case 'refund':
    case 'end_contract':
      throw new FollowUpPostponed('money and its contracts are not this function’s to carry out')
  }
}

class FollowUpPostponed extends Error {
  constructor(reason: string) {
    super(`follow-up postponed: ${reason}`)
    this.name = 'FollowUpPostponed'
  }
}
