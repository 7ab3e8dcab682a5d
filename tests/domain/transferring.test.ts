import fc from 'fast-check'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { parseTransferCode, transferCodeText } from '../../cloudfunctions/contract/transfer-code'
import { balanced, balances, foldPostings } from '../../cloudfunctions/domain/balances'
import type { MemberState } from '../../cloudfunctions/domain/member'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import type { Release } from '../../cloudfunctions/domain/release'
import { passedBy, worthOf } from '../../cloudfunctions/domain/transfer-items'
import { offerTransfer } from '../../cloudfunctions/domain/transfer-offers'
import { receivingRefused, transferIn, transferOut } from '../../cloudfunctions/domain/transferring'
import { EMPTY_WALLET, type TopUpLot } from '../../cloudfunctions/domain/wallet'
import { holds } from './property'
import { accepted, at, codeOf } from './story'

const NOW = at('2027-06-01T10:00')
const SECRET = 'ab'.repeat(32)
const [FROM, TO] = ['8Q2M4VW7XKZ1P', '8Q2M4VW7XKZ1R']
const RELEASE = { versions: {}, settings: undefined } as unknown as Release
const BALANCE = { kind: 'balance' } as const

const lot = (index: number, principal: number, bonus: number, spent: number): TopUpLot => ({
  orderId: `order-${index}`,
  planId: 'chuzhi',
  versionId: 'chuzhi-1',
  stepId: 'step',
  paidAt: NOW - index * 86_400_000,
  principal,
  bonus,
  principalLeft: principal - Math.min(principal, spent),
  bonusLeft: bonus - Math.max(0, Math.min(bonus, spent - principal)),
  listSpent: spent,
  refunded: 0,
})

const member = (number: string, lots: TopUpLot[], more: Partial<MemberState> = {}): MemberState => ({
  ...emptyMember(number, SECRET),
  joinedAt: 1,
  wallet: { ...EMPTY_WALLET, lots },
  ...more,
})

function offered(giver: MemberState) {
  const made = accepted(offerTransfer(giver, { id: '00112233445566ff', item: BALANCE, now: NOW }))
  const { id, tag } = made.facts
  const code = parseTransferCode(transferCodeText({ number: FROM, id, tag }))
  if (!code) throw new Error('the code can’t be read')
  return { state: made.state, code }
}

function left(giver: MemberState, target: MemberState | null, more: object = {}) {
  const { state, code } = offered(giver)
  const passed = passedBy(state, BALANCE, NOW)
  if (isRefusal(passed)) throw new Error(passed.code)
  return transferOut(state, {
    transferId: 'transfer-1',
    code,
    target,
    to: TO,
    worth: worthOf(passed),
    agreements: [],
    required: [],
    release: RELEASE,
    now: NOW,
    ...more,
  })
}

describe('passing stored value on', () => {
  test('L6 I1 of any wallet all that is left passes: nothing is lost, doubled or left over', () => {
    const amounts = fc.record({
      principal: fc.integer({ min: 1, max: 5000 }),
      bonus: fc.integer({ min: 0, max: 1000 }),
      spent: fc.integer({ min: 0, max: 6000 }),
    })
    holds(
      fc.property(
        fc.array(amounts, { minLength: 1, maxLength: 8 }),
        fc.array(amounts, { maxLength: 5 }),
        (own, others) => {
          const lots = own.map(({ principal, bonus, spent }, index) => lot(index, principal, bonus, spent))
          const theirs = others.map(({ principal, bonus, spent }, index) =>
            lot(index + 100, principal, bonus, spent),
          )
          const giver = member(FROM, lots)
          const target = member(TO, theirs)
          const whole = worthOf({ lots, memberships: [] })
          fc.pre(whole.principal + whole.bonus > 0)
          const out = accepted(left(giver, target))
          const into = accepted(transferIn(target, { from: FROM, out: out.facts, now: NOW }))
          expect(worthOf({ lots: out.state.wallet.lots, memberships: [] })).toMatchObject({
            principal: 0,
            bonus: 0,
          })
          const before = worthOf({ lots: theirs, memberships: [] })
          expect(worthOf({ lots: into.state.wallet.lots, memberships: [] })).toMatchObject({
            principal: before.principal + whole.principal,
            bonus: before.bonus + whole.bonus,
          })
          for (const half of [out, into]) expect(balanced(half.postings)).toBe(true)
          const between = [...out.postings, ...into.postings].filter(({ account }) =>
            account.startsWith('transfer/'),
          )
          expect(between.reduce((sum, { amount }) => sum + amount, 0)).toBe(0)
          expect(foldPostings(out.postings, { ...balances(giver) })).toEqual(balances(out.state))
          expect(foldPostings(into.postings, { ...balances(target) })).toEqual(balances(into.state))
          // Each top-up keeps what it was sold with, so that a refund of it is worked out the same.
          for (const { receivedAt, ...passed } of into.state.wallet.lots)
            if (receivedAt !== undefined) expect(lots).toContainEqual(passed)
        },
      ),
    )
  })

  test('L6 a code is used up with the first half', () => {
    const giver = member(FROM, [lot(1, 1000, 0, 0)])
    const out = accepted(left(giver, member(TO, [])))
    expect(out.state.transferOffer).toBeUndefined()
  })

  test('L6 another figure than both saw is refused with the new one', () => {
    const giver = member(FROM, [lot(1, 1000, 0, 0)])
    const changed = left(giver, member(TO, []), { worth: { principal: 999, bonus: 0, through: null } })
    expect(changed).toMatchObject({ code: 'TRANSFER_CHANGED', detail: { principal: 1000 } })
  })

  test('L5 the cap counts for what is received: a bearer’s up to 1000 yuan, a named one’s up to 5000', () => {
    const passed = (amount: number) => {
      const found = passedBy(member(FROM, [lot(1, amount, 0, 0)]), BALANCE, NOW)
      if (isRefusal(found)) throw new Error(found.code)
      return found
    }
    const named = { ...EMPTY_WALLET, registeredName: { digest: 'd', masked: '林*', at: 1 } }
    const refused = (amount: number, more: Partial<MemberState> = {}) =>
      receivingRefused(member(TO, [], more), passed(amount), RELEASE)?.code ?? null
    expect(refused(100_000)).toBeNull()
    expect(refused(100_001)).toBe('PREPAID_CAP')
    expect(refused(500_000, { wallet: named })).toBeNull()
    expect(refused(500_001, { wallet: named })).toBe('PREPAID_CAP')
    expect(receivingRefused(null, passed(1), RELEASE)?.code).toBe('JOIN_REQUIRED')
  })

  test('L5 who reported a loss passes nothing on', () => {
    const giver = member(FROM, [lot(1, 1000, 0, 0)], { frozen: { at: NOW, reason: '来电' } })
    expect(codeOf(offerTransfer(giver, { id: '00112233445566ff', item: BALANCE, now: NOW }))).toBe(
      'MEMBER_FROZEN',
    )
  })
})
