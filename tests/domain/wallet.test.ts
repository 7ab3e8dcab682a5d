import fc from 'fast-check'
import {
  friendCodeTag,
  friendCodeText,
  isOwnFriendCode,
  parseFriendCode,
} from '../../cloudfunctions/contract/friend-code'
import { parseMemberCode } from '../../cloudfunctions/contract/member-code'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { TopUpStep } from '../../cloudfunctions/contract/offers'
import { assetsOf } from '../../cloudfunctions/domain/assets'
import { balanced, balances, foldPostings } from '../../cloudfunctions/domain/balances'
import { createFriendCode, findFriendCode, useFriendCode } from '../../cloudfunctions/domain/friend-code'
import type { MemberState, ReceiptFacts } from '../../cloudfunctions/domain/member'
import { checkName, isIdentityNumber, maskName } from '../../cloudfunctions/domain/name-registration'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import { pruneWallet } from '../../cloudfunctions/domain/retention'
import { checkTopUp, deliverTopUp, prepaidCap } from '../../cloudfunctions/domain/top-up'
import { walletBalance, walletBasisPoints } from '../../cloudfunctions/domain/wallet-spending'
import { storedValueRules, topUpOffer, walletSummary } from '../../cloudfunctions/domain/wallet-views'
import { PREPAID, withStoredValue } from '../stored-value-shop'
import { holds } from './property'
import { accepted, codeOf, DAY, OPENING as NOW, released } from './story'

const SECRET = '5'.repeat(64)
const MEMBER = '0123456789ABC'

const shop = (change: (draft: CatalogueDraft) => void = () => undefined) => {
  const draft = withStoredValue()
  change(draft)
  return draft
}
const RELEASE = released(shop())
const stopped = released(
  shop((draft) => {
    draft.settings = { prepaid: { ...PREPAID, stopSales: true } }
  }),
)

function paid(
  state: MemberState,
  stepId: string,
  more: { orderId?: string; release?: typeof RELEASE; now?: number; amount?: number } = {},
) {
  const { orderId = `order-${stepId}-${state.wallet.lots.length}`, release = RELEASE, now = NOW } = more
  const step = RELEASE.versions['chuzhi@1']?.terms.storedValue?.ladder.find(({ id }) => id === stepId)
  const { principal, bonus } = step as TopUpStep
  const topUp = { planId: 'chuzhi', versionId: 'chuzhi@1', stepId, principal, bonus, agreements: [] }
  const order = { orderId, amount: more.amount ?? principal, paidAt: now, topUp }
  return deliverTopUp(state, { order, release, now })
}

const named = (state: MemberState): MemberState => ({
  ...state,
  wallet: { ...state.wallet, registeredName: { digest: 'd', masked: '林**', at: NOW } },
})
const nobody = () => emptyMember(MEMBER, SECRET)

describe('paying in', () => {
  test('M014 a top-up lies in the wallet, principal and bonus in ledgers of their own', () => {
    const decided = accepted(paid(nobody(), 'chong-500', { orderId: 'o' }))
    expect(balanced(decided.postings)).toBe(true)
    expect(foldPostings(decided.postings)).toEqual({
      'principal|member/principal/o': 50_000,
      'bonus|member/bonus/o': 5000,
    })
    expect(balances(decided.state)).toEqual(foldPostings(decided.postings))
    expect(decided.state.joinedAt).toBe(NOW)
    expect(decided.facts).toMatchObject({ kind: 'top_up', joins: true })
    expect(walletSummary(decided.state, RELEASE, NOW)).toMatchObject({
      principal: 50_000,
      bonus: 5000,
      memberBasisPoints: 9500,
      lots: [{ paid: 50_000, bonus: 5000, returnThrough: '2027-03-17' }],
    })
    expect(assetsOf(decided.state, NOW)).toMatchObject({ balance: 55_000, coupons: 0 })
    expect(assetsOf(nobody(), NOW)).toBeNull()
  })

  test('L5 without a registered name at most 1000.00 may be held, with it 5000.00, the bonus included', () => {
    const anonymous = accepted(paid(nobody(), 'chong-500')).state
    expect(prepaidCap(anonymous.wallet, RELEASE)).toEqual({ level: 'anonymous', most: 100_000, left: 45_000 })
    expect(paid(anonymous, 'chong-500')).toMatchObject({ code: 'PREPAID_CAP', detail: { left: 45_000 } })
    expect(codeOf(paid(nobody(), 'chong-3000'))).toBe('PREPAID_CAP')
    const rich = accepted(paid(named(nobody()), 'chong-3000')).state
    expect(prepaidCap(rich.wallet, RELEASE)).toEqual({ level: 'named', most: 500_000, left: 200_000 })
    expect(codeOf(paid(rich, 'chong-3000'))).toBe('PREPAID_CAP')
    expect(codeOf(paid(named(nobody()), 'chong-5000'))).toBe('accepted')
    expect(codeOf(paid(accepted(paid(named(nobody()), 'chong-5000')).state, 'chong-100'))).toBe('PREPAID_CAP')
  })

  test('L5 the owner may set lower caps, never higher ones', () => {
    const low = released(
      shop((draft) => {
        draft.settings = { prepaid: { ...PREPAID, mostNamed: 200_000, mostAnonymous: 50_000 } }
        draft.plans.at(-1)?.terms.storedValue?.ladder.splice(2)
      }),
    )
    let state = named(nobody())
    for (const orderId of ['1', '2', '3'])
      state = accepted(paid(state, 'chong-500', { orderId, release: low })).state
    expect(paid(state, 'chong-500', { release: low })).toMatchObject({
      code: 'PREPAID_CAP',
      detail: { level: 'named', most: 200_000, left: 35_000 },
    })
    expect(storedValueRules({ ladder: [], spendOrder: 'pro_rata' }, low)).toContain(
      '余额上限(含赠金):未实名登记¥500.00,实名登记后¥2000.00,未满18岁¥200.00',
    )
  })

  test('L6 while sales are stopped nothing is offered, taken or delivered; what is there stays', () => {
    expect(topUpOffer(RELEASE)?.plan.id).toBe('chuzhi')
    expect(topUpOffer(stopped)).toBeNull()
    expect(codeOf(paid(nobody(), 'chong-100', { release: stopped }))).toBe('PREPAID_STOPPED')
    const held = accepted(paid(nobody(), 'chong-500')).state
    expect(walletSummary(held, stopped, NOW)).toMatchObject({ principal: 50_000, memberBasisPoints: 9500 })
  })

  test('L5 stored value never expires: ten years later all of it is there, at its price factor', () => {
    const { wallet } = accepted(paid(named(nobody()), 'chong-3000')).state
    const later = pruneWallet({ ...nobody(), wallet }, NOW + 3653 * DAY)
    expect(walletBalance(later)).toBe(300_000)
    expect(walletBasisPoints(later, RELEASE)).toBe(8000)
  })

  test('an order that no version explains, another amount, a second delivery: refused, so the money goes back', () => {
    expect(codeOf(paid(nobody(), 'chong-100', { amount: 9999 }))).toBe('PRICE_CHANGED')
    const { state } = accepted(paid(nobody(), 'chong-100', { orderId: 'o' }))
    expect(codeOf(paid(state, 'chong-100', { orderId: 'o' }))).toBe('OPERATION_REUSED')
    const topUp = {
      planId: 'chuzhi',
      versionId: 'chuzhi@9',
      stepId: 'x',
      principal: 1,
      bonus: 0,
      agreements: [],
    }
    const order = { orderId: 'o2', amount: 1, paidAt: NOW, topUp }
    expect(codeOf(deliverTopUp(state, { order, release: RELEASE, now: NOW }))).toBe('PLAN_UNAVAILABLE')
  })

  test('a ladder that was changed leaves what was sold as it was: an old order keeps its step and factor', () => {
    const edited = released(
      shop((draft) => {
        const { storedValue } = draft.plans.find(({ id }) => id === 'chuzhi')!.terms
        storedValue!.ladder[2] = { ...storedValue!.ladder[2]!, principal: 280_000, memberBasisPoints: 9000 }
      }),
      RELEASE,
      NOW + DAY,
    )
    const { state } = accepted(paid(named(nobody()), 'chong-3000', { release: edited }))
    expect(walletBasisPoints(state.wallet, edited)).toBe(8000)
    expect(topUpOffer(edited)?.version.id).toBe('chuzhi@2')
  })

  test('what the person saw and ticked is what counts, else a refusal says what changed', () => {
    const plan = RELEASE.plans.find(({ id }) => id === 'chuzhi')!
    const version = RELEASE.versions['chuzhi@1']!
    const required = RELEASE.agreements.filter(({ id }) => id === 'membership')
    const agreements = required.map(({ id, version: text }) => ({ id, version: text }))
    const request = {
      plan,
      version,
      versionId: version.id,
      stepId: 'chong-100',
      price: 10_000,
      agreements,
      required,
      release: RELEASE,
      now: NOW,
    }
    const checked = (change: Partial<typeof request>) =>
      codeOf(checkTopUp(nobody(), { ...request, ...change }))
    expect(checked({})).toBe('accepted')
    expect(checked({ price: 9999 })).toBe('PRICE_CHANGED')
    expect(checked({ versionId: 'chuzhi@0' })).toBe('PLAN_CHANGED')
    expect(checked({ stepId: 'chong-1' })).toBe('PLAN_UNAVAILABLE')
    expect(checked({ plan: { ...plan, onSale: false } })).toBe('PLAN_UNAVAILABLE')
    expect(checked({ required: [] })).toBe('PLAN_UNAVAILABLE')
    expect(checked({ agreements: [] })).toBe('AGREEMENT_REQUIRED')
    expect(checked({ agreements: [{ id: 'membership', version: 'old' }] })).toBe('AGREEMENT_CHANGED')
    expect(checked({ stepId: 'chong-3000', price: 300_000 })).toBe('PREPAID_CAP')
    expect(checked({ release: stopped })).toBe('PREPAID_STOPPED')
  })

  test('at most twenty open top-ups, so that the wallet stays small', () => {
    const lots = accepted(paid(nobody(), 'chong-100')).state.wallet.lots
    const many = Array.from({ length: 20 }, (_, index) => ({
      ...lots[0]!,
      orderId: `o${index}`,
      principalLeft: 1,
    }))
    const state = { ...nobody(), wallet: { ...nobody().wallet, lots: many } }
    expect(codeOf(paid(state, 'chong-100'))).toBe('TOP_UPS_OPEN')
    const usedUp = {
      ...state,
      wallet: { ...state.wallet, lots: [...many.slice(1), { ...many[0]!, principalLeft: 0 }] },
    }
    expect(codeOf(paid(usedUp, 'chong-100'))).toBe('accepted')
  })

  test('a used-up top-up leaves once no receipt that took from it can be undone', () => {
    const lot = {
      ...accepted(paid(nobody(), 'chong-100', { orderId: 'o' })).state.wallet.lots[0]!,
      principalLeft: 0,
    }
    const shares = [{ orderId: 'o', principal: 10_000, bonus: 0, list: 10_000 }]
    const receipt = {
      state: 'settled',
      undoUntil: NOW + 60_000,
      walletShares: shares,
    } as unknown as ReceiptFacts
    const state = { ...nobody(), receipts: [receipt], wallet: { ...nobody().wallet, lots: [lot] } }
    expect(pruneWallet(state, NOW).lots).toHaveLength(1)
    expect(pruneWallet(state, NOW + 60_000).lots).toHaveLength(0)
  })
})

describe('a code for a friend’s bill', () => {
  const rich = () => accepted(paid(nobody(), 'chong-500')).state
  const create = (state: MemberState, most = 5000, phoneVerified = false, now = NOW, id = 'a'.repeat(16)) =>
    createFriendCode(state, { id, most, phoneVerified, now })

  test('M015 it is good for 60 s, once, and capped; above 200.00 only with the own phone', () => {
    const { state, facts } = accepted(create(rich()))
    expect(facts).toMatchObject({ id: 'a'.repeat(16), most: 5000, until: NOW + 60_000 })
    expect(accepted(findFriendCode(state.wallet, facts.id, NOW + 59_999))).toMatchObject({ most: 5000 })
    expect(codeOf(findFriendCode(state.wallet, facts.id, NOW + 60_000))).toBe('CODE_EXPIRED')
    expect(codeOf(findFriendCode(state.wallet, 'b'.repeat(16), NOW))).toBe('CODE_FORGED')
    const used = useFriendCode(state.wallet, facts.id, 'receipt-1')
    expect(codeOf(findFriendCode(used, facts.id, NOW))).toBe('CODE_USED')
    expect(codeOf(create(rich(), 20_000))).toBe('accepted')
    expect(codeOf(create(rich(), 20_001))).toBe('FRIEND_CODE_PHONE')
    expect(codeOf(create(rich(), 20_001, true))).toBe('accepted')
    expect(codeOf(create(nobody()))).toBe('BALANCE_SHORT')
  })

  test('M015 codes are forgotten after a quarter of an hour, and at most twenty are remembered', () => {
    let state = rich()
    for (let index = 0; index < 20; index += 1) state = accepted(create(state, 100, false, NOW + index)).state
    expect(codeOf(create(state, 100, false, NOW + 20))).toBe('TOO_MANY_REQUESTS')
    expect(codeOf(create(state, 100, false, NOW + 17 * 60_000))).toBe('accepted')
  })

  test('M015 only the member’s own secret makes the code, and no other character string reads as it', () => {
    const id = '0123456789abcdef'
    const code = friendCodeText({ number: MEMBER, id, tag: friendCodeTag(MEMBER, id, SECRET) })
    expect(code).toMatch(/^F1[0-9A-HJKMNP-TV-Z]+$/)
    const parsed = parseFriendCode(code)!
    expect(parsed).toMatchObject({ number: MEMBER, id })
    expect(isOwnFriendCode(parsed, SECRET)).toBe(true)
    expect(isOwnFriendCode(parsed, '6'.repeat(64))).toBe(false)
    expect(isOwnFriendCode({ ...parsed, id: '1123456789abcdef' }, SECRET)).toBe(false)
    expect(isOwnFriendCode({ ...parsed, number: '0123456789ABD' }, SECRET)).toBe(false)
    expect(parseMemberCode(code)).toBeNull()
    expect(parseFriendCode(code.replace('F1', 'M1'))).toBeNull()
    holds(
      fc.property(
        fc.nat(code.length - 3),
        fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
        (at, char) => {
          const changed = code.slice(0, at + 2) + char + code.slice(at + 3)
          const read = parseFriendCode(changed)
          expect(read !== null && isOwnFriendCode(read, SECRET)).toBe(changed === code)
        },
      ),
    )
  })
})

describe('the holder’s name', () => {
  test('L5 an identity number has a birthday that was and a right check character (GB 11643)', () => {
    expect(isIdentityNumber('11010519491231002X', NOW)).toBe(true)
    expect(isIdentityNumber('440524188001010014', NOW)).toBe(false)
    expect(isIdentityNumber('110105194912310021', NOW)).toBe(false)
    expect(isIdentityNumber('11010519490230002X', NOW)).toBe(false)
    expect(isIdentityNumber('11010519491231002', NOW)).toBe(false)
    expect(codeOf(checkName('林晓雯', '11010519491231002X', NOW) ?? {})).toBe('accepted')
    expect(codeOf(checkName('林', '11010519491231002X', NOW) ?? {})).toBe('NAME_INVALID')
    expect(codeOf(checkName('Lin Xiaowen', '11010519491231002X', NOW) ?? {})).toBe('NAME_INVALID')
    expect(codeOf(checkName('迪丽热巴·迪力木拉提', '11010519491231002X', NOW) ?? {})).toBe('accepted')
    expect(maskName('林晓雯')).toBe('林**')
  })
})
