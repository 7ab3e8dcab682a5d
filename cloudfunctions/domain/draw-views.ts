import type { PrizeDraw } from '../contract/rewards'
import { isOver, prizeStock } from './prize-draws'
import type { Release } from './release'
import { rewardOf } from './rewards'

/**
 * What everybody may know of a draw (M078): its prizes with the published odds and what is left, its
 * seed's hash, and the seed in the end.
 */
export function drawHead(
  draw: PrizeDraw,
  context: {
    /** Of each prize's stock; absent: none was taken yet. */
    readonly left: ReadonlyMap<string, number>
    readonly seeds: ReadonlyMap<string, string>
    readonly release: Release
    readonly now: number
  },
) {
  const { left, seeds, release, now } = context
  const { id: drawId, title, through, organiser } = draw
  const closed = isOver(draw, now)
  return {
    drawId,
    title,
    through,
    organiser,
    prizes: draw.prizes.map(({ id, oddsPerMillion, quantity, worth }) => ({
      id,
      title: prizeTitle(draw, id, release) ?? PRIZE,
      oddsPerMillion,
      quantity,
      left: left.get(prizeStock(drawId, id)) ?? quantity,
      worth,
    })),
    closed,
    seedHash: release.drawSeedHashes?.[drawId] ?? '',
    seed: closed ? (seeds.get(drawId) ?? null) : null,
  }
}

/** What a prize is called; null for no prize. */
export function prizeTitle(draw: PrizeDraw, prizeId: string | null, release: Release): string | null {
  const prize = draw.prizes.find(({ id }) => id === prizeId)
  return prize ? (rewardOf(release, prize.rewardId)?.title ?? PRIZE) : null
}

/** Of a reward that is no more. */
const PRIZE = '奖品'
