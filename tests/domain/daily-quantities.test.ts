import fc from 'fast-check'
import { fits, moveDraws, unitsDrawn } from '../../cloudfunctions/domain/daily-quantities'
import { benefitViews, calculatorItems } from '../../cloudfunctions/domain/plan-views'
import type { Release } from '../../cloudfunctions/domain/release'
import { holds } from './property'
import { at, bakery, codeOf, DAY, MINUTE, pieces, released, Story } from './story'

/** One americano a day for 1.00, two croissants a day for 5.00, coffee else at 80 %. */
const limited = (change: { perDay?: number } = {}): Release =>
  released(
    bakery((draft) => {
      draft.plans[0]!.terms.memberPrices = [
        {
          id: 'meiri',
          title: '每天一杯1元美式',
          scope: { kind: 'products', productIds: ['meishi'] },
          rule: { kind: 'fixed', price: 100 },
          lossLeader: true,
          perDay: change.perDay ?? 1,
        },
        {
          id: 'mianbao',
          title: '每天两个5元面包',
          scope: { kind: 'products', productIds: ['niujiaobao', 'tusi'] },
          rule: { kind: 'fixed', price: 500 },
          lossLeader: true,
          perDay: 2,
        },
      ]
    }),
  )

const holder = (release = limited()) => {
  const story = new Story(release)
  story.buy()
  return story
}
const linesOf = (story: Story, ...basket: [string, number][]) =>
  story
    .priced(basket.map(([id, quantity]) => pieces(id, quantity)))
    .lines.map(({ productId, quantity, paid, proofs }) => [productId, quantity, paid, proofs.length])

describe('member prices for so many units a day', () => {
  test('M116 three americanos are one at 1.00 and two at the list price, each part with its own proof', () => {
    const story = holder()
    const priced = story.priced([pieces('meishi', 3)])
    expect(priced.lines).toMatchObject([
      { quantity: 1, list: 1500, paid: 100, saved: 1400, proofs: [{ benefitId: 'meiri', amount: 1400 }] },
      { quantity: 2, list: 3000, paid: 3000, saved: 0, proofs: [] },
    ])
    expect(priced).toMatchObject({ list: 4500, paid: 3100, saved: 1400 })
    const day = { membershipId: story.state.memberships[0]!.id, benefitId: 'meiri', day: '2027-03-10' }
    expect(priced.draws).toEqual([{ ...day, units: 1, perDay: 1 }])
    story.settle([pieces('meishi', 3)])
    expect(story.state.draws).toEqual([{ ...day, units: 1 }])
    expect(linesOf(story, ['meishi', 1])).toEqual([['meishi', 1, 1500, 0]])
  })

  test('M116 the promise says how many a day, and the calculator counts on none of them', () => {
    const release = limited()
    const version = release.versions['nianka@1']!
    expect(benefitViews(version.terms, release).map(({ detail }) => detail)).toEqual([
      '美式会员价¥1.00,每天共1件',
      '牛角包、吐司会员价¥5.00,每天共2件',
    ])
    expect(calculatorItems(version, release, release.releasedAt)).toEqual([])
  })

  test('M116 the units go where they save most, whichever line comes first', () => {
    const story = holder()
    expect(linesOf(story, ['niujiaobao', 2], ['tusi', 1])).toEqual([
      ['niujiaobao', 1, 500, 1],
      ['niujiaobao', 1, 1200, 0],
      ['tusi', 1, 500, 1],
    ])
  })

  test('M116 a new Shanghai day has new units; a quote from before midnight draws on its own day', () => {
    const story = holder()
    story.now = at('2027-03-10T23:59:50')
    const priced = story.priced([pieces('meishi')])
    expect(priced.draws?.[0]?.day).toBe('2027-03-10')
    story.settle([pieces('meishi')])
    expect(linesOf(story, ['meishi', 1])).toEqual([['meishi', 1, 1500, 0]])
    story.now = at('2027-03-11T00:00')
    expect(linesOf(story, ['meishi', 1])).toEqual([['meishi', 1, 100, 1]])
    story.wait(3 * DAY)
    story.settle([pieces('tusi')])
    expect(story.state.draws.map(({ day }) => day)).toEqual(['2027-03-14'])
  })

  test('M116 an undo gives the units back; found by phone nobody draws any', () => {
    const story = holder()
    const receipt = story.settle([pieces('meishi')])
    expect(linesOf(story, ['meishi', 1])).toEqual([['meishi', 1, 1500, 0]])
    story.undo(receipt)
    expect(story.state.draws).toEqual([])
    expect(linesOf(story, ['meishi', 1])).toEqual([['meishi', 1, 100, 1]])
    expect(story.priced([pieces('meishi')], { who: { kind: 'phone' } })).toMatchObject({
      paid: 1500,
      saved: 0,
    })
  })

  test('a receipt that waits draws nothing; paid after its units are gone, the money goes back', () => {
    const story = holder()
    const waiting = story.settle([pieces('meishi')], { tender: 'wechat' })
    expect(story.state.draws).toEqual([])
    expect(codeOf(story.settlement([pieces('meishi')]))).toBe('PAYMENT_OPEN')
    story.wait(6 * MINUTE)
    story.settle([pieces('meishi')])
    expect(() => story.pay(waiting)).toThrow('ORDER_CLOSED')
  })

  test('M116 M042 never more units than a day has, and never dearer than without the benefit', () => {
    const basket = fc.array(
      fc.record({
        product: fc.constantFrom('meishi', 'natie', 'niujiaobao', 'tusi'),
        quantity: fc.integer({ min: 1, max: 4 }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    holds(
      fc.property(
        fc.array(basket, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 3 }),
        (visits, perDay) => {
          const story = holder(limited({ perDay }))
          const [membership] = story.state.memberships
          for (const goods of visits) {
            const lines = goods.map(({ product, quantity }) => pieces(product, quantity))
            const { paid, list } = story.priced(lines)
            expect(paid).toBeLessThanOrEqual(list)
            const receipt = story.settle(lines)
            expect(receipt.lines.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(
              goods.reduce((sum, { quantity }) => sum + quantity, 0),
            )
            expect(
              receipt.lines.every(
                ({ list: own, unitListPrice, quantity }) => own === unitListPrice * quantity,
              ),
            ).toBe(true)
            for (const [benefitId, most] of [
              ['meiri', perDay],
              ['mianbao', 2],
            ] as const)
              expect(
                unitsDrawn(story.state.draws, { membershipId: membership!.id, benefitId, day: '2027-03-10' }),
              ).toBeLessThanOrEqual(most)
          }
        },
      ),
      100,
    )
  })

  test('drawing and giving back leave nothing behind', () => {
    const draw = { membershipId: 'm', benefitId: 'b', day: '2027-03-10', units: 2, perDay: 3 }
    const once = moveDraws([], [draw], 1)
    expect(fits(once, [draw])).toBe(false)
    expect(fits(once, [{ ...draw, units: 1 }])).toBe(true)
    expect(moveDraws(once, [draw], -1)).toEqual([])
  })
})
