import { type Refusal, refuse } from '../contract/refusals'
import { placeBack } from './appointments'
import { placeBack as eventPlaceBack } from './event-places'
import { balances, transfer } from './balances'
import { endPartners } from './closing-partners'
import { type ClosingContext, type ClosingKind, giveAllBack, type GivenBack } from './closing-refunds'
import type { Asset, Decision, Due, Facts, Posting } from './decision'
import type { MemberState } from './member'
import { emptyMember } from './new-member'
import { EMPTY_PRIVACY } from './privacy-account'
import { referralDue } from './referral-link'
import { withoutContracts } from './renewal-signing'
import { isOpen } from './retention'

/**
 * The end of an account (L9, 网络数据安全管理条例 24): everything that can be given back goes back in
 * the same commit, what was said by the person leaves, and the books stay under the number alone. An
 * open balance blocks nothing.
 */

export interface AccountClosed {
  kind: 'account_closed'
  at: number
  /** What goes back, in fen, by order. */
  refunds: { orderId: string; of: ClosingKind; amount: number; basis: string }[]
  /** Fen of stored value that nothing came back for, and pieces that ended. */
  ended: { principal: number; bonus: number; points: number; coupons: number }
}

export interface Closing extends ClosingContext {
  readonly operationId: string
  /** Fen that the person was shown. */
  readonly refundTotal: number
  readonly endsPoints: boolean
  readonly endsCoupons: boolean
  /** Codes that were made before must lead nowhere. */
  readonly newSecret: string
  /** The last that happened before, by whichever clock. */
  readonly closedAt: number
}

/** What keeps an account from being closed now; null: nothing. */
export function closingRefused(state: MemberState, now: number): Refusal | null {
  if (state.joinedAt === null) return refuse('JOIN_REQUIRED')
  if (state.staff?.role === 'owner') return refuse('CLOSING_LAST_OWNER')
  if (state.staff) return refuse('CLOSING_STAFF')
  // Who has somebody's phone can't end what was frozen (L5).
  if (state.frozen) return refuse('MEMBER_FROZEN')
  if (state.handingOver) return refuse('BUSY')
  return state.receipts.some((receipt) => isOpen(receipt, now)) ? refuse('PAYMENT_OPEN') : null
}

/**
 * Closes the account. Refuses what `closingRefused` and `giveAllBack` refuse, CLOSING_CHANGED for
 * another total than was shown, and CLOSING_TICK where points or coupons are left and their end was
 * not agreed to.
 */
export function closeAccount(
  state: MemberState,
  closing: Closing,
): Decision<Extract<Facts, { kind: 'account_closed' }>> {
  const { now, refundTotal, endsPoints, endsCoupons } = closing
  const refused = closingRefused(state, now)
  if (refused) return refused
  const given = giveAllBack(state, closing)
  if (!given.ok) return given
  if (totalOf(given) !== refundTotal) return refuse('CLOSING_CHANGED')
  const left = leftOver(given.state, now)
  if ((left.points > 0 && !endsPoints) || (left.coupons > 0 && !endsCoupons)) return refuse('CLOSING_TICK')
  const ended = withoutLinks(given.state, closing)
  return {
    ok: true,
    state: emptied(state, closing),
    postings: [...given.postings, ...ended.postings, ...closedBalances(ended.state)],
    facts: {
      kind: 'account_closed',
      at: closing.closedAt,
      refunds: given.quotes.map(({ orderId, kind, refund, basis }) => ({
        ...{ orderId, of: kind, amount: refund, basis },
      })),
      ended: left,
    },
    due: [...given.due, ...ended.due, erasure(state, closing.closedAt)],
  }
}

export function totalOf({ quotes }: Pick<GivenBack, 'quotes'>): number {
  return quotes.reduce((sum, { refund }) => sum + refund, 0)
}

/** What is left once everything refundable went back: it ends with the account. */
export function leftOver(state: MemberState, now: number): AccountClosed['ended'] {
  return {
    principal: state.wallet.lots.reduce((sum, { principalLeft }) => sum + principalLeft, 0),
    bonus: state.wallet.lots.reduce((sum, { bonusLeft }) => sum + bonusLeft, 0),
    points: Math.max(0, state.points.lots.reduce((sum, { left }) => sum + left, 0) - state.points.debt),
    coupons: state.coupons.reduce((sum, { left, until }) => sum + (until > now ? left : 0), 0),
  }
}

/** Contracts, households, partners, places and pieces of stock: others have to be told. */
function withoutLinks(
  state: MemberState,
  closing: Closing,
): { state: MemberState; postings: Posting[]; due: Due[] } {
  const { now } = closing
  const contracts = withoutContracts(state, () => true, now)
  const partners = endPartners(contracts.state, closing)
  const { vouchers, benefits, care } = partners.state
  return {
    state: partners.state,
    postings: partners.postings,
    due: [
      ...contracts.due,
      ...partners.due,
      ...householdDues(state, closing),
      // Who invited this person waits for nothing any more (M107).
      ...(state.referral.from ? [referralDue(state.number, 'closed', String(closing.closedAt))] : []),
      ...benefits.appointments.filter((one) => one.state === 'booked' && one.at > now).map(placeBack),
      ...care.events.filter((one) => one.checkedInAt === null && one.endsAt > now).map(eventPlaceBack),
      ...vouchers.flatMap(({ state: stands, stock, holdKey }): Due[] =>
        stands === 'open'
          ? [{ kind: 'return_stock', key: `back:${stock}:${holdKey}`, owner: 'renewal', stock, holdKey }]
          : [],
      ),
    ],
  }
}

function householdDues(state: MemberState, { operationId, now }: Closing): Due[] {
  const helpers = state.helpers.map(({ memberId }): Due => ({
    kind: 'household_mark',
    key: `household:${operationId}:${memberId}`,
    owner: 'renewal',
    operationId,
    memberId,
    mark: null,
    unless: { ownerId: state.number, now },
  }))
  const mark = state.householdMark
  if (!mark) return helpers
  return [
    ...helpers,
    {
      kind: 'household_leave',
      key: `household-leave:${operationId}`,
      owner: 'renewal',
      operationId,
      ownerId: mark.ownerId,
      helperId: state.number,
    },
  ]
}

/** What the books need to be read, and what a promise is limited by for each person; nothing else. */
function emptied(state: MemberState, { newSecret, closedAt }: Closing): MemberState {
  const { number, mergedInto, mergedAt, mergedFrom, passedOn, staffRevokedAt } = state
  const { trials, claims, phoneLookups, benefits, care } = state
  const empty = emptyMember(number, newSecret)
  return {
    ...empty,
    ...(mergedInto === undefined ? {} : { mergedInto }),
    ...(mergedAt === undefined ? {} : { mergedAt }),
    ...(mergedFrom === undefined ? {} : { mergedFrom }),
    ...(passedOn === undefined ? {} : { passedOn }),
    ...(staffRevokedAt === undefined ? {} : { staffRevokedAt }),
    ...{ trials, claims, phoneLookups },
    benefits: { ...empty.benefits, birthday: { monthDay: null, giftYear: benefits.birthday.giftYear } },
    care: { ...empty.care, greetedYear: care.greetedYear },
    privacy: { ...EMPTY_PRIVACY, closedAt },
  }
}

/** Every account of the member's stands at zero afterwards. */
function closedBalances(state: MemberState): Posting[] {
  return Object.entries(balances(state)).flatMap(([key, amount]) => {
    const [asset = '', account = ''] = key.split('|')
    return transfer(asset as Asset, account, `closed/${state.number}`, amount)
  })
}

function erasure({ number }: MemberState, closedAt: number): Due {
  return {
    kind: 'erase_person',
    key: `erase:${number}:${closedAt}`,
    owner: 'renewal',
    memberId: number,
    closedAt,
  }
}
