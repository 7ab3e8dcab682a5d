import type { CouponProgramme } from '../../cloudfunctions/contract/coupon-templates'
import { BAKERY } from '../../local/demo/bakery'
import { couponCampaign, couponTemplate, crossCategory, withProgramme } from '../coupon-drafts'
import { deliverWithCoupon } from '../coupon-shop'
import { withBlow } from '../faults/crash'
import { documents, violations } from '../invariants'
import { openShop, quoteFor, settleFor, type Shop } from '../shop'

const template = couponTemplate({ threshold: 0, combines: { kind: 'alone' } })

async function openWith(programme: Partial<CouponProgramme>, renewal = false): Promise<Shop> {
  const draft = structuredClone(BAKERY)
  withProgramme(draft, { templates: [template], ...programme })
  draft.loyalty = { badges: [], returnDays: 7 }
  if (renewal)
    draft.plans[0]!.terms.renewalCoupons = [{ templateId: 'wuyuan', count: 2, offerDaysAfterEnd: 7 }]
  return openShop({ draft })
}

const claim = (shop: Shop, person: string, campaignId = 'zhounian') =>
  shop.ask(person, 'coupons.claim', { operationId: shop.operationId(), campaignId })
const wallet = (shop: Shop, person: string) => shop.call(person, 'coupons.wallet', {})
const codes = (answers: readonly { ok: boolean }[]) =>
  answers.map((answer) => ('code' in answer ? String(answer.code) : 'accepted')).sort()
const acceptedOf = (answers: readonly { ok: boolean }[]) => answers.filter(({ ok }) => ok).length

describe('M057 campaigns', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openWith({
      templates: [template, couponTemplate({ id: 'xianliang', title: '限量券', issueLimit: 5 })],
      campaigns: [
        couponCampaign(),
        couponCampaign({ id: 'xianliang', sets: 1 }),
        couponCampaign({ id: 'shi-tao', sets: 10 }),
        couponCampaign({ id: 'wu-zhang', items: [{ templateId: 'xianliang', count: 2 }] }),
      ],
    })
    for (const person of ['lin', 'chen', 'wang', 'zhao', 'qian']) await shop.join(person)
  })
  afterEach(() => expect(violations(shop)).toEqual([]))
  afterAll(() => shop.close())

  test('M057 64 claims at once by one member give one set', async () => {
    const answers = await Promise.all(Array.from({ length: 64 }, () => claim(shop, 'lin')))
    expect(acceptedOf(answers)).toBe(1)
    expect(codes(answers).filter((code) => !['accepted', 'ALREADY_CLAIMED', 'BUSY'].includes(code))).toEqual(
      [],
    )
    const { coupons, campaigns } = await wallet(shop, 'lin')
    expect(coupons).toMatchObject([{ title: '满20减5', left: 2, state: 'usable' }])
    expect(campaigns[0]).toMatchObject({ campaignId: 'zhounian', state: 'claimed', left: null })
  })

  test('X2 a claim that is sent again answers as the first time and gives nothing more', async () => {
    const input = { operationId: shop.operationId(), campaignId: 'zhounian' }
    const first = await shop.call('chen', 'coupons.claim', input)
    const again = await shop.call('chen', 'coupons.claim', input)
    expect(again).toEqual(first)
    expect((await wallet(shop, 'chen')).coupons).toMatchObject([{ left: 2 }])
  })

  test('M057 of one set one member gets one, whoever asks at once, and it stays theirs', async () => {
    const people = ['lin', 'chen', 'wang', 'zhao', 'qian']
    const answers = await Promise.all(people.map((person) => claim(shop, person, 'xianliang')))
    expect(acceptedOf(answers)).toBe(1)
    expect(codes(answers).filter((code) => code === 'CAMPAIGN_EXHAUSTED')).toHaveLength(4)
    await shop.timer('renewal', 'sweep')
    await shop.clock.advance(61_000)
    await shop.timer('renewal', 'sweep')
    expect(documents<{ left: number }>(shop, 'stock').find(({ left }) => left < 0)).toBeUndefined()
  })

  test('M057 X1 who claims at once from many phones leaves no set behind, nor does one that dies on its way', async () => {
    const setsLeft = () =>
      documents<{ _id: string; left: number }>(shop, 'stock').find(({ _id }) => _id === 'campaign:shi-tao')
        ?.left
    const ask = async (input: { operationId: string; campaignId: string }) => {
      for (let attempt = 0; attempt < 40; attempt += 1) {
        const answer = await shop.ask('lin', 'coupons.claim', input)
        if (answer.ok || answer.code !== 'BUSY') return answer
      }
      throw new Error('the claim never ended')
    }
    const phones = Array.from({ length: 10 }, () => shop.operationId())
    const answers = await Promise.all(
      phones.map((operationId) => ask({ operationId, campaignId: 'shi-tao' })),
    )
    expect(codes(answers).filter((code) => code === 'accepted')).toHaveLength(1)
    expect(setsLeft()).toBe(9)
    // Nine more die before their commit: whoever finds nothing left later has what they took.
    for (let nth = 0; nth < 9; nth += 1) {
      const person = `dies-${nth}`
      await shop.join(person)
      const work = () => claim(shop, person, 'shi-tao')
      for (let call = 1; setsLeft() === 9 - nth; call += 1) await withBlow(shop, call, 'dies_after', work)
    }
    expect(setsLeft()).toBe(0)
    expect(await claim(shop, 'chen', 'shi-tao')).toMatchObject({ code: 'CAMPAIGN_EXHAUSTED' })
    await shop.clock.advance(11 * 60_000)
    expect(await claim(shop, 'chen', 'shi-tao')).toMatchObject({ ok: true })
  })

  test('H11 H12 a limited template is issued as often as it may be, in whole sets, and the owner may raise it', async () => {
    const people = ['lin', 'chen', 'wang', 'zhao', 'qian']
    const answers = await Promise.all(people.map((person) => claim(shop, person, 'wu-zhang')))
    expect(acceptedOf(answers)).toBe(2)
    const { draft, release } = await shop.call('owner', 'operations.catalogue', {})
    draft!.coupons!.templates[1]!.issueLimit = 6
    await shop.call('owner', 'operations.release', {
      operationId: shop.operationId(),
      expectedRelease: release,
      draft: draft!,
    })
    await shop.clock.advance(31_000)
    const more = await Promise.all(people.map((person) => claim(shop, person, 'wu-zhang')))
    expect(acceptedOf(more)).toBe(1)
    const { templates } = await shop.call('owner', 'operations.couponReport', {})
    expect(templates.find(({ templateId }) => templateId === 'xianliang')).toMatchObject({
      issued: 6,
      used: 0,
      left: 0,
    })
  })
})

describe('M056 a coupon belongs to one member', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openWith({
      campaigns: [couponCampaign({ items: [{ templateId: 'wuyuan', count: 10 }] })],
      resaleSigns: { recipientsPerWeek: 3, nightOrdersPerWeek: 3 },
    })
    for (const person of ['lin', 'chen']) await shop.join(person)
    await claim(shop, 'lin')
  })
  afterEach(() => expect(violations(shop)).toEqual([]))
  afterAll(() => shop.close())

  const lotOf = async (person: string) => (await wallet(shop, person)).coupons[0]!
  const quoted = async (person: string, couponLotIds?: string[]) => {
    const branchId = 'laojie'
    const { visit } = await shop.call('clerk-laojie', 'counter.resolve', {
      branchId,
      code: await shop.codeOf(person),
    })
    return shop.ask('clerk-laojie', 'counter.quote', {
      branchId,
      visit,
      lines: [{ productId: 'meishi', quantity: 1 }],
      ...(couponLotIds ? { couponLotIds } : {}),
    })
  }

  test('M056 the coupon of one member is refused with another one’s code', async () => {
    const { lotId } = await lotOf('lin')
    expect(await quoted('lin', [lotId])).toMatchObject({ ok: true })
    expect(await quoted('chen', [lotId])).toMatchObject({ ok: false, code: 'COUPON_NOT_YOURS' })
  })

  test('M055 X5 used at the till it counts in wallet and report, and undone it comes back', async () => {
    const before = await lotOf('lin')
    const settled = await settleFor(shop, 'lin', [['meishi', 1]])
    expect((await lotOf('lin')).left).toBe(before.left - 1)
    const reported = async () => (await shop.call('owner', 'operations.couponReport', {})).templates[0]
    expect(await reported()).toMatchObject({ issued: 10, used: 1, takenOff: 500, left: null })
    await shop.call('clerk-laojie', 'counter.undo', {
      branchId: 'laojie',
      memberNumber: shop.numberOf('lin'),
      receiptId: settled.receipt.receiptId,
    })
    expect((await lotOf('lin')).left).toBe(before.left)
    expect(await reported()).toMatchObject({ issued: 10, used: 0, takenOff: 0 })
  })

  test('H10 M055 the goods come back by parts: with the last unit the coupon, its use and its fen', async () => {
    const before = await lotOf('lin')
    const { receipt, memberNumber } = await settleFor(shop, 'lin', [['meishi', 2]])
    await shop.clock.advance(16 * 60_000)
    const reported = async () => (await shop.call('owner', 'operations.couponReport', {})).templates[0]
    const used = { issued: 10, used: 1, takenOff: 500 }
    expect(await reported()).toMatchObject(used)
    const bringBack = async () => {
      const wanted = {
        branchId: 'laojie',
        memberNumber,
        receiptId: receipt.receiptId,
        lines: [{ line: 0, quantity: 1 }],
      }
      const { refund } = await shop.call('clerk-laojie', 'counter.quoteReturn', wanted)
      return shop.call('clerk-laojie', 'counter.returnGoods', {
        operationId: shop.operationId(),
        ...wanted,
        refund,
        reason: '不合口味',
      })
    }
    expect((await bringBack()).coupons).toEqual([])
    expect(await reported()).toMatchObject(used)
    expect((await bringBack()).coupons).toEqual(['满20减5'])
    expect((await lotOf('lin')).left).toBe(before.left)
    expect(await reported()).toMatchObject({ issued: 10, used: 0, takenOff: 0 })
  })

  test('M056 L3 L10 three recipients flag, nothing is taken away before a person decides, and the member is heard', async () => {
    expect(
      await shop.refusal('lin', 'coupons.appeal', { operationId: shop.operationId(), words: '同事拼单' }),
    ).toBe('NOT_FOUND')
    for (const phone of ['13900000001', '13900000002', '13900000003'])
      await deliverWithCoupon(shop, 'lin', phone)
    const { review, coupons } = await wallet(shop, 'lin')
    expect(review).toEqual({ since: '2027-03-10', appealed: false })
    expect(coupons[0]?.state).toBe('usable')
    await shop.call('lin', 'coupons.appeal', { operationId: shop.operationId(), words: '同事拼单' })
    const { flags } = await shop.call('owner', 'operations.couponFlags', {})
    expect(flags).toMatchObject([
      { memberNumber: shop.numberOf('lin'), signs: ['7天内3位不同收件人'], appeal: '同事拼单' },
    ])
    const stored = JSON.stringify([documents(shop, 'members'), documents(shop, 'journal')])
    expect(stored).not.toMatch(/1390000000/)

    const decide = (decision: 'hold' | 'clear', reason: string) =>
      shop.call('owner', 'operations.resolveCouponFlag', {
        operationId: shop.operationId(),
        memberNumber: shop.numberOf('lin'),
        decision,
        reason,
      })
    await decide('hold', '同一天三个不同收件人')
    expect((await lotOf('lin')).why).toContain('同一天三个不同收件人')
    expect((await quoteFor(shop, 'lin', [['meishi', 1]])).receipt.coupons ?? []).toEqual([])
    await shop.clock.advance(2 * 86_400_000)
    const { through } = await lotOf('lin')
    await decide('clear', '已核对,是同事拼单')
    const cleared = await wallet(shop, 'lin')
    expect(cleared).toMatchObject({ review: null, coupons: [{ state: 'usable' }] })
    // The days of waiting are given back.
    expect(cleared.coupons[0]!.through > through).toBe(true)
    expect((await shop.call('owner', 'operations.couponFlags', {})).flags).toEqual([])
  })
})

describe('M084 M121 coupons that come by themselves', () => {
  test('M084 the offer stands in the wallet from the start and opens with the paid renewal, once', async () => {
    const shop = await openWith({}, true)
    await shop.join('lin')
    await shop.buy('lin')
    expect((await wallet(shop, 'lin')).coupons).toMatchObject([{ state: 'locked', left: 2 }])
    await shop.clock.advance(30 * 86_400_000)
    await shop.buy('lin')
    await shop.wechat.tick()
    expect((await wallet(shop, 'lin')).coupons).toMatchObject([
      { state: 'usable', left: 2 },
      { state: 'locked', left: 2 },
    ])
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  test('M121 the report tells both arms apart, and says no share of fewer than 30 members', async () => {
    const shop = await openWith({ crossCategory: [crossCategory({ orders: 2 })] })
    const people = Array.from({ length: 8 }, (_, n) => `member-${n}`)
    for (const person of people) {
      await shop.join(person)
      await shop.call(person, 'membership.consent', {
        operationId: shop.operationId(),
        purpose: 'marketing',
        granted: true,
      })
      await settleFor(shop, person, [['meishi', 1]])
      await settleFor(shop, person, [['meishi', 1]])
    }
    await shop.clock.advance(60_000)
    for (const person of people.slice(0, 4)) await settleFor(shop, person, [['tusi', 1]])
    const { crossCategory: rows } = await shop.call('owner', 'operations.couponReport', {})
    const { withCoupon, holdOut, pair } = rows[0]!
    expect(pair).toBe('咖啡 → 烘焙')
    expect(withCoupon.members + holdOut.members).toBe(8)
    expect(withCoupon.bought + holdOut.bought).toBe(4)
    expect([withCoupon.rate, holdOut.rate]).toEqual([null, null])
    const wallets = await Promise.all(people.map((person) => wallet(shop, person)))
    const given = wallets.flatMap(({ coupons }) => coupons)
    expect(given).toHaveLength(withCoupon.members)
    expect(violations(shop)).toEqual([])
    await shop.close()
  })
})
