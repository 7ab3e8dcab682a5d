import { violations } from '../invariants'
import { bakery } from '../domain/story'
import { openShop, type Shop } from '../shop'

const DAY = 86_400_000

/** Epoch ms of a day's time in Shanghai. */
const at = (text: string) => Date.parse(`${text}+08:00`)

describe('the renewal rate of a month', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop({
      draft: bakery((draft) => {
        const month = structuredClone(draft.plans[0]!)
        month.id = 'yueka'
        month.terms = { ...month.terms, name: '麦香月卡', price: 990, months: 1 }
        draft.plans.push(month)
      }),
    })
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  const report = () => shop.call('owner', 'operations.renewalDrivers', {})
  const count = async (instant: string) => {
    await shop.clock.advance(at(instant) - shop.clock.now())
    for (let round = 0; round < 5; round += 1) await shop.timer('renewal', 'sweep')
    return (await report()).months
  }

  it('F19 M082 the walk of the first counts who ended and who renewed; a month is first said to be open, then stays', async () => {
    expect((await report()).months).toEqual([])
    // Opened on 2027-03-10: the month cards run through 2027-04-10.
    for (const person of ['lin', 'chen', 'wang', 'zhao', 'sun']) {
      await shop.join(person)
      await shop.buy(person, 'yueka')
    }
    await shop.clock.advance(2 * DAY)
    await shop.buy('lin', 'yueka')
    await shop.buy('sun', 'yueka')
    const [march] = await count('2027-04-01T06:00')
    expect(march).toMatchObject({ month: '2027-03', ended: 0, rateBasisPoints: null })

    await shop.clock.advance(at('2027-04-20T10:00') - shop.clock.now())
    await shop.buy('chen', 'yueka')
    const [april] = await count('2027-05-01T06:00')
    expect(april).toEqual({
      ...{ month: '2027-04', ended: 5, renewed: 3, waiting: 2 },
      ...{ rateBasisPoints: 6000, isFinal: false },
    })

    // On the 29th day after the end.
    await shop.clock.advance(at('2027-05-09T10:00') - shop.clock.now())
    await shop.buy('wang', 'yueka')
    const final = { month: '2027-04', ended: 5, renewed: 4, waiting: 0, rateBasisPoints: 8000, isFinal: true }
    const [may, told] = await count('2027-06-01T06:00')
    expect(told).toEqual(final)
    expect(may).toMatchObject({ month: '2027-05', isFinal: false })
    const again = await count('2027-07-01T06:00')
    expect(again[2]).toEqual(final)
    expect((await report()).rule).toContain('÷')
  })
})
