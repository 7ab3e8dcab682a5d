import { COUPON_WALLET } from '../browser/fixtures/coupons'
import { HOME_TIER, POINTS, TIER } from '../browser/fixtures/loyalty'
import { shopperAnswers, type Answers } from '../browser/fixtures/shopper'
import { openMember, withoutIds, type MemberPhone } from './member-phone'
import { expectWords } from './offers-phone'

let phone: MemberPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function open(page: string, others: Answers = {}): Promise<MemberPhone> {
  phone = await openMember(page.startsWith('pages/') ? page : `packages/member/${page}`, { others })
  return phone
}

describe('the coupon wallet', () => {
  test('M041 M058 each coupon says amount, threshold, scope, term and what it combines with', async () => {
    const { at } = await open('coupons/index')
    expectWords(at, '9折', '最多省 ¥20', '无门槛', '单独使用,不与其他券同用')
    expectWords(at, '¥5', '满 ¥20', '3 张', '11月1日 至 11月30日', '老街店、江滩店 · 咖啡、烘焙 · 仅到店')
    expectWords(at, '免配送', '免一件', '可与不同类的券同用,一单不超过三张')
  })

  test('P7 two hundred coupons come by twenty, each portion below 10 KiB', async () => {
    const { at } = await open('coupons/index')
    await at.advance(1000)
    expect(COUPON_WALLET.coupons.length).toBeGreaterThanOrEqual(200)
    expect(at.page.count('.coupon')).toBe(20)
    await at.page.tap('再看 144 种')
    await at.advance(1000)
    expect(at.page.count('.coupon')).toBe(40)
    expect(Math.max(...at.page.payloads.map(({ bytes }) => bytes))).toBeLessThanOrEqual(10 * 1024)
  })

  test('each tab shows its own, with the reason where none can be used', async () => {
    const { at } = await open('coupons/index')
    await at.page.tap('待解锁')
    await at.advance(300)
    expectWords(at, '12月1日起可以使用')
    await at.page.tap('已用')
    await at.advance(300)
    expectWords(at, '已经用完')
    await at.page.tap('过期')
    await at.advance(1000)
    expectWords(at, '十月的券', '有效期到10月31日', '所属的卡已退,未用的券随之作废')
    expect(at.page.reads('早餐券')).toBe(false)
  })

  test('M084 what a renewal gives is an offer with its date, never a loss, and leads to the card', async () => {
    const { at } = await open('coupons/index')
    await at.page.tap('待解锁')
    await at.advance(300)
    expectWords(at, '续费送 4 张', '2027年3月21日及以前续费,发放4张', '不续费不影响手里的券')
    expect(at.page.text()).not.toMatch(/失去|损失|清零|作废/)
    await at.page.tap('看看麦香年卡续费')
    expect(at.page.route).toBe('pages/plan/index')
  })

  test('M057 a campaign says what is in it and what is left; claiming brings the wallet anew', async () => {
    const { at, inputsOf } = await open('coupons/index')
    expectWords(at, '感恩周套券', '还剩 38 份', '满 ¥20 减 ¥5 × 3 张', '需要达到金卡')
    await at.page.tap('领取')
    expect(withoutIds(inputsOf('coupons.claim'))).toEqual([{ campaignId: 'ganen' }])
    expect(inputsOf('coupons.wallet')).toHaveLength(2)
  })

  test('M057 a campaign that ran out meanwhile says so', async () => {
    const { at, refuse } = await open('coupons/index')
    refuse('coupons.claim', 'CAMPAIGN_EXHAUSTED')
    await at.page.tap('领取')
    expectWords(at, 'refused: CAMPAIGN_EXHAUSTED')
  })

  test('M056 a review says that a person decides and that coupons count on; the member has a word', async () => {
    let appealed = false
    const { at, inputsOf } = await open('coupons/index', {
      'coupons.wallet': () => ({ ...COUPON_WALLET, review: { since: '2026-11-20', appealed } }),
      'coupons.appeal': () => {
        appealed = true
        return { at: COUPON_WALLET.now }
      },
    })
    expectWords(at, '用券情况正在人工核对', '不会自动处罚', '手里的券照常使用')
    await at.page.tap('说明情况')
    await at.page.tap('交给店主')
    expectWords(at, '请多写几个字')
    await at.page.input('.appeal-words', '最近常给同事带早餐')
    await at.page.tap('交给店主')
    expect(withoutIds(inputsOf('coupons.appeal'))).toEqual([{ words: '最近常给同事带早餐' }])
    expectWords(at, '说明已提交')
    expect(at.page.reads('用券已暂停')).toBe(false)
  })

  test('M056 coupons that are held say so, stay in the wallet and can be asked for', async () => {
    const [coupon] = COUPON_WALLET.coupons
    const { at } = await open('coupons/index', {
      'coupons.wallet': () => ({
        ...COUPON_WALLET,
        campaigns: [],
        coupons: [{ ...coupon!, state: 'held', why: '店主核对后暂停使用:收件人过多。可以说明情况' }],
        review: { since: '2026-11-20', appealed: true },
      }),
    })
    expectWords(at, '用券已暂停', '券没有被收走', '说明已提交')
    await at.page.tap('待解锁')
    expectWords(at, '店主核对后暂停使用:收件人过多')
  })
})

describe('points', () => {
  test('M063 M065 the balance, what is pending and what ends when, with the rules', async () => {
    const { at } = await open('points/index')
    expectWords(at, '1,280', '11月27日起可用', '32', '12月31日到期', '120')
    await at.page.tap('到期时间')
    expectWords(at, '2027年2月28日到期', '900 积分')
    await at.page.tap('积分规则')
    expectWords(at, '实付每满1元得1积分', '收银时100积分抵¥1.00')
  })

  test('M069 a check-in says what it gives with tier and streak, and is done once', async () => {
    let done = false
    const { at, inputsOf } = await open('points/index', {
      'points.home': () => ({
        ...POINTS,
        checkIn: { ...POINTS.checkIn!, doneToday: done, streak: done ? 5 : 4 },
      }),
      'points.checkIn': () => {
        done = true
        return { day: '2026-11-22', points: 8, streak: 5, available: 1288 }
      },
    })
    expectWords(at, '今天签到得 8 积分(含等级 1.5倍)', '已连续 4 天', '第 7 天加送 50')
    await at.page.tap('签到', { nth: -1 })
    expect(withoutIds(inputsOf('points.checkIn'))).toEqual([{}])
    expectWords(at, '签到成功,得到 8 积分', '今天已签到', '已连续 5 天')
  })

  test('M060 redeeming asks first with the points that were shown, then opens the voucher', async () => {
    const { at, inputsOf } = await open('points/index')
    expectWords(at, '店内现价 ¥15.00', '剩 86 份', '200 积分', '还差4720积分', '已兑完')
    await at.page.tap('兑换', { nth: 0 })
    expect(at.phone.modal?.content).toMatch(/用 200 积分,现有 1,280.*没领取前可以退回/)
    at.phone.answer('cancel')
    await at.settle()
    expect(inputsOf('points.redeem')).toEqual([])
    await at.page.tap('兑换', { nth: 0 })
    at.phone.answer('confirm')
    await at.settle()
    expect(withoutIds(inputsOf('points.redeem'))).toEqual([{ rewardId: 'meishi', points: 200 }])
    expect(at.page.route).toBe('packages/member/voucher/index')
    expectWords(at, '生椰拿铁一杯')
  })

  test('M060 a redeemed coupon lies in the wallet', async () => {
    const { at } = await open('points/index')
    await at.page.tap('兑换', { nth: 1 })
    at.phone.answer('confirm')
    await at.settle()
    expectWords(at, '券已放进优惠券')
    await at.page.tap('去看看')
    expect(at.page.route).toBe('packages/member/coupons/index')
  })

  test('a debt says where it comes from and what pays it', async () => {
    const { at } = await open('points/index', {
      'points.home': () => ({ ...POINTS, points: { ...POINTS.points!, debt: 30 } }),
    })
    expectWords(at, '有 30 积分待补,从之后获得的积分里先补')
  })

  test('M063 records go on page by page', async () => {
    const { at, inputsOf } = await open('points-records/index')
    expectWords(at, '签到', '+8', '−300')
    await at.page.tap('查看更早的')
    await at.page.tap('查看更早的')
    expect(inputsOf('points.records')).toHaveLength(2)
    expectWords(at, '已经到底了')
  })
})

describe('a voucher', () => {
  test('M030 says where and until when, with the member code one tap away', async () => {
    const { at } = await open('points/index')
    await at.page.tap('生椰拿铁一杯')
    expectWords(at, '待领取', '300 积分', '11月20日 至 12月20日', '老街店')
    await at.page.tap('出示会员码领取')
    expect(at.page.route).toBe('pages/member-code/index')
  })

  test('M060 is given back for its points, and says which of them have expired', async () => {
    const { at, inputsOf } = await open('voucher/index?voucherId=voucher-1')
    await at.page.tap('不想要了,退回积分')
    expect(at.phone.modal?.content).toMatch(/300 积分退回原来的批次/)
    at.phone.answer('confirm')
    await at.settle()
    expect(withoutIds(inputsOf('points.cancelVoucher'))).toEqual([{ voucherId: 'voucher-1' }])
    expectWords(at, '已退回 280 积分,另有 20 积分已过有效期')
  })

  test('M030 one that was paid is given back for its money', async () => {
    const { at, inputsOf } = await open('voucher/index?voucherId=voucher-3')
    await at.page.tap('不想要了,退回')
    at.phone.answer('confirm')
    await at.settle()
    expect(withoutIds(inputsOf('payment.returnVoucher'))).toEqual([{ voucherId: 'voucher-3', refund: 100 }])
    expectWords(at, '¥1.00 原路退款')
  })

  test('one that was picked up offers neither code nor return', async () => {
    const { at } = await open('voucher/index?voucherId=voucher-2')
    expectWords(at, '马克杯', '已领取')
    expect(at.page.reads('出示会员码领取')).toBe(false)
    expect(at.page.reads('不想要了')).toBe(false)
  })
})

describe('the tier', () => {
  test('M067 M070 two bars, each with amount, day and rule, the numbers outside of them', async () => {
    const { at } = await open('tier/index')
    expectWords(at, '升级到金卡', '还差 340 成长值,约消费 ¥340.00', '计到2027年1月31日', '1,660', '2,000')
    expectWords(at, '银卡保级', '已达到保级要求', '2027年3月31日前', '本期成长值达到500即可保级')
    expect(at.page.count('.tier-bar__numbers')).toBe(3)
    expect(at.page.count('.progress-bar .tier-bar__numbers')).toBe(0)
    expectWords(at, '12月1日起,较早的 80 成长值不再计入')
  })

  test('M070 the top tier shows what keeps it and nothing else', async () => {
    const keep = TIER.tier!.bars.filter(({ kind }) => kind === 'keep')
    const { at } = await open('tier/index', {
      'points.tier': () => ({ ...TIER, tier: { ...TIER.tier!, name: '黑金', rank: 3, bars: keep } }),
    })
    expect(at.page.count('.tier-bar__head')).toBe(1)
    expectWords(at, '银卡保级')
    expect(at.page.reads('升级到')).toBe(false)
  })

  test('M066 M076 every tier’s privileges are a tap away, those that are locked stay visible', async () => {
    const { at } = await open('tier/index')
    expect(at.page.reads('每季1次,需预约')).toBe(false)
    expectWords(at, '现在的等级 · 成长值达到 800 升级,每期 500 保级', '每月2次', '这一级没有')
    for (const name of ['普卡', '金卡', '黑金']) {
      const { bytes } = await at.measure(() => at.page.tap(name))
      expect(bytes).toBeLessThanOrEqual(300)
    }
    expect(at.page.reads('每季1次,需预约', '.tier-panel--3')).toBe(true)
    expect(at.page.reads('达到后全部可用', '.tier-panel--3')).toBe(true)
    expect(at.page.has('.sheet--open')).toBe(false)
  })

  test('M068 a challenge is joined; who may not join reads what it takes', async () => {
    const { at, inputsOf } = await open('tier/index')
    expectWords(at, '参加后 30 天内消费满 ¥500.00:直接成为金卡', '已消费 ¥128.00', '需要达到金卡')
    await at.page.tap('参加')
    expect(withoutIds(inputsOf('points.joinChallenge'))).toEqual([{ challengeId: 'kuaijin' }])
    expectWords(at, '到12月22日')
  })

  test('M032 badges show how far they are and what they bring', async () => {
    const { at } = await open('tier/index')
    expectWords(at, '早鸟', '10月8日点亮', '点亮后得美式一杯', '面包通', '13 / 20 单')
    expectWords(at, '每月成长值', '11月 190 成长值')
  })
})

describe('the ways there', () => {
  const home = shopperAnswers('holder')['membership.home']!({})
  const withTier: Answers = { 'membership.home': () => ({ ...home, tier: HOME_TIER }) }

  test('M067 home shows the tier with its bar and leads to its page, in its one call', async () => {
    const { at, inputsOf } = await open('pages/home/index', withTier)
    expectWords(at, '银卡', '再消费 ¥340.00 升到金卡', '1,660 / 2,000')
    expect(inputsOf('membership.home')).toHaveLength(1)
    expect(inputsOf('points.tier')).toEqual([])
    await at.page.tap('再消费 ¥340.00 升到金卡')
    expect(at.page.route).toBe('packages/member/tier/index')
  })

  test('我的 › 会员等级 is there in a shop with tiers', async () => {
    const { at } = await open('pages/me/index', withTier)
    await at.page.tap('会员等级')
    expect(at.page.route).toBe('packages/member/tier/index')
  })

  const receipt = shopperAnswers('holder')['membership.receipt']!({ receiptId: 'x' })

  test('M044 a receipt says what points and a waived fee took off, what it earned and what came back', async () => {
    const { at } = await open('pages/receipt/index?receiptId=x', {
      'membership.receipt': () => ({
        ...receipt,
        points: { spent: 200, off: 200 },
        delivery: { fee: 500, waived: 500 },
        earned: { points: 28, growth: 31, usableOn: '2026-11-27' },
        reachedTier: '银卡',
        returned: [{ line: 0, quantity: 1 }],
      }),
    })
    expectWords(at, '其中 200 积分抵扣', '−¥2.00', '其中 免配送费', '−¥5.00', '已退 1 件')
    expectWords(at, '这一单升到了银卡', '得到 28 积分', '11月27日起可用', '得到 31 成长值')
  })

  test('M114 what a card would have saved stands there once, as it was told, and only then', async () => {
    const { at } = await open('pages/receipt/index?receiptId=x', {
      'membership.receipt': () => ({ ...receipt, asMember: { planName: '麦香年卡', saves: 780 } }),
    })
    expectWords(at, '这一单用麦香年卡可省 ¥7.80')
    at.close()
    const without = await open('pages/receipt/index?receiptId=x')
    expect(without.at.page.reads('看看会员卡')).toBe(false)
  })
})
