import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { type Refusal, refuse } from '../contract/refusals'
import type { PrizeDraw } from '../contract/rewards'
import { admits } from './audience'
import { addDays, shanghaiDay, startOfDay } from './calendar'
import { claimed, withClaim } from './claims'
import type { Decision } from './decision'
import type { MemberState } from './member'
import type { Release } from './release'
import { giveReward, holdEnds, rewardOf } from './rewards'
import type { VoucherFacts } from './voucher'

/**
 * Draws that anybody can recompute (M078, L14): the seed's hash is public before the first chance,
 * each chance follows from seed, draw, person, day and number alone — neither the shop nor a phone
 * that asks again has any influence — and the seed is public after the last day.
 */

/** Chances are counted in millionths. */
export const WHOLE_ODDS = 1_000_000

type Prize = PrizeDraw['prizes'][number]

/** SHA-256 of the seed in hex, published with the draw. */
export function seedHash(seed: string): string {
  return bytesToHex(sha256(hexToBytes(seed)))
}

export interface Chance {
  readonly drawId: string
  readonly memberId: string
  /** Day in Shanghai. */
  readonly day: string
  /** 1, 2, 3 … on that day. */
  readonly chance: number
}

/** 0 … 999999: the first 48 bits of a keyed hash, in millionths; their bias is below 1 in 10^8. */
function rollOf(seed: string, { drawId, memberId, day, chance }: Chance): number {
  const mark = hmac(sha256, hexToBytes(seed), utf8ToBytes(`${drawId}:${memberId}:${day}:${chance}`))
  let value = 0
  for (const byte of mark.subarray(0, 6)) value = value * 256 + byte
  return value % WHOLE_ODDS
}

/** Prizes take consecutive intervals of their odds; null: no prize. */
function prizeAt(prizes: readonly Prize[], roll: number): Prize | null {
  let from = 0
  for (const prize of prizes) {
    if (roll < from + prize.oddsPerMillion) return roll >= from ? prize : null
    from += prize.oddsPerMillion
  }
  return null
}

export function prizeStock(drawId: string, prizeId: string): string {
  return `prize:${drawId}:${prizeId}`
}

export function isRunning({ from, through }: Pick<PrizeDraw, 'from' | 'through'>, now: number): boolean {
  const today = shanghaiDay(now)
  return from <= today && today <= through
}

/** The seed is nobody's to know before the last day is over. */
export function isOver({ through }: Pick<PrizeDraw, 'through'>, now: number): boolean {
  return shanghaiDay(now) > through
}

/**
 * The chance that a member would take now. Refuses DRAW_CLOSED, NOT_ADMITTED (detail: why) and
 * NO_CHANCE_LEFT.
 */
function nextChance(state: MemberState, draw: PrizeDraw, release: Release, now: number): Chance | Refusal {
  if (!isRunning(draw, now)) return refuse('DRAW_CLOSED')
  const { admitted, why } = admits(draw.audience, state, release, now)
  if (!admitted) return refuse('NOT_ADMITTED', { why })
  const day = shanghaiDay(now)
  const chance = claimed(state, chanceKey(draw.id, day)) + 1
  if (chance > draw.chancesPerDay) return refuse('NO_CHANCE_LEFT')
  return { drawId: draw.id, memberId: state.number, day, chance }
}

export function chancesLeft(state: MemberState, draw: PrizeDraw, now: number): number {
  if (!isRunning(draw, now)) return 0
  return Math.max(0, draw.chancesPerDay - claimed(state, chanceKey(draw.id, shanghaiDay(now))))
}

/** The state with this chance taken; the count leaves with its day. */
function withChance(state: MemberState, { drawId, day }: Chance): MemberState {
  const until = startOfDay(addDays(day, 1))
  return { ...state, claims: withClaim(state.claims, chanceKey(drawId, day), { by: 1, until }) }
}

function chanceKey(drawId: string, day: string): string {
  return `draw:${drawId}:${day}`
}

/** What a chance will bring: the roll, and the prize whose interval it falls into, if one is left. */
export interface Plan {
  readonly chance: Chance
  readonly roll: number
  readonly prize: Prize | null
}

/**
 * Works out the chance that a member would take now. Prizes that have run out have odds of 0 from
 * then on, which is shown; once all have, there is nothing to win and no chance is used up.
 * Refuses what `nextChance` refuses.
 * @param left of each prize's stock; absent: none was taken yet
 */
export function planChance(
  state: MemberState,
  context: {
    readonly draw: PrizeDraw
    readonly seed: string
    readonly left: ReadonlyMap<string, number>
    readonly release: Release
    readonly now: number
  },
): Plan | Refusal {
  const { draw, seed, left, release, now } = context
  const chance = nextChance(state, draw, release, now)
  if ('ok' in chance) return chance
  const isLeft = ({ id, quantity }: Prize) => (left.get(prizeStock(draw.id, id)) ?? quantity) > 0
  if (!draw.prizes.some(isLeft)) return refuse('DRAW_CLOSED')
  const roll = rollOf(seed, chance)
  const prize = prizeAt(draw.prizes, roll)
  return { chance, roll, prize: prize && isLeft(prize) ? prize : null }
}

/**
 * Uses a planned chance up and gives its prize. Refuses QUOTE_CHANGED where another attempt took
 * that chance: it is planned anew then.
 */
export function takeChance(
  state: MemberState,
  command: {
    readonly operationId: string
    readonly draw: PrizeDraw
    readonly plan: Plan
    /** Under which the prize's piece was taken. */
    readonly key: string
    readonly release: Release
    readonly now: number
  },
): Decision<Extract<VoucherFacts, { kind: 'drawn' }>> {
  const { operationId, draw, plan, key, release, now } = command
  const current = nextChance(state, draw, release, now)
  if ('ok' in current) return current
  if (current.chance !== plan.chance.chance || current.day !== plan.chance.day) return refuse('QUOTE_CHANGED')
  const taken = withChance(state, current)
  const { prize, roll } = plan
  const reward = prize && rewardOf(release, prize.rewardId)
  const stock = prize ? prizeStock(draw.id, prize.id) : ''
  const given =
    prize && reward
      ? giveReward(taken, { key: operationId, reward, source: 'prize', stock, holdKey: key, release, now })
      : null
  return {
    ok: true,
    state: given?.state ?? taken,
    postings: given?.postings ?? [],
    facts: {
      kind: 'drawn',
      drawId: draw.id,
      chance: current.chance,
      roll,
      prizeId: given ? (prize?.id ?? null) : null,
      voucherId: given?.voucherId ?? null,
      at: now,
    },
    due: given ? [holdEnds(stock, key)] : [],
  }
}
