import { refuse } from '../contract/refusals'
import type { Decision, Due, Facts } from './decision'
import { isHelper } from './entitled'
import type { Membership, MemberState } from './member'
import { counts } from './membership'
import type { Release } from './release'

/**
 * A card that a household uses together (M116). The holder's list is the truth; the mark on a
 * helper only points to it, is set by a follow-up and may be late.
 */

type Of<K extends Facts['kind']> = Decision<Extract<Facts, { kind: K }>>

/** How many may use a card beside its holder, by the version that runs now; 0 for one that is personal. */
export function helpersAllowed(
  membership: Membership,
  release: Pick<Release, 'versions'>,
  now: number,
): number {
  const period = membership.periods.find((one) => counts(one, now))
  return (period && release.versions[period.versionId]?.terms.household?.helpers) ?? 0
}

/** The cards that a household may use now. */
export function householdCards(
  state: Pick<MemberState, 'memberships'>,
  release: Pick<Release, 'versions'>,
  now: number,
): Membership[] {
  return state.memberships.filter((membership) => helpersAllowed(membership, release, now) > 0)
}

interface AboutCard {
  readonly membershipId: string
  readonly release: Pick<Release, 'versions'>
  readonly now: number
}

/** Keeps an invitation in the holder's journal. Refuses HOUSEHOLD_NOT_POSSIBLE and HOUSEHOLD_FULL. */
export function inviteHelper(
  state: MemberState,
  { invitationId, expiresAt, ...card }: AboutCard & { invitationId: string; expiresAt: number },
): Of<'household_invitation'> {
  const refusal = roomFor(state, card)
  if (refusal) return refusal
  const { membershipId } = card
  return {
    ok: true,
    state,
    postings: [],
    facts: { kind: 'household_invitation', invitationId, membershipId, expiresAt },
    due: [],
  }
}

/**
 * Puts a helper on the holder's list; the mark follows. Refuses HOUSEHOLD_NOT_POSSIBLE for the
 * holder and for a card that no household may use now, HOUSEHOLD_FULL.
 */
export function addHelper(
  state: MemberState,
  joining: AboutCard & { operationId: string; helperId: string; stock: string },
): Of<'helper_joined'> {
  const { operationId, helperId: memberId, membershipId, stock, now } = joining
  if (isOwnNumber(state, memberId) || isHelper(state, { memberId, membershipId }))
    return refuse('HOUSEHOLD_NOT_POSSIBLE')
  const refusal = roomFor(state, joining)
  if (refusal) return refusal
  return {
    ok: true,
    state: { ...state, helpers: [...liveHelpers(state), { memberId, membershipId, since: now }] },
    postings: [],
    facts: { kind: 'helper_joined', membershipId, helperId: memberId, at: now },
    due: [
      markDue({ operationId, memberId, mark: { ownerId: state.number, membershipId, since: now } }),
      {
        kind: 'release_hold',
        key: `hold:${stock}:${memberId}`,
        owner: 'renewal',
        stock,
        holdKey: memberId,
      },
    ],
  }
}

/**
 * Takes a helper off the list: from the next quote on the card is not theirs. The mark follows, but
 * for who left by themselves and took it off first. Refuses NOT_FOUND.
 */
export function removeHelper(
  state: MemberState,
  command: { operationId: string; helperId: string; left?: true; now: number },
): Of<'helper_left'> {
  const { operationId, helperId, left = false, now } = command
  const helper = state.helpers.find(({ memberId }) => memberId === helperId)
  if (!helper) return refuse('NOT_FOUND')
  return {
    ok: true,
    state: { ...state, helpers: state.helpers.filter(({ memberId }) => memberId !== helperId) },
    postings: [],
    facts: { kind: 'helper_left', membershipId: helper.membershipId, helperId, at: now },
    due: left
      ? []
      : [markDue({ operationId, memberId: helperId, mark: null, unless: { ownerId: state.number, now } })],
  }
}

/** The mark goes first, at once; the holder's list follows. Nothing to leave is no refusal. */
export function leaveHousehold(
  state: MemberState,
  { operationId, now }: { operationId: string; now: number },
): Of<'household_mark'> {
  const mark = state.householdMark
  return {
    ok: true,
    state: mark ? { ...state, householdMark: null } : state,
    postings: [],
    facts: {
      kind: 'household_mark',
      ownerId: mark?.ownerId ?? null,
      membershipId: mark?.membershipId ?? null,
      at: now,
    },
    due: mark
      ? [
          {
            kind: 'household_leave',
            key: `household-leave:${operationId}`,
            owner: 'renewal',
            operationId,
            ownerId: mark.ownerId,
            helperId: state.number,
          },
        ]
      : [],
  }
}

/** Whose card a helper may use, as the holder's list said; a mark that is older changes nothing. */
export function markHelper(
  state: MemberState,
  { mark, unless, now }: Pick<HouseholdMarkDue, 'mark' | 'unless'> & { now: number },
): Of<'household_mark'> {
  const held = state.householdMark
  const own = mark !== null && isOwnNumber(state, mark.ownerId)
  const outdated = own || isOutdated(held, { mark, unless })
  const next = outdated ? held : mark
  return {
    ok: true,
    state: { ...state, householdMark: next },
    postings: [],
    facts: {
      kind: 'household_mark',
      ownerId: next?.ownerId ?? null,
      membershipId: next?.membershipId ?? null,
      at: now,
    },
    due: [],
  }
}

/** Two of a household may have turned out to be one person (M062). */
function isOwnNumber({ number, mergedFrom = [] }: MemberState, memberId: string): boolean {
  return memberId === number || mergedFrom.includes(memberId)
}

function isOutdated(
  held: MemberState['householdMark'],
  { mark, unless }: Pick<HouseholdMarkDue, 'mark' | 'unless'>,
): boolean {
  return held !== null && (mark ? held.since >= mark.since : isNewer(held, unless))
}

type HouseholdMarkDue = Extract<Due, { kind: 'household_mark' }>

/** A mark of another household, or of the same since: what was taken off is not this one. */
function isNewer(
  held: NonNullable<MemberState['householdMark']>,
  unless: HouseholdMarkDue['unless'],
): boolean {
  return unless !== undefined && (held.ownerId !== unless.ownerId || held.since > unless.now)
}

function markDue(about: Pick<HouseholdMarkDue, 'operationId' | 'memberId' | 'mark' | 'unless'>): Due {
  return { kind: 'household_mark', key: `household:${about.operationId}`, owner: 'renewal', ...about }
}

/** Helpers of cards that left the state long ago leave with them. */
function liveHelpers(state: MemberState): MemberState['helpers'] {
  return state.helpers.filter(({ membershipId }) => state.memberships.some(({ id }) => id === membershipId))
}

function roomFor(state: MemberState, { membershipId, release, now }: AboutCard) {
  const membership = state.memberships.find(({ id }) => id === membershipId)
  const most = membership ? helpersAllowed(membership, release, now) : 0
  if (most === 0) return refuse('HOUSEHOLD_NOT_POSSIBLE')
  const held = state.helpers.filter((helper) => helper.membershipId === membershipId)
  return held.length < most ? null : refuse('HOUSEHOLD_FULL')
}
