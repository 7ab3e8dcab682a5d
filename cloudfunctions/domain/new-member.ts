import { EMPTY_BENEFITS } from './benefit-account'
import { EMPTY_CARE } from './care-account'
import { EMPTY_WATCH } from './coupon-watch'
import { EMPTY_GROWTH } from './growth-account'
import type { MemberState } from './member'
import { EMPTY_MESSAGES } from './message-account'
import { EMPTY_PRIVACY } from './privacy-account'
import { EMPTY_REFERRAL } from './referral-account'
import { EMPTY_POINTS } from './point-account'
import { EMPTY_RETURNING } from './returning-account'
import { EMPTY_WALLET } from './wallet'

/**
 * A person of whom nothing is known but WeChat's word that it is one: not joined, no card.
 * @param number the member's number, the same as the document's id
 * @param codeSecret 32 random bytes in hex, drawn by the entry point
 */
export function emptyMember(number: string, codeSecret: string): MemberState {
  return {
    number,
    joinedAt: null,
    profile: { nickname: null, maskedPhone: null, phoneDigest: null, largeText: false },
    consents: [],
    staff: null,
    codeSecret,
    usedCodes: [],
    memberships: [],
    savings: {},
    fees: {},
    spending: {},
    wallet: EMPTY_WALLET,
    coupons: [],
    couponWatch: EMPTY_WATCH,
    points: EMPTY_POINTS,
    growth: EMPTY_GROWTH,
    benefits: EMPTY_BENEFITS,
    vouchers: [],
    claims: [],
    returns: [],
    gifts: [],
    perks: [],
    partnerLinks: [],
    helpers: [],
    householdMark: null,
    draws: [],
    contracts: [],
    statements: [],
    care: EMPTY_CARE,
    messages: EMPTY_MESSAGES,
    referral: EMPTY_REFERRAL,
    returning: EMPTY_RETURNING,
    lifecycle: null,
    privacy: EMPTY_PRIVACY,
    trials: [],
    missed: [],
    receipts: [],
    phoneLookups: { day: '1970-01-01', count: 0 },
    operations: { recent: [], forgottenThrough: 0 },
  }
}
