import { refuse } from '../contract/refusals'
import type { Decision, Facts } from './decision'
import type { Consent, MemberState } from './member'
import { joinedDue } from './referral-link'

/**
 * Joining, consents, phone and preferences (M062). Names and numbers of people stay in the state,
 * where they can be erased; facts and postings hold none of them (L9).
 */

type Of<K extends Facts['kind']> = Decision<Extract<Facts, { kind: K }>>

export interface Joining {
  /** The agreement that the person read and ticked, in its current version. */
  readonly agreement: { readonly id: string; readonly version: string }
  /** A separate tick, off by default: marketing is never part of joining (L9). */
  readonly marketing: boolean
  readonly nickname: string | null
  readonly now: number
}

/**
 * Makes a member of a person, or records that a member accepted a newer agreement: the day of
 * joining never moves. Unticked marketing withdraws nothing that was granted before.
 */
export function joinShop(state: MemberState, { agreement, marketing, nickname, now }: Joining): Of<'joined'> {
  const version = `${agreement.id}@${agreement.version}`
  const service: Consent = { purpose: 'service', version, granted: true, at: now }
  const consents = withConsent(state.consents, service)
  const at = state.joinedAt ?? now
  return {
    ok: true,
    state: {
      ...state,
      joinedAt: at,
      profile: { ...state.profile, nickname: nickname ?? state.profile.nickname },
      consents: marketing ? withConsent(consents, { ...service, purpose: 'marketing' }) : consents,
    },
    postings: [],
    facts: { kind: 'joined', at },
    due: joinedDue(state),
  }
}

/**
 * Gives or withdraws one consent, in force at once (L9). It refers to the agreement that the
 * member accepted last. Refuses JOIN_REQUIRED.
 */
export function changeConsent(
  state: MemberState,
  change: { purpose: Consent['purpose']; granted: boolean; now: number },
): Of<'consent'> {
  const { purpose, granted, now } = change
  if (state.joinedAt === null) return refuse('JOIN_REQUIRED')
  const version = state.consents.reduce<Consent | null>(
    (latest, consent) => (!latest || consent.at >= latest.at ? consent : latest),
    null,
  )?.version
  const consent: Consent = { purpose, granted, version: version ?? '', at: now }
  return {
    ok: true,
    state: { ...state, consents: withConsent(state.consents, consent) },
    postings: [],
    facts: { kind: 'consent', ...consent },
    due: [],
  }
}

/** True when this may be sent or done now: granted, and not withdrawn since. */
export function hasConsent(state: MemberState, purpose: Consent['purpose']): boolean {
  return state.consents.some((consent) => consent.purpose === purpose && consent.granted)
}

/**
 * Binds the phone number that WeChat vouched for. Whether another person holds it is decided
 * before, by a document of its own: the same phone on a second WeChat merges only after
 * verification (M062).
 */
export function bindPhone(
  state: MemberState,
  { phoneDigest, maskedPhone }: { phoneDigest: string; maskedPhone: string; now: number },
): Of<'phone'> {
  return {
    ok: true,
    state: { ...state, profile: { ...state.profile, phoneDigest, maskedPhone } },
    postings: [],
    facts: { kind: 'phone', phoneDigest },
    due: [],
  }
}

/** 138****5678; other lengths keep at most the last two digits. */
export function maskPhone(phone: string): string {
  return /^1\d{10}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(7)}` : `****${phone.slice(-2)}`
}

/** Changes what the member chose for the own display; what isn't given stays. */
export function changePreferences(
  state: MemberState,
  wanted: { nickname?: string | undefined; largeText?: boolean | undefined },
): Of<'preferences'> {
  const profile = {
    ...state.profile,
    nickname: wanted.nickname ?? state.profile.nickname,
    largeText: wanted.largeText ?? state.profile.largeText,
  }
  return {
    ok: true,
    state: { ...state, profile },
    postings: [],
    facts: { kind: 'preferences', largeText: profile.largeText },
    due: [],
  }
}

/** The latest word per purpose; earlier ones stay in the journal. */
export function withConsent(consents: readonly Consent[], consent: Consent): Consent[] {
  return [...consents.filter(({ purpose }) => purpose !== consent.purpose), consent]
}
