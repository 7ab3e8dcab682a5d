import { CONTRACT_VERSION } from '../../cloudfunctions/contract/version'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { documents, leftOpen, violations } from '../invariants'
import {
  afterTheWindow,
  comeBy,
  order,
  pointsOf,
  rewardCoupons,
  runTimers,
  sceneFrom,
  withReferral,
} from '../referral-shop'
import { openShop, settleFor, type Shop } from '../shop'
import { topUp, withStoredValue } from '../stored-value-shop'
import { bind } from './merge-story'

const MINUTE = 60_000

describe('invitations from the first touch to what goes back', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withReferral(withStoredValue()) })
    await shop.join('lin')
  })
  afterEach(() => expect(violations(shop)).toEqual([]))
  afterAll(async () => {
    await runTimers(shop)
    expect(leftOpen(shop)).toEqual([])
    await shop.close()
  })

  const mine = (person: string) => shop.call(person, 'referral.mine', {})
  const earned = async (person: string, work: () => Promise<unknown>) => {
    const before = await pointsOf(shop, person)
    await work()
    return (await pointsOf(shop, person)) - before
  }
  const stateOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state

  test('M107 L12 both are rewarded once, after the first order and its window, and never for sharing or opening', async () => {
    const scene = await sceneFrom(shop, 'lin')
    expect(scene).toMatch(/^i=[0-9A-Za-z]{12}$/)
    expect(await shop.call('chen', 'referral.landing', { scene })).toMatchObject({ joined: false })
    const gained = await earned('lin', async () => {
      expect(await comeBy(shop, 'chen', scene)).toEqual({ state: 'attached', why: null })
      await runTimers(shop)
      expect((await mine('lin')).invited).toMatchObject({ waiting: 1, ordered: 0 })
      await order(shop, 'chen')
      await runTimers(shop)
      expect((await mine('lin')).steps).toMatchObject([{ state: 'ordered', rewardOn: '2027-03-19' }])
    })
    expect(gained).toBe(0)
    expect(await earned('lin', () => afterTheWindow(shop))).toBe(50)
    expect(await rewardCoupons(shop, 'chen')).toBe(1)
    const { invited, month, inAll } = await mine('lin')
    expect(invited).toEqual({ waiting: 0, ordered: 0, rewarded: 1, refused: 0, reversed: 0 })
    expect([month, inAll]).toEqual([
      { most: 3, left: 2 },
      { most: 5, left: 4 },
    ])
    // Nothing comes of a second order, nor of timers that run again.
    const again = await earned('lin', async () => {
      await order(shop, 'chen')
      await afterTheWindow(shop)
    })
    expect(again).toBe(0)
    expect(await rewardCoupons(shop, 'chen')).toBe(1)
    const messages = documents<{ due: { kind: string; flow?: string } }>(shop, 'outbox')
    expect(messages.filter(({ due }) => due.flow === 'referral_reward')).toHaveLength(2)
  })

  test('M103 the first touch stays whatever comes later, and a customer is nobody’s newcomer', async () => {
    const { channels } = await shop.call('owner', 'operations.channels', {})
    const poster = channels.find(({ channelId }) => channelId === 'haibao')?.scene ?? ''
    expect(poster).toMatch(/^c=/)
    expect(await comeBy(shop, 'wang', poster)).toMatchObject({ state: 'attached' })
    const second = await comeBy(shop, 'wang', await sceneFrom(shop, 'lin'))
    expect(second).toEqual({ state: 'already', why: null })
    expect(stateOf('wang')?.referral.from).toMatchObject({ channelId: 'haibao', inviterId: null })
    await order(shop, 'wang')
    await runTimers(shop)
    const row = (await shop.call('owner', 'operations.channels', {})).channels[0]
    expect(row).toMatchObject({
      firstTouches: 1,
      joined: 1,
      firstOrders: 1,
      cost: 10_001,
      costPerFirstOrder: 10_001,
    })
    expect(await comeBy(shop, 'chen', poster)).toMatchObject({ state: 'already' })
    await shop.join('alt')
    await order(shop, 'alt')
    const known = await comeBy(shop, 'alt', poster)
    expect(known).toMatchObject({ state: 'none' })
    expect(known.why).toContain('已经是本店的顾客')
  })

  test('M107 L12 the landing page opens without login, and an unknown or altered code reads as a nameless one', async () => {
    const scene = await sceneFrom(shop, 'lin')
    const nobody = (input: string) => shop.ask(null, 'referral.landing', { scene: input }, CONTRACT_VERSION)
    const [known, ...others] = await Promise.all(
      [scene, `${scene.slice(0, -1)}${scene.endsWith('A') ? 'B' : 'A'}`, 'i=000000000000', 'x', '', '💥'].map(
        nobody,
      ),
    )
    for (const other of others)
      expect(other).toMatchObject({ ok: true, data: known?.ok ? known.data : 'no answer' })
    expect(known).toMatchObject({
      ok: true,
      data: { inviter: null, offer: { conditions: expect.any(Array) } },
    })
    await shop.call('lin', 'referral.setShowsName', { operationId: shop.operationId(), showsName: true })
    expect(await nobody(scene)).toMatchObject({ data: { inviter: { name: 'l**' } } })
    expect(await nobody(others.length > 0 ? 'i=AAAAAAAAAAAA' : '')).toMatchObject({ data: { inviter: null } })
    const rules = JSON.stringify(known)
    for (const word of ['满¥10', '8天', '每月最多3份', '累计最多5份', '没有多级', '不给分享', '同一部手机'])
      expect(rules).toContain(word)
  })

  test('M107 guessed codes find nothing, and after thirty misses a known one isn’t looked up either', async () => {
    const scene = await sceneFrom(shop, 'lin')
    for (let guess = 0; guess < 30; guess += 1) {
      const guessed = `i=${String(guess).padStart(12, 'g')}`
      const touched = await shop.call('thief', 'referral.attach', {
        operationId: shop.operationId(),
        scene: guessed,
      })
      expect(touched).toEqual({ state: 'none', why: null })
    }
    const { result, calls } = await shop.countCalls(() =>
      shop.call('thief', 'referral.attach', { operationId: shop.operationId(), scene }),
    )
    expect(result).toEqual({ state: 'none', why: null })
    expect(calls.filter((call) => call.includes('referral_codes'))).toEqual([])
    expect(stateOf('thief')?.referral.from ?? null).toBeNull()
    await shop.clock.advance(2 * MINUTE)
    expect(
      await shop.call('thief', 'referral.attach', { operationId: shop.operationId(), scene }),
    ).toMatchObject({ state: 'attached' })
  })

  test('M107 an order that is undone leaves the place to the next one, and nothing is given for it', async () => {
    await shop.join('host')
    await comeBy(shop, 'guest', await sceneFrom(shop, 'host'))
    const { receipt } = await order(shop, 'guest')
    await shop.call('clerk-laojie', 'counter.undo', {
      branchId: 'laojie',
      memberNumber: shop.numberOf('guest'),
      receiptId: receipt.receiptId,
    })
    await runTimers(shop)
    expect((await mine('host')).invited).toMatchObject({ waiting: 1, ordered: 0 })
    expect(await earned('host', () => afterTheWindow(shop))).toBe(0)
    await order(shop, 'guest')
    expect(await earned('host', () => afterTheWindow(shop))).toBe(50)
  })

  test('M107 goods that come back within the window take the order with them; small change doesn’t', async () => {
    await shop.join('host-2')
    const scene = await sceneFrom(shop, 'host-2')
    const back = async (person: string, units: number, of: number) => {
      await comeBy(shop, person, scene)
      const { receipt, memberNumber } = await settleFor(shop, person, [['meishi', of]])
      await shop.clock.advance(20 * MINUTE)
      const wanted = {
        branchId: 'laojie',
        memberNumber,
        receiptId: receipt.receiptId,
        lines: [{ line: 0, quantity: units }],
      }
      const { refund } = await shop.call('clerk-laojie', 'counter.quoteReturn', wanted)
      await shop.call('clerk-laojie', 'counter.returnGoods', {
        operationId: shop.operationId(),
        ...wanted,
        refund,
        reason: '不合口味',
      })
    }
    await back('all-back', 2, 2)
    await back('one-back', 1, 3)
    expect(await earned('host-2', () => afterTheWindow(shop))).toBe(50)
    expect(await rewardCoupons(shop, 'all-back')).toBe(0)
    expect(await rewardCoupons(shop, 'one-back')).toBe(1)
    expect((await mine('host-2')).invited).toMatchObject({ waiting: 1, rewarded: 1 })
  })

  test('M107 the limits of a month and in all are counted in the inviter’s own write', async () => {
    await shop.join('busy')
    const scene = await sceneFrom(shop, 'busy')
    const round = async (people: readonly string[]) => {
      for (const person of people) {
        await comeBy(shop, person, scene)
        await order(shop, person)
      }
      return earned('busy', () => afterTheWindow(shop))
    }
    expect(await round(['b1', 'b2', 'b3', 'b4'])).toBe(150)
    const { invited, steps, month } = await mine('busy')
    expect(invited).toMatchObject({ rewarded: 3, refused: 1 })
    expect(month).toEqual({ most: 3, left: 0 })
    expect(steps.map(({ why }) => why).filter(Boolean)).toEqual(['当月的奖励份数已满'])
    // A later month has its own share, of what is left in all.
    await shop.clock.advance(35 * 86_400_000)
    expect(await round(['b5', 'b6', 'b7'])).toBe(100)
    expect((await mine('busy')).inAll).toEqual({ most: 5, left: 0 })
    const rewarded = await Promise.all(
      ['b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7'].map((p) => rewardCoupons(shop, p)),
    )
    expect(rewarded.reduce((sum, one) => sum + one, 0)).toBe(5)
  })

  test('M107 five accounts on one phone, each inviting the next in a ring, get nothing', async () => {
    const ring = ['r0', 'r1', 'r2', 'r3', 'r4']
    for (const person of ring) await shop.join(person)
    const scenes = await Promise.all(ring.map((person) => sceneFrom(shop, person, 'the-one-phone')))
    const touched = []
    for (const [index, person] of ring.entries())
      touched.push(await comeBy(shop, person, scenes[(index + 4) % 5] ?? '', 'the-one-phone'))
    for (const person of ring) await order(shop, person)
    for (const person of ring) expect(await earned(person, () => Promise.resolve())).toBe(0)
    const before = await Promise.all(ring.map((person) => pointsOf(shop, person)))
    await afterTheWindow(shop)
    for (const [index, person] of ring.entries()) {
      const state = stateOf(person)
      expect(state?.referral.order?.state).toBe('refused')
      expect(['same_device', 'ring']).toContain(state?.referral.order?.why)
      expect(await rewardCoupons(shop, person)).toBe(0)
      // Points of the orders themselves become usable meanwhile; none of invitations are among them.
      expect((await pointsOf(shop, person)) - (before[index] ?? 0)).toBeLessThan(50)
    }
  })

  test('M107 a ring of phones of their own is refused, and so is inviting each other, oneself or by the inviter’s phone', async () => {
    const ring = ['s0', 's1', 's2']
    for (const person of ring) await shop.join(person)
    for (const [index, person] of ring.entries())
      await comeBy(shop, person, await sceneFrom(shop, ring[(index + 2) % 3] ?? ''))
    for (const person of ring) await order(shop, person)
    await afterTheWindow(shop)
    expect(ring.map((person) => stateOf(person)?.referral.order?.why)).toEqual(['ring', 'ring', 'ring'])

    await shop.join('t0')
    const own = await comeBy(shop, 't0', await sceneFrom(shop, 't0'))
    expect(own).toMatchObject({ state: 'none', why: expect.stringContaining('自己的邀请') })
    await comeBy(shop, 't1', await sceneFrom(shop, 't0'))
    expect(await comeBy(shop, 't0', await sceneFrom(shop, 't1'))).toMatchObject({ state: 'none' })

    // The inviter asks for the code on the phone on which the other account joins.
    await shop.join('u0')
    await comeBy(shop, 'u1', await sceneFrom(shop, 'u0', 'u-phone'), 'u-phone')
    await order(shop, 'u1')
    await afterTheWindow(shop)
    expect(stateOf('u1')?.referral.order).toMatchObject({ state: 'refused', why: 'same_device' })
  })

  test('M107 M062 who turns out to be the inviter gives both rewards back, spent points as a debt', async () => {
    await shop.join('one-self')
    await bind(shop, 'one-self', '13700000001')
    await comeBy(shop, 'other-self', await sceneFrom(shop, 'one-self'))
    await order(shop, 'other-self')
    expect(await earned('one-self', () => afterTheWindow(shop))).toBe(50)
    await shop.call('other-self', 'membership.merge', {
      operationId: shop.operationId(),
      phoneCode: shop.wechat.phoneCode('openid-other-self', '13700000001'),
      memberCode: await shop.codeOf('one-self'),
    })
    await runTimers(shop)
    expect(stateOf('other-self')?.referral.order).toMatchObject({ state: 'reversed', why: 'same_person' })
    expect(await rewardCoupons(shop, 'other-self')).toBe(0)
    const { rows } = await shop.call('other-self', 'points.records', {})
    expect(rows.filter(({ kind }) => kind === 'referral').reduce((sum, { points }) => sum + points, 0)).toBe(
      50,
    )
    expect(
      rows.filter(({ kind }) => kind === 'taken_back').reduce((sum, { points }) => sum + points, 0),
    ).toBe(-50)
  })

  test('M107 the funnel adds up to the books', async () => {
    await runTimers(shop)
    const funnel = await shop.call('owner', 'operations.referralFunnel', {})
    expect(funnel.books).toMatchObject({ agrees: true, rewarded: funnel.rewarded, reversed: funnel.reversed })
    expect(funnel.touches).toBeGreaterThanOrEqual(funnel.joined)
    expect(funnel.joined).toBeGreaterThanOrEqual(funnel.ordered)
    expect(funnel.ordered).toBeGreaterThanOrEqual(funnel.rewarded)
    expect(funnel.reversed).toBe(1)
    expect(funnel.refused.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(11)
  })

  test('M107 a bill that the inviter pays for the invitee is no order of the invitee', async () => {
    await shop.join('payer')
    await topUp(shop, 'payer', 'chong-500')
    await comeBy(shop, 'payee', await sceneFrom(shop, 'payer'))
    const { code } = await shop.call('payer', 'membership.friendCode', {
      operationId: shop.operationId(),
      most: 5000,
    })
    const [branchId, clerk] = ['laojie', 'clerk-laojie']
    const { visit } = await shop.call(clerk, 'counter.resolve', { branchId, code })
    const lines = [{ productId: 'tusi', quantity: 1 }]
    const { quote } = await shop.call(clerk, 'counter.quote', { branchId, visit, lines })
    await shop.call(clerk, 'counter.settle', { branchId, quote, tender: 'stored_value' })
    expect(stateOf('payee')?.referral.order).toBeNull()
    expect(stateOf('payer')?.referral.order).toBeNull()
  })
})
