import { isRefusal, refuse } from '../contract/refusals'
import type { PrizeDraw } from '../contract/rewards'
import type { Facts } from '../domain/decision'
import type { MemberState } from '../domain/member'
import { type Plan, chancesLeft, planChance, prizeStock, takeChance } from '../domain/prize-draws'
import type { Release } from '../domain/release'
import { findVoucher, voucherView } from '../domain/vouchers'
import { forPersons } from '../entry/handler'
import { takeShare } from '../entry/held-share'

/** Each round met another chance of the same person: more at once than a day allows is refused anyway. */
const MOST_ROUNDS = 3

/**
 * Takes a chance of a draw (M078). What it brings follows from the seed and the chance's number, so
 * asking again changes nothing; a prize is taken from its stock before the commit and given back if
 * the chance went to another attempt meanwhile.
 */
export const draw = forPersons('points.draw', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const { operationId, drawId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const offered = release.participation?.draws.find(({ id }) => id === drawId)
  const [seed, members] = await Promise.all([
    backend.drawSeeds.read(drawId),
    backend.ledger.readMembers([memberId]),
  ])
  let member = members.get(memberId)
  const request = {
    memberId,
    operationId,
    command: 'points.draw',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
  } as const
  const applied = await backend.ledger.findApplied({ ...request, member })
  if (isRefusal(applied)) return applied
  if (applied)
    return member ? answer(member.state, applied.facts, offered, release, now) : refuse('NOT_FOUND')
  if (!offered || seed === null) return refuse('DRAW_CLOSED')
  if (!member) return refuse('JOIN_REQUIRED')

  for (let round = 0; round < MOST_ROUNDS && member; round += 1) {
    const left = await backend.stock.left(offered.prizes.map(({ id }) => prizeStock(drawId, id)))
    const plan = planChance(member.state, { draw: offered, seed, left, release, now })
    if (isRefusal(plan)) return plan
    const key = `${operationId}-${plan.chance.chance}`
    const held = await takePrize(offered, plan, key)
    const planned: Plan = held ? plan : { ...plan, prize: null }
    const committed = await backend.ledger.commit({
      ...request,
      member,
      decide: (state) => takeChance(state, { operationId, draw: offered, plan: planned, key, release, now }),
    })
    if (!isRefusal(committed)) return answer(committed.state, committed.entry.facts, offered, release, now)
    if (committed.code === 'BUSY' || committed.code === 'UNKNOWN') return committed
    if (committed.code !== 'QUOTE_CHANGED') {
      const cancelled = await backend.ledger.cancel({ ...request, member })
      if (isRefusal(cancelled)) return committed
      if (cancelled.entry.facts.kind !== 'cancelled')
        return answer(cancelled.state, cancelled.entry.facts, offered, release, now)
    }
    // No attempt of this operation can bring this chance home any more.
    if (held && plan.prize) await backend.stock.release(prizeStock(drawId, plan.prize.id), key, now)
    if (committed.code !== 'QUOTE_CHANGED') return committed
    member = (await backend.ledger.readMembers([memberId])).get(memberId)
  }
  return refuse('BUSY')

  /** Under the operation's id and the chance, so that a repeated call finds the piece that it took. */
  async function takePrize({ id }: PrizeDraw, { prize }: Plan, key: string): Promise<boolean> {
    if (!prize) return false
    const share = { stock: prizeStock(id, prize.id), key, total: prize.quantity }
    return (await takeShare(share, scope)) === 'held'
  }
})

function answer(
  state: MemberState,
  facts: Facts,
  offered: PrizeDraw | undefined,
  release: Release,
  now: number,
) {
  if (facts.kind !== 'drawn') return refuse('OPERATION_REUSED')
  const { chance, roll, prizeId, voucherId } = facts
  const voucher = voucherId === null ? null : findVoucher(state, voucherId)
  const prize = offered?.prizes.find(({ id }) => id === prizeId)
  const title = release.participation?.rewards.find(({ id }) => id === prize?.rewardId)?.title ?? null
  return {
    chance,
    roll,
    prize: prizeId === null ? null : (title ?? voucher?.title ?? '奖品'),
    voucher: voucher && voucherView(voucher, release, now),
    chancesLeft: offered ? chancesLeft(state, offered, now) : 0,
  }
}
