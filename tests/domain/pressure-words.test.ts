import fc from 'fast-check'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { draftProblems } from '../../cloudfunctions/domain/draft-checks'
import { comebackGiftCost } from '../../cloudfunctions/domain/win-back-checks'
import { withProgramme, couponTemplate } from '../coupon-drafts'
import { reward } from '../activity-shop'
import { holds } from './property'
import { WIN_BACK } from './returning-story'
import { bakery, OPENING } from './story'

const publishing = { previous: null, now: OPENING }

/** What stands in the way of publishing these words to who stays away. */
function refused(words: string, change: (draft: CatalogueDraft) => void = () => undefined) {
  const draft = bakery((one) => {
    one.settings = { ...one.settings, winBack: { ...WIN_BACK, wakeUp: { days: 60, words } } }
    change(one)
  })
  return draftProblems(draft, publishing).filter(({ path }) => path.includes('wakeUp'))
}

const codes = (words: string, change?: (draft: CatalogueDraft) => void) =>
  refused(words, change).map(({ code, law }) => `${code} ${law}`)

describe('words that press are not published', () => {
  test('M095 L5 L6 a balance that is said to freeze or to end: refused, with code, sentence and law', () => {
    expect(refused('卡内余额即将冻结')).toEqual([
      expect.objectContaining({
        path: 'settings.winBack.wakeUp.words',
        code: 'FREEZE_THREAT',
        law: 'L5',
        sentence: expect.stringContaining('不会冻结') as string,
      }),
    ])
    for (const words of ['余额7天后清零', '账户即将注销', '储值过期作废', '余额将被收回'])
      expect(codes(words)).toEqual(['FREEZE_THREAT L5'])
    for (const words of ['余额和券都还在', '好久不见,欢迎回来', '挂失可解除冻结'])
      expect(codes(words)).toEqual([])
  })

  test('M095 of points it may be said only where their rules let them expire', () => {
    expect(codes('积分6月底清零')).toEqual(['FREEZE_THREAT L5'])
    const expiring = (draft: CatalogueDraft) => {
      draft.loyalty = {
        badges: [],
        returnDays: 0,
        points: { perYuanHundredths: 100, pendingDays: 0, mostBasisPoints: 5000, expireAfterMonths: 12 },
      }
    }
    expect(codes('积分6月底清零', expiring)).toEqual([])
    expect(codes('余额6月底清零', expiring)).toEqual(['FREEZE_THREAT L5'])
  })

  test('M090 L9 friends and numbers of friends that nobody agreed to: refused', () => {
    for (const words of ['17位好友还在享受', '您的朋友都在续卡', '邻居也在用这张卡', '1024人正在享受权益'])
      expect(codes(words)).toEqual(['INVENTED_FRIENDS L9'])
    expect(codes('带朋友一起来坐坐')).toEqual([])
  })

  test.each([
    '你的朋友都在用',
    '您的同事都在用这张卡',
    '同事都在续卡',
    '店里的同事也在用年卡',
    '邻居都续了年卡',
    '好友已经办了卡',
    '熟人都买过这张卡',
    '亲友正在享受会员价',
    '朋友们都在悄悄囤券',
    '同事都已开通了会员',
    '您的朋友都在等您一起续',
    '你身边的邻居已经来过',
    '十几位好友还在',
    '17位老朋友仍在',
    '3位好友已经领券',
    '同事早就入会了',
    '隔壁邻居在用这张卡',
    '还有28人正在抢',
  ])('M090 L9 who buys is nobody’s business: %s is refused', (words) => {
    expect(codes(words)).toEqual(['INVENTED_FRIENDS L9'])
  })

  test.each([
    '同事都在店里等你',
    '同事都在',
    '店里的同事都在',
    '店里的同事都在等您来用券',
    '同事正在为您准备生日蛋糕',
    '同事都在帮您留着座位',
    '新同事已经到店,来认识一下',
    '新同事已经加入我们',
    '同事都在用心做每一杯',
    '老朋友,券都还在',
    '老朋友,我们还在老地方',
    '带朋友来也享受会员价',
    '朋友来了都用得着',
    '带上朋友,正在买一送一',
    '分享到朋友圈,活动还在进行',
    '邻居开放日,店长都在',
    '和同事一起来坐坐',
    '欢迎你和朋友,同事都在店里',
    '邻居早餐消费满30元送了一张券',
  ])('M090 L9 that somebody is there presses nobody: %s is published', (words) => {
    expect(codes(words)).toEqual([])
  })

  test('M090 L9 whoever is said to be buying: refused; whoever of the shop waits, helps or is there: published', () => {
    const people = fc.constantFrom('好友', '朋友', '同事', '邻居', '熟人', '亲友')
    const state = fc.constantFrom('还在', '都在', '仍在', '正在', '也在')
    const between = fc.constantFrom('', '这里', '悄悄', '一起')
    const buying = fc.constantFrom('用这张卡', '续卡', '买年卡', '办卡', '享受会员价', '领券', '囤券', '充值')
    holds(
      fc.property(people, state, between, buying, (who, how, word, what) => {
        expect(codes(`${who}${how}${word}${what}`)).toEqual(['INVENTED_FRIENDS L9'])
      }),
    )
    const there = fc.constantFrom('店里', '门口等你', '等您来坐坐', '为您准备新品', '给您留座', '帮您看着')
    holds(
      fc.property(fc.constantFrom('', '店里的', '我们的', '各位'), state, there, (whose, how, where) => {
        expect(codes(`${whose}同事${how}${where}`)).toEqual([])
      }),
    )
  })

  test('M085 a loss that nobody counted: refused', () => {
    for (const words of ['您将失去12项权益', '优惠即将消失', '白白损失300元'])
      expect(codes(words)).toEqual(['FALSE_LOSS L4'])
  })

  test('M088 a deadline in words, which nobody can hold the shop to: refused', () => {
    for (const words of ['最后机会,今天不续就没有', '仅此一次的续卡优惠', '最后3小时'])
      expect(codes(words)).toEqual(['DEADLINE_IN_TEXT L4'])
    // WeChat's own word for the last day of a card is no threat.
    expect(codes('会员卡最后一天是本月底')).toEqual([])
  })

  test('M089 L3 worse than who never had a card: refused, in a plan’s rules too', () => {
    for (const words of ['到期后余额不能使用', '到期不续无法退款', '过期后排在最后', '到期后加价一成'])
      expect(codes(words)).toEqual(['DEGRADED_AFTER_LAPSE L3'])
    const draft = bakery((one) => one.plans[0]!.terms.rules.push('会员到期后停止查看小票和订单'))
    expect(draftProblems(draft, publishing)).toEqual([
      expect.objectContaining({
        path: expect.stringContaining('plans.0.terms.rules') as string,
        code: 'DEGRADED_AFTER_LAPSE',
        law: 'L3',
      }),
    ])
    expect(codes('到期后不再享受会员价')).toEqual([])
  })

  test('M093 nobody “wasted” anything: refused', () => {
    expect(codes('今年浪费了632元权益')).toEqual(['WASTE_WORDING L13'])
    expect(codes('今年有3项权益未使用')).toEqual([])
  })

  test('M095 what is published today is free of all of them', () => {
    expect(draftProblems(bakery(), publishing)).toEqual([])
  })
})

describe('what is given to who comes back, and on the day', () => {
  const gift = (gives: object) => ({
    id: 'huigui',
    title: '回归小礼',
    gives,
    comesWith: 'wake_up',
    from: '2027-01-01',
    through: '2027-12-31',
    words: '欢迎回来',
  })
  const problems = (change: (draft: CatalogueDraft) => void) =>
    draftProblems(bakery(change), publishing).map(({ code, path }) => `${code} ${path}`)
  const withGift = (draft: CatalogueDraft, gives: object) => {
    draft.settings = { ...draft.settings, winBack: { comebackGift: gift(gives) as never } }
  }
  const coupon = { kind: 'coupon', templateId: 'wuyuan' }

  test('M096 a gift of 501 fen is refused, one of 500 is published: coupons and rewards alike', () => {
    for (const [cost, expected] of [
      [500, []],
      [501, ['COMEBACK_GIFT_COST settings.winBack.comebackGift.gives']],
    ] as const) {
      expect(
        problems((draft) => {
          withProgramme(draft, { templates: [couponTemplate({ value: { kind: 'amount', amount: cost } })] })
          withGift(draft, coupon)
        }),
      ).toEqual(expected)
      expect(
        problems((draft) => {
          const { shop: _shop, ...hidden } = reward({ id: 'xiaoli', cost })
          draft.participation = { rewards: [hidden], flashSales: [], polls: [], draws: [] }
          withGift(draft, { kind: 'reward', rewardId: 'xiaoli' })
        }),
      ).toEqual(expected)
    }
  })

  test('M096 the cost of a share is its cap, of a free product the dearest that it can be', () => {
    const draft = bakery()
    const costOf = (value: object, scope = {}) => {
      withProgramme(draft, { templates: [couponTemplate({ value: value as never, scope })] })
      return comebackGiftCost(draft, coupon as never)
    }
    expect(costOf({ kind: 'percent', basisPoints: 1000, most: 450 })).toBe(450)
    expect(costOf({ kind: 'delivery', most: 300 })).toBe(300)
    const dearest = Math.max(
      ...draft.products.filter(({ categoryId }) => categoryId === 'coffee').map(({ cost }) => cost),
    )
    expect(costOf({ kind: 'product' }, { categoryIds: ['coffee'] })).toBe(dearest)
    expect(comebackGiftCost(draft, { kind: 'reward', rewardId: 'none' })).toBeNull()
  })

  test('M096 what is not there, runs out, or is for a few only can’t be the gift', () => {
    expect(problems((draft) => withGift(draft, coupon))).toEqual([
      'REFERENCE_MISSING settings.winBack.comebackGift.gives',
      'REFERENCE_MISSING settings.winBack.comebackGift.gives.templateId',
    ])
    expect(
      problems((draft) => {
        withProgramme(draft, { templates: [couponTemplate({ issueLimit: 10 })] })
        withGift(draft, coupon)
      }),
    ).toEqual(['COUPON_LIMITED settings.winBack.comebackGift.gives.templateId'])
  })

  test('M088 L4 “today only” that comes again within a month: refused; after thirty days it is published', () => {
    const peak = (notAgainDays: number) =>
      problems((draft) => {
        draft.settings = {
          ...draft.settings,
          peakOffer: {
            id: 'dangtian',
            title: '今天续卡加送',
            gives: { kind: 'bonus_months', months: 1 },
            notAgainDays,
            from: '2027-01-01',
            through: '2027-12-31',
            words: '今天续卡加送一个月',
          },
        }
      })
    expect(peak(29)).toEqual(['DEADLINE_NOT_TRUE settings.peakOffer.notAgainDays'])
    expect(peak(30)).toEqual([])
  })
})
