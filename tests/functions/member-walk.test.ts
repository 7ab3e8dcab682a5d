import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { memberWalks, type MemberWalk } from '../../cloudfunctions/ledger/member-walk'
import { dyingAt } from './dying-database'
import { type Shop, openShop } from './ledger-setup'

/** Going through all members, killed and resumed at every call (P5). */
let shop: Shop
const MEMBERS = 23

beforeAll(async () => {
  shop = await openShop()
  const members = Array.from({ length: MEMBERS }, (_, index) => ({
    _id: String(index).padStart(13, '0'),
    version: 1,
    updatedAt: 1,
    nextDueAt: null,
    state: { number: String(index), spending: { '2027-02': { orders: 1, paid: index } } },
    tail: [],
  }))
  expect(await shop.database.insertMany('members', members)).toBe('inserted')
})

afterAll(() => shop.close())

const summing = (id: string): MemberWalk<{ members: number; paid: number }> => ({
  id,
  first: { members: 0, paid: 0 },
  projection: ['state.spending'],
  deadline: Number.MAX_SAFE_INTEGER,
  pageSize: 5,
  page: (members: readonly MemberDocument[], { members: before, paid }) => ({
    members: before + members.length,
    paid: members.reduce((sum, { state }) => sum + (state.spending['2027-02']?.paid ?? 0), paid),
  }),
})
const WHOLE = { folded: { members: MEMBERS, paid: (MEMBERS * (MEMBERS - 1)) / 2 }, finished: true }

describe('a walk through all members', () => {
  it('sees each member once, and a second walk of the same name sees none again', async () => {
    const walks = memberWalks(shop.database, () => 0)
    expect(await walks.result('plain')).toBeNull()
    expect(await walks.go(summing('plain'))).toEqual(WHOLE)
    const again = await shop.counted(() => walks.go(summing('plain')))
    expect(again).toEqual({ calls: 1, result: WHOLE })
    expect(await walks.result('plain')).toEqual(WHOLE)
  })

  it('P5: killed before or after any call and resumed, it comes to the same', async () => {
    let kills = 0
    for (const when of ['before', 'after'] as const)
      for (let call = 1; ; call += 1) {
        const id = `${when}-${call}`
        const { database, died } = dyingAt(shop.database, call, when)
        const attempt = memberWalks(database, () => 0).go(summing(id))
        const killed = await attempt.then(
          () => false,
          () => true,
        )
        expect(killed).toBe(died())
        expect(await memberWalks(shop.database, () => 0).go(summing(id))).toEqual(WHOLE)
        if (!killed) break
        kills += 1
      }
    expect(kills).toBeGreaterThan(20)
  })

  it('stops before its deadline and goes on where it stopped', async () => {
    let ticks = 0
    const walks = memberWalks(shop.database, () => {
      ticks += 1
      return ticks * 1_000
    })
    const first = await walks.go({ ...summing('sliced'), deadline: 6_000 })
    expect(first).toEqual({ folded: { members: 10, paid: 45 }, finished: false })
    expect(await walks.go(summing('sliced'))).toEqual(WHOLE)
  })

  it('two runs at the same time count each page once', async () => {
    const walks = memberWalks(shop.database, () => 0)
    await Promise.all([walks.go(summing('twice')), walks.go(summing('twice'))])
    expect(await walks.go(summing('twice'))).toEqual(WHOLE)
  })
})
