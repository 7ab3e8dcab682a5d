import { createHash, createHmac } from 'node:crypto'
import type { Output } from '../../cloudfunctions/contract'
import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import { buyFlash, flashSale, poll, prizeDraw, reward, startFlash, withActivities } from '../activity-shop'
import { documents, violations } from '../invariants'
import { withPoints } from '../points-shop'
import { openidOf, openShop, settleFor, type Shop } from '../shop'

const MINUTE = 60_000
const DAY = 86_400_000

const draft = withActivities(
  {
    rewards: [
      reward(),
      reward({
        id: 'shichi',
        title: '新品试吃',
        gives: { kind: 'goods' },
        shop: { points: 0, from: '2026-01-01', through: '2029-12-31', audience: {} },
        stock: 2,
        perMember: 1,
      }),
    ],
    flashSales: [
      flashSale(),
      flashSale({ id: 'zhousi', weekday: 4 }),
      flashSale({ id: 'shao', stock: 2, perMember: 2 }),
    ],
  },
  withPoints(undefined, { pendingDays: 0 }),
)

describe('rewards, rushes, votes and draws', () => {
  let shop: Shop
  const people = ['lin', 'chen', 'wang', 'zhao']

  beforeAll(async () => {
    shop = await openShop({ draft })
    for (const person of people) await shop.join(person)
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  const activities = (person: string) => shop.call(person, 'points.activities', {})
  const sale = async (person: string, id: string) => {
    const found = (await activities(person)).flashSales.find(({ flashSaleId }) => flashSaleId === id)
    if (!found) throw new Error(`no rush ${id}`)
    return found
  }
  const available = async (person: string) => (await shop.call(person, 'points.home', {})).points?.available
  const redeem = (person: string, rewardId = 'kafei', points = 10, operationId = shop.operationId()) =>
    shop.call(person, 'points.redeem', { operationId, rewardId, points })
  const pickUp = async (person: string, voucherId: string, branchId = 'laojie') => {
    const clerk = `clerk-${branchId}`
    const code = await shop.codeOf(person)
    const { visit } = await shop.call(clerk, 'counter.resolve', { branchId, code })
    return shop.ask(clerk, 'counter.redeemVoucher', {
      operationId: shop.operationId(),
      branchId,
      visit,
      voucherId,
    })
  }
  const tick = async () => {
    await shop.timer('payment', 'settleDue')
    await shop.timer('renewal', 'sweep')
  }

  test('M060 redeeming takes points, a piece and gives a voucher, once however often it is asked', async () => {
    await settleFor(shop, 'lin', [['meishi', 2]])
    expect(await available('lin')).toBe(30)
    const operationId = shop.operationId()
    const first = await redeem('lin', 'kafei', 10, operationId)
    expect(first).toMatchObject({ voucher: { state: 'open', points: 10, source: 'points' }, available: 20 })
    expect(await redeem('lin', 'kafei', 10, operationId)).toEqual(first)
    expect(await available('lin')).toBe(20)
    const { rewards } = await shop.call('lin', 'points.home', {})
    expect(rewards.find(({ rewardId }) => rewardId === 'kafei')).toMatchObject({ left: 99, had: 1 })

    const saved = (await shop.call('lin', 'membership.home', {})).savedTotal
    expect(await pickUp('lin', first.voucher?.voucherId ?? '')).toMatchObject({
      ok: true,
      data: { state: 'picked_up' },
    })
    expect((await shop.call('lin', 'membership.home', {})).savedTotal - saved).toBe(1500)
    expect(await pickUp('lin', first.voucher?.voucherId ?? '')).toMatchObject({ code: 'VOUCHER_UNUSABLE' })
  })

  test('M060 other points than were shown, or too few, take nothing', async () => {
    const refusal = (points: number) =>
      shop.refusal('chen', 'points.redeem', { operationId: shop.operationId(), rewardId: 'kafei', points })
    expect(await refusal(9)).toBe('REWARD_CHANGED')
    expect(await refusal(10)).toBe('POINTS_SHORT')
    const { rewards } = await shop.call('chen', 'points.home', {})
    expect(rewards.find(({ rewardId }) => rewardId === 'kafei')).toMatchObject({
      left: 99,
      why: '还差10积分',
    })
  })

  test('M060 a voucher given back returns its points to their lots and its piece to the stock', async () => {
    const { voucher } = await redeem('lin')
    expect(await available('lin')).toBe(10)
    const cancelled = await shop.call('lin', 'points.cancelVoucher', {
      operationId: shop.operationId(),
      voucherId: voucher?.voucherId ?? '',
    })
    expect(cancelled).toMatchObject({ points: 10, expired: 0, voucher: { state: 'returned' } })
    expect(await available('lin')).toBe(20)
    await shop.clock.advance(5 * MINUTE)
    await tick()
    const { rewards } = await shop.call('lin', 'points.home', {})
    expect(rewards.find(({ rewardId }) => rewardId === 'kafei')).toMatchObject({ left: 99, had: 1 })
  })

  test('M033 two samples for four people at once: exactly two, and one each', async () => {
    const answers = await Promise.all(
      people.map((person) =>
        shop.ask(person, 'points.redeem', { operationId: shop.operationId(), rewardId: 'shichi', points: 0 }),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(2)
    expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.code]))).toEqual([
      'REWARD_EXHAUSTED',
      'REWARD_EXHAUSTED',
    ])
    const lucky = people[answers.findIndex(({ ok }) => ok)] ?? ''
    expect(
      await shop.refusal(lucky, 'points.redeem', {
        operationId: shop.operationId(),
        rewardId: 'shichi',
        points: 0,
      }),
    ).toBe('ALREADY_CLAIMED')
  })

  test('M030 a rush runs on its weekday, one each, at its price; picked up it saved the list price less what was paid', async () => {
    expect(await sale('chen', 'zhousan')).toMatchObject({
      day: '2027-03-10',
      left: 100,
      why: null,
      bought: 0,
    })
    expect((await sale('chen', 'zhousi')).day).toBe('2027-03-11')
    const refusal = (flashSaleId: string, price: number) =>
      shop.refusal('chen', 'payment.buyFlash', {
        operationId: shop.operationId(),
        flashSaleId,
        price,
        agreements: [],
      })
    expect(await refusal('zhousi', 100)).toBe('FLASH_CLOSED')
    expect(await refusal('zhousan', 1)).toBe('PRICE_CHANGED')
    const voucherId = await buyFlash(shop, 'chen')
    expect(await refusal('zhousan', 100)).toBe('FLASH_LIMIT')
    expect(await sale('chen', 'zhousan')).toMatchObject({ left: 99, bought: 1 })

    expect(await pickUp('chen', voucherId, 'kejiyuan')).toMatchObject({ code: 'VOUCHER_UNUSABLE' })
    const saved = (await shop.call('chen', 'membership.home', {})).savedTotal
    expect(await pickUp('chen', voucherId)).toMatchObject({ ok: true })
    expect((await shop.call('chen', 'membership.home', {})).savedTotal - saved).toBe(1400)
  })

  test('M030 what is not paid goes back to the others; a payment that comes too late goes back by itself', async () => {
    const { orderId, prepayId } = await startFlash(shop, 'wang', 'shao')
    await startFlash(shop, 'zhao', 'shao')
    expect(
      await shop.refusal('lin', 'payment.buyFlash', {
        operationId: shop.operationId(),
        flashSaleId: 'shao',
        price: 100,
        agreements: [],
      }),
    ).toBe('FLASH_EXHAUSTED')
    await shop.clock.advance(6 * MINUTE)
    await tick()
    expect(await sale('lin', 'shao')).toMatchObject({ left: 2 })
    expect(shop.wechat.pay(prepayId, openidOf('wang'))).not.toBe('ok')
    expect((await shop.call('wang', 'payment.sync', { orderId })).order.state).toBe('closed')
  })

  test('M030 an unused voucher gives its money back when it is asked for, and by itself when nobody came', async () => {
    const asked = await buyFlash(shop, 'wang')
    expect(
      await shop.refusal('wang', 'payment.returnVoucher', {
        operationId: shop.operationId(),
        voucherId: asked,
        refund: 99,
      }),
    ).toBe('REFUND_CHANGED')
    expect(
      await shop.call('wang', 'payment.returnVoucher', {
        operationId: shop.operationId(),
        voucherId: asked,
        refund: 100,
      }),
    ).toMatchObject({ refund: 100, voucher: { state: 'returned' } })

    const forgotten = await buyFlash(shop, 'zhao')
    for (let day = 0; day < 9; day += 1) {
      await shop.clock.advance(DAY)
      await tick()
    }
    const { vouchers } = await shop.call('zhao', 'points.home', {})
    expect(vouchers.find(({ voucherId }) => voucherId === forgotten)).toMatchObject({ state: 'expired' })
    const { refunds } = await shop.call('zhao', 'payment.refunds', {})
    expect(refunds).toMatchObject([{ amount: 100, basis: 'unused_voucher' }])
    const told = documents<JournalEntry>(shop, 'journal').filter(
      ({ facts }) => facts.kind === 'voucher_told' && facts.voucherId === forgotten,
    )
    expect(told.map(({ facts }) => facts.kind === 'voucher_told' && facts.days)).toEqual(
      [7, 1].slice(-told.length),
    )
  })

  test('M036 one vote each, changeable until the poll closes; counted afterwards', async () => {
    const vote = (person: string, optionId: string) =>
      shop.call(person, 'points.vote', { operationId: shop.operationId(), pollId: 'xinpin', optionId })
    expect(await vote('lin', 'limeng')).toMatchObject({ mine: 'limeng', closed: false })
    expect(await vote('lin', 'lizi')).toMatchObject({ mine: 'lizi' })
    await vote('chen', 'lizi')
    const before = await shop.call('owner', 'operations.participation', {})
    expect(before.polls[0]).toMatchObject({ voters: 2, changes: 1 })
    expect((await activities('lin')).polls[0]?.options.map(({ votes }) => votes)).toEqual([null, null])
  })

  test('M078 each chance follows from the committed seed, its odds are the published ones, and the seed is shown in the end', async () => {
    const drawn: Output<'points.draw'>[] = []
    for (const person of people)
      for (let n = 0; n < 3; n += 1)
        drawn.push(
          await shop.call(person, 'points.draw', {
            operationId: shop.operationId(),
            drawId: 'zhounian-chou',
          }),
        )
    expect(
      await shop.refusal('lin', 'points.draw', { operationId: shop.operationId(), drawId: 'zhounian-chou' }),
    ).toBe('NO_CHANCE_LEFT')
    const shown = (await activities('lin')).draws[0]
    expect(shown).toMatchObject({ seed: null, chancesLeft: 0, prizes: [{ oddsPerMillion: 500_000 }] })
    expect(shown?.mine).toHaveLength(3)

    await shop.clock.advance(4 * DAY)
    await tick()
    const over = (await activities('lin')).draws[0]
    const seed = over?.seed ?? ''
    expect(createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex')).toBe(shown?.seedHash)
    const entries = documents<JournalEntry>(shop, 'journal').concat(
      documents<{ _id: string; tail: JournalEntry[] }>(shop, 'members').flatMap(({ tail }) => tail),
    )
    const chances = new Map(
      entries.filter(({ facts }) => facts.kind === 'drawn').map((entry) => [entry._id, entry]),
    )
    expect(chances.size).toBe(12)
    for (const { memberId, day, facts } of chances.values()) {
      if (facts.kind !== 'drawn') continue
      const mark = createHmac('sha256', Buffer.from(seed, 'hex'))
        .update(`zhounian-chou:${memberId}:${day}:${facts.chance}`)
        .digest()
      expect(facts.roll).toBe(mark.readUIntBE(0, 6) % 1_000_000)
      expect(facts.prizeId).toBe(facts.roll < 500_000 ? 'yideng' : null)
    }
    const won = drawn.filter(({ prize }) => prize !== null)
    expect(won.every(({ voucher, prize }) => voucher?.title === prize)).toBe(true)
    const audit = await shop.call('owner', 'operations.participation', {})
    expect(audit.draws[0]).toMatchObject({
      chances: 12,
      won: [{ prizeId: 'yideng', count: won.length }],
      seed,
    })
  })

  test('M078 L14 a draft with odds above one, a prize above ¥50,000, or new odds for a draw that runs is refused', async () => {
    const { draft: current, release } = await shop.call('owner', 'operations.catalogue', {})
    if (!current) throw new Error('nothing was released')
    const check = async (draws: ReturnType<typeof prizeDraw>[]) => {
      const answer = await shop.ask('owner', 'operations.release', {
        operationId: shop.operationId(),
        expectedRelease: release,
        draft: { ...current, participation: { ...current.participation, draws } },
      })
      return answer.ok ? 'accepted' : ((answer.detail as { code?: string } | undefined)?.code ?? answer.code)
    }
    const [prize] = prizeDraw().prizes
    if (!prize) throw new Error('a draw has a prize')
    const likely = { ...prize, oddsPerMillion: 600_000 }
    expect(await check([prizeDraw({ id: 'xin', prizes: [likely, { ...likely, id: 'erdeng' }] })])).toBe(
      'ODDS_ABOVE_ONE',
    )
    expect(await check([prizeDraw({ id: 'xin', prizes: [{ ...prize, worth: 5_000_001 }] })])).toBe(
      'INPUT_INVALID',
    )
    expect(await check([prizeDraw({ prizes: [{ ...prize, oddsPerMillion: 1 }] })])).toBe('DRAW_BEGUN')
  })
})

describe('what is scarce', () => {
  test('M030 500 buyers on 100 pieces of a rush: exactly 100 get one, and WeChat asks nobody else', async () => {
    const shop = await openShop({ draft: withActivities({ polls: [poll()] }) })
    const buyers = Array.from({ length: 500 }, (_, n) => `buyer-${n}`)
    for (const buyer of buyers) await shop.join(buyer)
    const answers = await Promise.all(
      buyers.map((buyer) =>
        shop.ask(buyer, 'payment.buyFlash', {
          operationId: shop.operationId(),
          flashSaleId: 'zhousan',
          price: 100,
          agreements: [],
        }),
      ),
    )
    // Who was told that it is busy asks again, as a phone does.
    for (const [index, answer] of answers.entries()) {
      if (answer.ok || answer.code !== 'BUSY') continue
      answers[index] = await shop.ask(buyers[index] ?? '', 'payment.buyFlash', {
        operationId: shop.operationId(),
        flashSaleId: 'zhousan',
        price: 100,
        agreements: [],
      })
    }
    expect(answers.filter(({ ok }) => ok)).toHaveLength(100)
    expect(new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.code])))).toEqual(
      new Set(['FLASH_EXHAUSTED']),
    )
    expect(violations(shop)).toEqual([])
    await shop.close()
  }, 120_000)
})
