import { buyFlash, withActivities } from '../activity-shop'
import { BENEFITS, withBenefits } from '../benefit-shop'
import { openShop, type Shop } from '../shop'

/** A gift in the month of the birthday beside what the card holds anyway. */
const GIFT = {
  id: 'shengri',
  kind: 'birthday' as const,
  title: '生日咖啡',
  detail: '生日当月一杯',
  cost: 400,
  rewardId: 'kafei',
}

const draft = withActivities(
  { support: { defaultMinutes: 120, byTier: [] } },
  withBenefits(undefined, [...BENEFITS, GIFT]),
)

describe('what the phone is told of the programme', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop({ draft })
    await shop.join('lin')
  })
  afterAll(() => shop.close())

  const entries = async (person: string) => (await shop.call(person, 'membership.home', {})).entries

  test('home names only what there is, and says how much of it', async () => {
    expect((await shop.call('passer-by', 'membership.home', {})).entries).toBeUndefined()
    expect(await entries('lin')).toEqual({
      benefits: 0,
      vouchers: 0,
      flashSales: 1,
      polls: 1,
      draws: 1,
      points: null,
      questions: true,
      unread: false,
      invitations: false,
    })
    await shop.buy('lin', 'quanyi')
    await buyFlash(shop, 'lin')
    const after = await entries('lin')
    expect(after).toMatchObject({ vouchers: 1, flashSales: 1 })
    // One asks for spending first, and the birthday is not known.
    expect(after?.benefits).toBe(BENEFITS.length - 1)
  })

  test('M037 the birthday gift draws on the stock of its reward: the last piece goes once, an undo brings it back', async () => {
    const { draft: current, release } = await shop.call('owner', 'operations.catalogue', {})
    for (const reward of current?.participation?.rewards ?? []) if (reward.id === 'kafei') reward.stock = 1
    const input = { operationId: shop.operationId(), expectedRelease: release ?? 0, draft: current! }
    await shop.call('owner', 'operations.release', input)
    await shop.clock.advance(31_000)
    const give = async (person: string) => {
      const code = await shop.codeOf(person)
      const { visit } = await shop.call('clerk-laojie', 'counter.resolve', { branchId: 'laojie', code })
      return {
        operationId: shop.operationId(),
        branchId: 'laojie',
        visit,
        benefit: { source: 'card' as const, benefitId: GIFT.id },
        units: 1,
      }
    }
    for (const person of ['wang', 'zhao']) {
      await shop.join(person)
      await shop.buy(person, 'quanyi')
      await shop.call(person, 'membership.birthday', { operationId: shop.operationId(), monthDay: '03-31' })
    }
    const first = await give('wang')
    const given = await shop.call('clerk-laojie', 'counter.useBenefit', first)
    expect(await shop.call('clerk-laojie', 'counter.useBenefit', first)).toEqual(given)
    const second = await give('zhao')
    expect(await shop.ask('clerk-laojie', 'counter.useBenefit', second)).toMatchObject({
      code: 'BENEFIT_UNAVAILABLE',
      detail: { reason: expect.stringContaining('发完') },
    })
    await shop.call('clerk-laojie', 'counter.undoBenefit', {
      branchId: 'laojie',
      memberNumber: shop.numberOf('wang'),
      useId: given.useId,
    })
    await shop.clock.advance(61_000)
    await shop.timer('renewal', 'sweep')
    expect(await shop.call('clerk-laojie', 'counter.useBenefit', await give('zhao'))).toMatchObject({
      outcome: 'given',
    })
  })

  test('L9 a birthday is asked for by a benefit only, and can be taken out again', async () => {
    await shop.join('chen')
    expect((await shop.call('chen', 'membership.benefits', {})).birthday).toBeUndefined()
    const told = async () => (await shop.call('lin', 'membership.benefits', {})).birthday
    expect(await told()).toEqual({ monthDay: null, given: false })
    const enter = (monthDay: string | null) =>
      shop.call('lin', 'membership.birthday', { operationId: shop.operationId(), monthDay })
    await enter('02-29')
    expect(await told()).toEqual({ monthDay: '02-29', given: false })
    await enter(null)
    expect(await told()).toEqual({ monthDay: null, given: false })
  })

  test('the last day of a service that is told is the one after the last that is open', async () => {
    const { benefits, now } = await shop.call('lin', 'membership.benefits', {})
    const { booking } = benefits.find(({ benefit }) => benefit.benefitId === 'pinjian') ?? {}
    expect(booking?.branches).toEqual([{ id: 'laojie', name: '老街店' }])
    const { slots } = await shop.call('lin', 'membership.slots', {
      benefit: { source: 'card', benefitId: 'pinjian' },
      branchId: 'laojie',
      day: booking?.through ?? '',
    })
    expect(slots).toHaveLength(2)
    for (const { opensAt, why } of slots) {
      expect(opensAt).toBeGreaterThan(now)
      expect(why).toMatch(/开放预约$/)
    }
  })
})
