import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import {
  appointmentView,
  bookAppointment,
  findAppointment,
  placeHolder,
  placeKey,
  type Slot,
  slotOf,
} from '../domain/appointments'
import { forPersons, type PersonScope } from '../entry/handler'
import type { HoldResult } from '../ledger/shared-stock'

/** No phone repeats an attempt for so long. */
const ABANDONED_AFTER_MS = 10 * 60_000
const MOST_FREED = 5

/**
 * Books a slot (M029, M034): a place is taken from the slot's stock under the operation's own id,
 * then the appointment is committed. Where the rules refuse it after all, the operation is put out
 * of use before its place goes back.
 */
export const book = forPersons('membership.book', async (input, scope) => {
  const { operationId, benefit, branchId, at } = input
  const { backend, memberId, now, deadline } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const request = {
    memberId,
    member,
    operationId,
    command: 'membership.book',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
  } as const
  const applied = await backend.ledger.findApplied(request)
  if (isRefusal(applied)) return applied
  if (applied)
    return applied.facts.kind === 'appointment'
      ? appointmentView(
          (member && findAppointment(member.state, operationId)) ?? applied.facts.appointment,
          release,
        )
      : refuse('OPERATION_REUSED')

  if (!member) return refuse('BENEFIT_UNAVAILABLE')
  const booking = { operationId, which: benefit, branchId, at, release, now }
  const possible = bookAppointment(member.state, booking)
  if (isRefusal(possible)) return possible
  const slot = slotOf(member.state, booking)
  if (!slot) return refuse('BENEFIT_UNAVAILABLE')
  const key = placeKey(operationId, memberId)
  const taken = await takePlace(slot, key, scope)
  if (taken !== 'held') return refuse('SLOT_FULL')
  const committed = await backend.ledger.commit({
    ...request,
    decide: (state) => bookAppointment(state, booking),
  })
  if (!isRefusal(committed)) return appointmentView(committed.entry.facts.appointment, release)
  if (!isOpen(committed)) {
    const cancelled = await backend.ledger.cancel(request)
    if (!isRefusal(cancelled) && cancelled.entry.facts.kind === 'cancelled')
      await backend.stock.release(slot.stock, key, now)
  }
  return committed
})

/** It may be or become applied: the place stays held for the same intention, sent once more. */
function isOpen({ code }: Refusal): boolean {
  return code === 'UNKNOWN' || code === 'BUSY'
}

async function takePlace(slot: Slot, key: string, scope: PersonScope): Promise<HoldResult> {
  const { backend, now } = scope
  const taken = await backend.stock.hold(slot.stock, key, now)
  if (taken === 'absent') await backend.stock.create(slot.stock, slot.places, now)
  else if (taken !== 'exhausted' || !(await freeAbandoned(slot.stock, scope))) return taken
  return backend.stock.hold(slot.stock, key, now)
}

/**
 * Places of attempts that died before their appointment was written, and that nobody repeated: the
 * operation is put out of use, then its place goes back. One that was applied refuses to be.
 */
async function freeAbandoned(stock: string, { backend, now, deadline }: PersonScope): Promise<boolean> {
  const abandoned = await backend.stock.stale(stock, now - ABANDONED_AFTER_MS)
  let freed = false
  for (const { key } of abandoned.slice(0, MOST_FREED)) {
    const { operationId, memberId } = placeHolder(key)
    const cancelled = await backend.ledger.cancel({
      memberId,
      member: (await backend.ledger.readMembers([memberId])).get(memberId),
      operationId,
      command: 'membership.book',
      actor: { role: 'member', memberId, branchId: null },
      input: { operationId, abandoned: true },
      now,
      deadline,
    })
    if (isRefusal(cancelled) || cancelled.entry.facts.kind !== 'cancelled') continue
    freed = (await backend.stock.release(stock, key, now)) || freed
  }
  return freed
}
