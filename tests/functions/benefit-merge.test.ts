import type { Input } from '../../cloudfunctions/contract'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { withBenefits } from '../benefit-shop'
import { documents, violations } from '../invariants'
import { openidOf, openShop, type Shop } from '../shop'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'
const DAY = 86_400_000

describe('M062 benefits of a person with two WeChats', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withBenefits() })
  })
  afterAll(() => shop.close())

  async function use(person: string, more: Partial<Input<'counter.useBenefit'>> = {}) {
    const code = await shop.codeOf(person)
    const { visit } = await shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code })
    const benefit = { source: 'card' as const, benefitId: 'chongdian' }
    return { operationId: shop.operationId(), branchId: BRANCH, visit, benefit, units: 50, ...more }
  }

  async function merge(from: string, to: string) {
    const phone = '13700000001'
    const code = shop.wechat.phoneCode(openidOf(from), phone)
    await shop.call(from, 'membership.bindPhone', { operationId: shop.operationId(), code })
    await shop.call(to, 'membership.merge', {
      operationId: shop.operationId(),
      phoneCode: shop.wechat.phoneCode(openidOf(to), phone),
      memberCode: await shop.codeOf(from),
    })
  }

  it('M062 what both used of a month adds up, an undo finds the use, and a booked place stays held', async () => {
    for (const person of ['alt', 'neu']) {
      await shop.join(person)
      await shop.buy(person, 'quanyi')
    }
    const { useId } = await shop.call(CLERK, 'counter.useBenefit', await use('alt'))
    await shop.call(CLERK, 'counter.useBenefit', await use('neu'))
    const booked = await shop.call('alt', 'membership.book', {
      operationId: shop.operationId(),
      benefit: { source: 'card', benefitId: 'pinjian' },
      branchId: BRANCH,
      at: Date.UTC(2027, 2, 14, 2),
    })
    await merge('alt', 'neu')
    expect(violations(shop)).toEqual([])
    const { benefits, appointments } = await shop.call('neu', 'membership.benefits', {})
    expect(benefits.find(({ benefit }) => benefit.benefitId === 'chongdian')).toMatchObject({ left: 20 })
    expect(appointments).toMatchObject([{ appointmentId: booked.appointmentId, state: 'booked' }])
    const undo = { branchId: BRANCH, memberNumber: shop.numberOf('alt'), useId }
    await shop.call(CLERK, 'counter.undoBenefit', undo)
    const { appointmentId } = booked
    const cancel = { operationId: shop.operationId(), appointmentId }
    expect(await shop.call('neu', 'membership.cancelAppointment', cancel)).toMatchObject({
      state: 'cancelled',
    })
    expect(violations(shop)).toEqual([])
  })

  it('a year of cups, one in twelve days, leaves a state that stays small, and books that fold', async () => {
    await shop.join('taeglich')
    await shop.buy('taeglich', 'quanyi')
    const cup = { source: 'card' as const, benefitId: 'meiri-kafei' }
    for (let day = 0; day < 30; day += 1) {
      await shop.call(CLERK, 'counter.useBenefit', await use('taeglich', { benefit: cup, units: 1 }))
      await shop.clock.advance(12 * DAY)
    }
    const member = documents<MemberDocument>(shop, 'members').find(
      ({ _id }) => _id === shop.numberOf('taeglich'),
    )
    expect(JSON.stringify(member?.state.benefits).length).toBeLessThan(2000)
    expect(violations(shop)).toEqual([])
  })
})
