import { type Refusal, isRefusal, refuse } from '../contract/refusals'
import type { ParsedTransferCode } from '../contract/transfer-code'
import { balances, transfer } from './balances'
import { shanghaiMonth } from './calendar'
import type { Asset, Decision, Due, Facts, Posting } from './decision'
import type { MemberState } from './member'
import { bytesOf, hasLeft } from './merging'
import { emptyMember } from './new-member'
import { shortenLinks } from './partner-links'
import type { AgreementVersion, Release } from './release'
import type { RenewalContract } from './renewal-contract'
import { withoutContracts } from './renewal-signing'
import { MOST_OPEN_LOTS, prepaidCap } from './top-up'
import type { Passed, TransferWorth } from './transfer'
import { passedBy, worthOf } from './transfer-items'
import { findOffer, withoutOffer } from './transfer-offers'

/**
 * Prepaid money or a card goes from one person to another (法释〔2025〕4号 11; L6): out of the one
 * aggregate and into the other in two commits, over an account of the transfer's own that is at zero
 * once both are in, like a merge (M062). No fee, and nobody at the shop is asked.
 */

type Of<K extends Facts['kind']> = Decision<Extract<Facts, { kind: K }>>

/** Enough for a wallet and a card with their renewals. */
const MOST_PASSED_ON = 40
/** The state that takes over stays this far below the aggregate's bound, without receipts. */
const MOST_RECEIVED_BYTES = 40 * 1024

export interface Accepting {
  readonly transferId: string
  readonly code: ParsedTransferCode
  /** Who takes over, as the state is now; null for a person without a document. */
  readonly target: MemberState | null
  readonly to: string
  readonly worth: TransferWorth
  readonly agreements: readonly { readonly id: string; readonly version: string }[]
  /** What the versions ask for, in the texts of today. */
  readonly required: readonly AgreementVersion[]
  readonly release: Release
  readonly now: number
}

/**
 * Takes the item from its holder and uses the code up. Refuses TRANSFER_CODE_INVALID,
 * TRANSFER_CHANGED (detail: the worth now), what `passedBy` and `receivingRefused` refuse, and the
 * agreements that were not accepted in their current text.
 */
export function transferOut(state: MemberState, accepting: Accepting): Of<'transferred_out'> {
  const { transferId, code, target, to, agreements, required, release, now } = accepting
  const offer = findOffer(state, code, now)
  if (isRefusal(offer)) return offer
  if (to === state.number || state.mergedFrom?.includes(to)) return refuse('TRANSFER_NOT_POSSIBLE')
  const { item } = offer
  const passed = passedBy(state, item, now)
  if (isRefusal(passed)) return passed
  const worth = worthOf(passed)
  if (!isSame(worth, accepting.worth)) return refuse('TRANSFER_CHANGED', worth)
  const refusal = notAgreed(required, agreements) ?? receivingRefused(target, passed, release)
  if (refusal) return refusal
  const ends = contractsOf(passed)
  if (state.contracts.some((contract) => ends(contract) && contract.state === 'charging'))
    return refuse('TRANSFER_NOT_POSSIBLE')
  const month = shanghaiMonth(now)
  const { state: rest, due } = withoutContracts(without(withoutOffer(state), passed, to, month), ends, now)
  const shortened = shortenLinks(rest, { orderId: '', release, now })
  return {
    ok: true,
    state: shortened.state,
    postings: moved(passed, transferId, month, 'out'),
    facts: {
      kind: 'transferred_out',
      transferId,
      to,
      item,
      worth,
      passed,
      agreements: agreements.map(({ id, version }) => ({ id, version })),
    },
    due: [
      ...due,
      ...shortened.due,
      ...householdEnds(state, passed, transferId, now),
      {
        kind: 'transfer',
        key: `transfer:${transferId}`,
        owner: 'renewal',
        transferId,
        from: state.number,
        to,
      },
    ],
  }
}

/**
 * Takes over what left its holder: what left has to arrive, whatever the receiver has since. Refuses
 * only BUSY for who has another WeChat by now (M062): it arrives there.
 */
export function transferIn(
  state: MemberState,
  arriving: { from: string; out: Extract<Facts, { kind: 'transferred_out' }>; now: number },
): Of<'transferred_in'> {
  if (hasLeft(state)) return refuse('BUSY')
  const { from, out, now } = arriving
  const { transferId, item, worth, passed, agreements } = out
  const month = shanghaiMonth(now)
  const received = <T extends object>(one: T) => ({ ...one, receivedAt: now })
  return {
    ok: true,
    state: {
      ...state,
      fees: withFees(state.fees, month, passed.fees),
      passedOn: passedOnBefore(state, ordersOf(passed)),
      wallet: {
        ...state.wallet,
        lots: [...state.wallet.lots, ...passed.lots.map(received)].sort((a, b) => a.paidAt - b.paidAt),
      },
      memberships: [
        ...state.memberships,
        ...passed.memberships.map((card) => ({ ...card, periods: card.periods.map(received) })),
      ],
      coupons: [...state.coupons, ...passed.coupons],
      gifts: [...state.gifts, ...passed.gifts],
      perks: [...state.perks, ...passed.perks],
      draws: [...state.draws, ...passed.draws],
    },
    postings: moved(passed, transferId, month, 'in'),
    facts: { kind: 'transferred_in', transferId, from, item, worth, passed, agreements, at: now },
    due: [],
  }
}

/**
 * Why this person can't take it over as things are, or null. The cap counts for what is received too:
 * it limits what one holder's card may hold, and a bearer's card doesn't become larger by being passed
 * on; a registered name lifts it at once (L5). Refuses JOIN_REQUIRED, PREPAID_CAP (detail: the cap),
 * TOP_UPS_OPEN, TRANSFER_NOT_POSSIBLE for a state without room.
 */
export function receivingRefused(
  target: MemberState | null,
  passed: Passed,
  release: Pick<Release, 'settings'>,
): Refusal | null {
  if (!target?.joinedAt || hasLeft(target)) return refuse('JOIN_REQUIRED')
  const { principal, bonus } = worthOf(passed)
  const cap = prepaidCap(target.wallet, release)
  if (principal + bonus > cap.left) return refuse('PREPAID_CAP', cap)
  if (passed.lots.length > 0 && target.wallet.lots.length + passed.lots.length > MOST_OPEN_LOTS)
    return refuse('TOP_UPS_OPEN')
  const size = bytesOf(passed) + bytesOf({ ...target, receipts: [] })
  return size > MOST_RECEIVED_BYTES ? refuse('TRANSFER_NOT_POSSIBLE') : null
}

/** Which of the holder's contracts end: they charge the one who no longer has it. */
export function contractsOf({ memberships, lots }: Passed): (contract: RenewalContract) => boolean {
  return ({ purpose, planId }) =>
    purpose === 'top_up' ? lots.length > 0 : memberships.some((card) => card.planId === planId)
}

/** The orders that paid for what passes. */
export function ordersOf({ lots, memberships }: Pick<Passed, 'lots' | 'memberships'>): string[] {
  return [...lots, ...memberships.flatMap(({ periods }) => periods)].map(({ orderId }) => orderId)
}

function passedOnBefore({ passedOn = [] }: MemberState, orders: readonly string[]) {
  return passedOn.filter(({ orderId }) => !orders.includes(orderId))
}

function notAgreed(
  required: readonly AgreementVersion[],
  agreements: Accepting['agreements'],
): Refusal | null {
  for (const { id, version } of required) {
    const accepted = agreements.filter((agreement) => agreement.id === id)
    if (accepted.length === 0) return refuse('AGREEMENT_REQUIRED', { id })
    if (!accepted.some((agreement) => agreement.version === version))
      return refuse('AGREEMENT_CHANGED', { id })
  }
  return null
}

function without(state: MemberState, passed: Passed, to: string, month: string): MemberState {
  const stays = <T>(gone: readonly T[]) => {
    const ids = new Set<T>(gone)
    return (one: T) => !ids.has(one)
  }
  const cards = passed.memberships.map(({ id }) => id)
  const orders = ordersOf(passed)
  return {
    ...state,
    fees: withFees(state.fees, month, -passed.fees),
    wallet: { ...state.wallet, lots: state.wallet.lots.filter(stays(passed.lots)) },
    memberships: state.memberships.filter(stays(passed.memberships)),
    coupons: state.coupons.filter(stays(passed.coupons)),
    gifts: state.gifts.filter(stays(passed.gifts)),
    perks: state.perks.filter(stays(passed.perks)),
    draws: state.draws.filter(stays(passed.draws)),
    helpers: state.helpers.filter(({ membershipId }) => !cards.includes(membershipId)),
    passedOn: [...passedOnBefore(state, orders), ...orders.map((orderId) => ({ orderId, to }))].slice(
      -MOST_PASSED_ON,
    ),
  }
}

/** Helpers of a card that went away: their marks follow (M116). */
function householdEnds(
  { number, helpers }: MemberState,
  passed: Passed,
  transferId: string,
  now: number,
): Due[] {
  return helpers
    .filter(({ membershipId }) => passed.memberships.some(({ id }) => id === membershipId))
    .map(({ memberId }) => ({
      kind: 'household_mark',
      key: `household:${transferId}:${memberId}`,
      owner: 'renewal',
      operationId: transferId,
      memberId,
      mark: null,
      unless: { ownerId: number, now },
    }))
}

function withFees(fees: MemberState['fees'], month: string, amount: number): MemberState['fees'] {
  return amount === 0 ? fees : { ...fees, [month]: (fees[month] ?? 0) + amount }
}

/** What the member's accounts held of it, over to the transfer's account or from it. */
function moved(passed: Passed, transferId: string, month: string, direction: 'in' | 'out'): Posting[] {
  const { lots, memberships, coupons, fees } = passed
  const nobody = emptyMember('', '')
  const held = balances({
    ...nobody,
    memberships,
    coupons,
    fees: withFees({}, month, fees),
    wallet: { ...nobody.wallet, lots },
  })
  return Object.entries(held).flatMap(([key, amount]) => {
    const [asset = '', account = ''] = key.split('|')
    return transfer(asset as Asset, account, `transfer/${transferId}`, direction === 'out' ? amount : -amount)
  })
}

function isSame(one: TransferWorth, other: TransferWorth): boolean {
  return one.principal === other.principal && one.bonus === other.bonus && one.through === other.through
}
