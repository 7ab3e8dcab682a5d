import { type SharedStock, sharedStock } from '../../cloudfunctions/ledger/shared-stock'
import { MEMBER, NOW, type Shop, connect, newId, openShop, read, savedBy, saving } from './ledger-setup'
import { announceSeed, seededRandom } from '../seed'

let shop: Shop
let stock: SharedStock

beforeEach(async () => {
  shop = await openShop()
  stock = sharedStock(shop.database)
})
afterEach(() => shop.close())

async function left(id = 'cake'): Promise<number> {
  const document = await shop.database.read<{ _id: string; left: number }>('stock', id)
  return document?.left ?? Number.NaN
}

test('I7 P9 of 64 at once who want one of 20, exactly 20 get one, each in at most two calls', async () => {
  await stock.create('cake', 20, NOW)
  const attempts = await Promise.all(
    Array.from({ length: 64 }, async (_, index) => {
      const { database } = connect(shop.cloud)
      const result = await sharedStock(database).hold('cake', `key${index}`, NOW)
      return { result, calls: database.calls }
    }),
  )
  expect(attempts.filter(({ result }) => result === 'held')).toHaveLength(20)
  expect(attempts.filter(({ result }) => result === 'exhausted')).toHaveLength(44)
  expect(Math.max(...attempts.map(({ calls }) => calls))).toBeLessThanOrEqual(2)
  expect(await left()).toBe(0)
})

test('I7 64 at once with random quantities, each sent twice, never oversell', async () => {
  const seed = announceSeed('ledger-stock')
  const random = seededRandom(seed)
  await stock.create('cake', 50, NOW)
  const wishes = Array.from({ length: 64 }, (_, index) => ({
    key: `k${index}`,
    quantity: 1 + Math.floor(random() * 5),
  }))
  const results = await Promise.all(
    [...wishes, ...wishes].map(({ key, quantity }) => stock.hold('cake', key, NOW, quantity)),
  )
  const sold = wishes.reduce(
    (sum, { quantity }, index) => sum + (results[index] === 'held' ? quantity : 0),
    0,
  )
  expect({ seed, left: await left() }).toEqual({ seed, left: 50 - sold })
  expect(sold).toBeLessThanOrEqual(50)
  expect(sold).toBeGreaterThan(45)
})

test('a hold whose answer was lost is found again, not taken twice', async () => {
  await stock.create('cake', 5, NOW)
  shop.cloud.faults.add({ action: 'database.modifyDocument', effect: { kind: 'drop_after' } })
  await expect(stock.hold('cake', 'k', NOW)).rejects.toThrow('unknown')
  expect(await stock.hold('cake', 'k', NOW)).toBe('held')
  expect(await left()).toBe(4)
})

test('returning gives back once; afterwards the key can take nothing any more', async () => {
  await stock.create('cake', 5, NOW)
  await stock.hold('cake', 'k', NOW, 3)
  expect(await stock.release('cake', 'k', NOW)).toBe(true)
  expect(await stock.release('cake', 'k', NOW)).toBe(false)
  expect(await left()).toBe(5)
  expect(await stock.hold('cake', 'k', NOW, 3)).toBe('released')
  expect(await left()).toBe(5)
})

test('a late attempt after the confirmation takes no second share', async () => {
  await stock.create('cake', 5, NOW)
  await stock.hold('cake', 'k', NOW)
  await stock.confirm('cake', 'k', NOW)
  expect(await stock.hold('cake', 'k', NOW)).toBe('held')
  expect(await stock.release('cake', 'k', NOW)).toBe(false)
  expect(await left()).toBe(4)
})

test('of confirming and returning at once exactly one happens', async () => {
  await stock.create('cake', 100, NOW)
  for (let round = 0; round < 20; round += 1) {
    const key = `k${round}`
    const before = await left()
    await stock.hold('cake', key, NOW)
    const [, returned] = await Promise.all([stock.confirm('cake', key, NOW), stock.release('cake', key, NOW)])
    expect(await left()).toBe(returned ? before : before - 1)
  }
})

test('there is no stock by default, creating it twice keeps what was sold', async () => {
  expect(await stock.hold('cake', 'k', NOW)).toBe('absent')
  await stock.create('cake', 5, NOW)
  await stock.hold('cake', 'k', NOW)
  await stock.create('cake', 5, NOW)
  expect(await left()).toBe(4)
  for (const quantity of [0, -1, 0.5])
    await expect(stock.hold('cake', 'x', NOW, quantity)).rejects.toThrow(RangeError)
  await expect(stock.hold('cake', 'a.b', NOW)).rejects.toThrow('key')
  await expect(stock.hold('cake', '$inc', NOW)).rejects.toThrow('key')
})

test('stale holds are found, marks are pruned, holds never', async () => {
  await stock.create('cake', 9, NOW)
  for (const [index, key] of ['open', 'confirmed', 'released'].entries())
    await stock.hold('cake', key, NOW + index)
  await stock.confirm('cake', 'confirmed', NOW + 10)
  await stock.release('cake', 'released', NOW + 20)
  expect(await stock.stale('cake', NOW + 1)).toEqual([{ key: 'open', at: NOW }])
  expect(await stock.prune('cake', NOW + 15)).toBe(1)
  expect(await stock.prune('cake', NOW + 99)).toBe(1)
  expect(await stock.prune('cake', NOW + 99)).toBe(0)
  expect(await stock.stale('cake', NOW + 99)).toEqual([{ key: 'open', at: NOW }])
  expect(await left()).toBe(7)
})

test('a share goes back only after the operation can never apply: attempts and sweepers at once', async () => {
  await stock.create('cake', 40, NOW)
  await shop.ledger.commit(saving(undefined, 0))
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const operationId = newId()
      const request = { ...saving(undefined, 1), operationId }
      const attempt = async () => {
        if ((await stock.hold('cake', operationId, NOW)) !== 'held') return false
        const result = await shop.ledger.commit({ ...request, member: await read(shop.ledger) })
        if (result.ok) await stock.confirm('cake', operationId, NOW)
        return result.ok
      }
      const giveBack = async () => {
        const cancelled = await shop.ledger.cancel({ ...request, member: await read(shop.ledger) })
        if (cancelled.ok && cancelled.entry.facts.kind === 'cancelled')
          return stock.release('cake', operationId, NOW)
        return false
      }
      const tasks = index % 2 ? [attempt(), giveBack(), attempt()] : [giveBack(), attempt(), giveBack()]
      await Promise.all(tasks)
      // Whatever order they came in: a last sweep settles what is still open.
      await giveBack()
      const member = await read(shop.ledger)
      const applied = await shop.ledger.findApplied({ ...request, member })
      return applied !== null && !('code' in applied)
    }),
  )
  const applied = outcomes.filter(Boolean).length
  expect(await left()).toBe(40 - applied)
  expect(savedBy(await read(shop.ledger, MEMBER))).toBe(applied)
})
