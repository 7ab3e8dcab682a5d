import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import { LIFECYCLE_STAGES } from '../../cloudfunctions/domain/lifecycle-account'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { canary, close, erased, privacyDraft } from '../privacy-shop'
import { openShop, settleFor, type Shop } from '../shop'

const DAY = 86_400_000

describe('the funnel of the five stages', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: privacyDraft() })
  })
  afterAll(async () => {
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  const joined = () =>
    documents<MemberDocument>(shop, 'members').filter(({ state }) => state.joinedAt !== null).length
  const moves = () =>
    documents<JournalEntry>(shop, 'journal').flatMap(({ facts, memberId }) =>
      facts.kind === 'stage' ? [{ memberId, ...facts }] : [],
    )
  async function funnel(branchId?: string) {
    const report = await shop.call('owner', 'operations.lifecycle', branchId ? { branchId } : {})
    expect(report.stages.map(({ stage }) => stage)).toEqual(LIFECYCLE_STAGES)
    expect(report.stages.every(({ title, rule }) => title !== '' && rule !== '')).toBe(true)
    expect(report.stages.reduce((sum, { count }) => sum + count, 0)).toBe(report.members)
    return Object.fromEntries(report.stages.map(({ stage, count }) => [stage, count]))
  }

  it('M102 the funnel sums to the members from the first day on, whoever is logged already', async () => {
    for (const person of ['only-joined', 'ordered-once', 'came-twice', 'holder']) await shop.join(person)
    await settleFor(shop, 'ordered-once', [['meishi', 1]])
    for (let visit = 0; visit < 2; visit += 1)
      await settleFor(shop, 'came-twice', [['meishi', 1]], 'kejiyuan')
    await shop.buy('holder')
    expect(await funnel()).toEqual({
      attracted: joined(),
      retained: 0,
      active: 0,
      converted: 0,
      advocating: 0,
    })
    await shop.clock.advance(DAY + 60_000)
    await recover(shop, 3)
    expect(await funnel()).toEqual({ attracted: 1, retained: 1, active: 1, converted: 1, advocating: 0 })
    expect(await funnel('kejiyuan')).toMatchObject({ active: 1, retained: 0, attracted: 0 })
    expect(moves()).toHaveLength(4)
  })

  it('M102 a stage that changes with the time alone is logged once, however often the timer runs', async () => {
    await shop.clock.advance(62 * DAY)
    await recover(shop, 3)
    await Promise.all([shop.timer('payment', 'settleDue'), shop.timer('payment', 'settleDue')])
    await recover(shop, 3)
    expect(await funnel()).toMatchObject({ attracted: 1, retained: 2, active: 0, converted: 1 })
    const own = moves().filter(({ memberId }) => memberId === shop.numberOf('came-twice'))
    expect(own.map(({ from, to }) => `${from ?? ''}>${to}`)).toEqual(['>active', 'active>retained'])
    const report = await shop.call('owner', 'operations.lifecycle', { stage: 'retained' })
    const counted = report.transitions.reduce((sum, { count }) => sum + count, 0)
    expect(counted).toBe(moves().length)
    expect(report.list?.members.map(({ memberNumber }) => memberNumber).sort()).toEqual(
      ['ordered-once', 'came-twice'].map((person) => shop.numberOf(person)).sort(),
    )
    // Months that are over are folded once: the same figures again.
    expect((await shop.call('owner', 'operations.lifecycle', { stage: 'retained' })).transitions).toEqual(
      report.transitions,
    )
  })

  it('M102 L9 who closes the account leaves the funnel; the moves stay under the number', async () => {
    const who = await canary(shop)
    await shop.clock.advance(DAY + 60_000)
    await recover(shop, 3)
    const before = await funnel()
    await close(shop, who.person)
    await erased(shop)
    const after = await funnel()
    expect(after.converted).toBe((before.converted ?? 0) - 1)
    expect(joined()).toBe(Object.values(after).reduce((sum, count) => sum + count, 0))
  })
})
