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
    })
    await shop.buy('lin', 'quanyi')
    await buyFlash(shop, 'lin')
    const after = await entries('lin')
    expect(after).toMatchObject({ vouchers: 1, flashSales: 1 })
    // One asks for spending first, and the birthday is not known.
    expect(after?.benefits).toBe(BENEFITS.length - 1)
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
