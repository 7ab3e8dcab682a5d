import type { Answer } from '../../cloudfunctions/contract/envelope'
import type { Order } from '../../cloudfunctions/domain/order'
import type { OutboxRow } from '../../cloudfunctions/ledger/outbox'
import { documents, leftOpen, violations } from '../invariants'
import type { Operation } from './scheduled-operations'
import { openInstance, type World } from './scheduled-shop'
import { FREE } from './schedules'

/** What was said to a sender; null when nothing was heard. */
export type Said = Answer | number | null

/** BUSY, UNKNOWN and the like are no answers: the same is to be sent again. */
const OPEN_ANSWERS: readonly string[] = ['BUSY', 'UNKNOWN', 'PAYMENT_UNKNOWN']

export function isDefinite(said: Said | undefined): said is Answer | number {
  if (said === null || said === undefined) return false
  if (typeof said === 'number') return said === 204
  return said.ok || !OPEN_ANSWERS.includes(said.code)
}

export function codeOf(said: Said | undefined): string {
  if (said === null || said === undefined) return 'nothing'
  if (typeof said === 'number') return String(said)
  return said.ok ? 'ok' : said.code
}

/** Sends again until the answer is one; what died half way needs the timers first. */
export async function untilDefinite(world: World, operation: Operation): Promise<Answer | number> {
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const said = await operation.send(await openInstance(world, FREE, 1000 + attempt))
    if (isDefinite(said)) return said
    if (attempt === 2) await settleDown(world)
  }
  throw new Error(`${operation.name} never ends`)
}

/** An hour passes: WeChat repeats its callbacks, the timers run, refunds reach their payers. */
export async function settleDown(world: World): Promise<void> {
  const instance = await openInstance(world, FREE, 2000)
  for (let round = 0; round < 3; round += 1) {
    for (const transaction of world.pay.untold()) await instance.notify(transaction)
    world.now += 20 * 60_000
    world.pay.finishRefunds()
    if (round === 0) await instance.timer('renewal.sweep')
    await instance.timer('payment.settleDue')
  }
  // Who closed the account is erased, and others are told, once the money has arrived.
  const owed = documents<OutboxRow>(world, 'outbox').some(
    ({ due, doneAt }) => (due.kind === 'erase_person' || due.kind === 'message') && doneAt === null,
  )
  if (owed) await instance.timer('renewal.sweep')
}

/** What must hold whatever happened: the books, nothing left open, money as WeChat has it. */
export function wrongs(world: World): string[] {
  const found = [...violations(world), ...leftOpen(world)]
  for (const { _id, state, amount, refundedTotal } of documents<Order>(world, 'orders')) {
    const kept = world.pay.kept(_id)
    const inBooks = state === 'delivered' || state === 'refunded' ? amount - refundedTotal : 0
    if (kept !== inBooks) found.push(`order ${_id} is ${state}: kept ${kept}, ${inBooks} by the books`)
  }
  return found
}
