import { type Refusal, refuse } from '../contract/refusals'
import { enterBirthday } from './birthdays'
import type { Decision } from './decision'
import type { MemberState } from './member'
import type { PrivacyFacts } from './privacy-account'

export interface Correction {
  /** Null takes it out; undefined leaves it. */
  readonly nickname?: string | null | undefined
  readonly birthday?: string | null | undefined
  readonly phone?: null | undefined
  readonly now: number
}

type Corrected = Extract<PrivacyFacts, { kind: 'profile_corrected' }>

/**
 * Corrects or takes out what the member said (PIPL 46, 47). Refuses JOIN_REQUIRED, and what
 * `enterBirthday` refuses. Whose the phone is, a document of its own says: whoever calls frees it.
 */
export function correctProfile(state: MemberState, correction: Correction): Decision<Corrected> {
  const { nickname, birthday, phone, now } = correction
  if (state.joinedAt === null) return refuse('JOIN_REQUIRED')
  const dated = birthday === undefined ? state : withBirthday(state, birthday, now)
  if ('ok' in dated) return dated
  const fields: Corrected['fields'] = []
  let { profile } = dated
  if (nickname !== undefined) {
    profile = { ...profile, nickname }
    fields.push('nickname')
  }
  if (birthday !== undefined) fields.push('birthday')
  if (phone === null) {
    profile = { ...profile, phoneDigest: null, maskedPhone: null }
    fields.push('phone')
  }
  return {
    ok: true,
    state: { ...dated, profile },
    postings: [],
    facts: { kind: 'profile_corrected', fields, at: now },
    due: [],
  }
}

function withBirthday(state: MemberState, birthday: string | null, now: number): MemberState | Refusal {
  return enterBirthday(state, {
    monthDay: birthday?.slice(5) ?? null,
    year: birthday === null ? null : Number(birthday.slice(0, 4)),
    now,
  })
}
