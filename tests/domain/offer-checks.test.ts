import { catalogueDraft, type CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { published, refusedFor, type Terms } from './publishing'
import { at, bakery, released } from './story'

const RENEWING = { autoRenew: { enabled: true, templateId: '12345', graceDays: 3 } }

const comparator = (change: object = {}) => ({
  id: 'c1',
  name: '某平台年费',
  price: 59_800,
  source: '官网会员页 2027-03-08 截图',
  checkedOn: '2027-03-08',
  expiresOn: '2027-04-07',
  ...change,
})

describe('each banned practice is refused with code, sentence and law', () => {
  const banned: [string, string, string, (terms: Terms, draft: CatalogueDraft) => void][] = [
    [
      'M006 a made-up was-price in words',
      'STRIKE_IN_TEXT',
      'L4',
      (t) => (t.oneLine = '原价999元,现在只要199'),
    ],
    ['M006 a stated value in words', 'STRIKE_IN_TEXT', 'L4', (t) => t.rules.push('随卡送价值¥399的权益')],
    ['M006 an offer for ever', 'PROMOTION_FOREVER', 'L4', (t) => (t.oneLine = '永久优惠,随时来买')],
    [
      'M006 a promotion without a real end',
      'PROMOTION_WITHOUT_END',
      'L4',
      (_t, d) =>
        (d.plans[0]!.promotion = { price: 9900, from: '2027-03-10', through: '2027-02-30', title: '春季' }),
    ],
    [
      'M006 a promotion that lasts a year',
      'PROMOTION_TOO_LONG',
      'L4',
      (_t, d) =>
        (d.plans[0]!.promotion = { price: 9900, from: '2027-03-10', through: '2028-03-09', title: '春季' }),
    ],
    [
      'M006 a "promotion" at the usual price',
      'PROMOTION_NOT_LOWER',
      'L4',
      (_t, d) =>
        (d.plans[0]!.promotion = { price: 19_900, from: '2027-03-10', through: '2027-03-20', title: '春季' }),
    ],
    [
      'M007 a comparison without a source',
      'COMPARATOR_WITHOUT_SOURCE',
      'L4',
      (t) => (t.comparators = [comparator({ source: '    ' })]),
    ],
    [
      'M007 a comparison that is shown longer than 30 days',
      'COMPARATOR_TOO_OLD',
      'L4',
      (t) => (t.comparators = [comparator({ expiresOn: '2027-04-08' })]),
    ],
    [
      'M007 a comparison that was checked tomorrow',
      'COMPARATOR_TOO_OLD',
      'L4',
      (t) => (t.comparators = [comparator({ checkedOn: '2027-03-11', expiresOn: '2027-03-12' })]),
    ],
    [
      'M007 L13 a comparison that disparages',
      'DISPARAGING',
      'L13',
      (t) => (t.comparators = [comparator({ name: '割韭菜的某平台' })]),
    ],
    [
      'M010 a gift with a value of the owner’s own',
      'GIFT_VALUE_STATED',
      'L4',
      (t) => (t.gifts = [{ id: 'g', name: '399元礼盒', quantity: 1, cost: 900, stock: 10, claimDays: 30 }]),
    ],
    [
      'M018 L3 a hidden condition for a price',
      'HIDDEN_CONDITION',
      'L3',
      (t) => t.rules.push('部分用户经系统综合评估可享内部价'),
    ],
    [
      'M018 L3 a score that nobody can reach by the published rule',
      'SCORE_RULE_EMPTY',
      'L3',
      (t) => (t.scorePrice = { price: 8800, threshold: 1000, perYuan: 0, perOrder: 0, perMonth: 0 }),
    ],
    [
      'M018 L3 a score that makes loyal people pay more',
      'SCORE_PRICE_NOT_LOWER',
      'L3',
      (t) => (t.scorePrice = { price: 29_900, threshold: 1000, perYuan: 1, perOrder: 0, perMonth: 0 }),
    ],
    [
      'M049 L1 a first month for 1 yuan that hides what follows',
      'TRIAL_PRICE_HIDDEN',
      'L1',
      (t, d) => {
        d.settings = RENEWING
        t.trial = { price: 100, days: 30 }
        t.autoRenew = { amount: 3900 }
        t.oneLine = '首月只要1元'
      },
    ],
    [
      'M049 L1 automatic renewal while the shop has none',
      'AUTO_RENEW_OFF',
      'L1',
      (t) => (t.autoRenew = { amount: 3900 }),
    ],
    [
      'M049 L1 a renewal dearer than the card',
      'AUTO_RENEW_DEARER',
      'L1',
      (t, d) => {
        d.settings = RENEWING
        t.autoRenew = { amount: 20_000 }
      },
    ],
  ]
  test.each(banned)('%s: %s', (_what, code, law, change) => {
    expect(published(change)).toMatchObject({ ...refusedFor(code, law) })
  })

  test('M049 L1 the same first month with its later price in the same sentence is published', () => {
    const honest = (t: Terms, d: CatalogueDraft) => {
      d.settings = RENEWING
      t.trial = { price: 100, days: 30 }
      t.autoRenew = { amount: 3900 }
      t.oneLine = '首月1元,之后每月39元,随时可取消'
    }
    expect(published(honest)).toBe('released')
    expect(published((t, d) => [honest(t, d), (t.oneLine = '首月1元,之后每月139元')])).toMatchObject({
      code: 'TRIAL_PRICE_HIDDEN',
    })
  })

  test('M006 L4 a price that went up within seven days before a promotion is refused, after seven it is not', () => {
    const before = released(bakery(), null, at('2027-01-01T09:00'))
    const raised = released(
      bakery((one) => (one.plans[0]!.terms.price = 29_900)),
      before,
      at('2027-03-01T09:00'),
    )
    const promotion = (from: string) => (t: Terms, d: CatalogueDraft) => {
      t.price = 29_900
      d.plans[0]!.promotion = { price: 19_900, from, through: '2027-03-20', title: '春季' }
    }
    const now = at('2027-03-02T09:00')
    expect(published(promotion('2027-03-05'), raised, now)).toMatchObject(
      refusedFor('RAISED_BEFORE_DISCOUNT', 'L4'),
    )
    expect(published(promotion('2027-03-09'), raised, now)).toBe('released')
    // Raising in the very release that begins the promotion is the same trick.
    expect(published(promotion('2027-03-02'), before, now)).toMatchObject({ code: 'RAISED_BEFORE_DISCOUNT' })
  })

  test('M006 a promotion can’t be rolled on for ever by changing its dates', () => {
    const with_ = (from: string, through: string) => (_t: Terms, d: CatalogueDraft) =>
      (d.plans[0]!.promotion = { price: 9900, from, through, title: '春季' })
    const before = released(bakery(), null, at('2027-01-01T09:00'))
    const running = released(
      bakery((one) => with_('2027-03-10', '2027-04-05')(one.plans[0]!.terms, one)),
      before,
      at('2027-03-10T09:00'),
    )
    const later = at('2027-04-05T09:00')
    expect(published(with_('2027-03-10', '2027-04-09'), running, later)).toBe('released')
    expect(published(with_('2027-04-05', '2027-05-01'), running, later)).toMatchObject({
      code: 'PROMOTION_TOO_LONG',
    })
    // And a new one right after it meets the end of the first as a raise.
    expect(published(with_('2027-04-08', '2027-04-20'), running, at('2027-04-06T09:00'))).toMatchObject({
      code: 'RAISED_BEFORE_DISCOUNT',
    })
  })

  test('M007 M010 M018 the schema itself has no place for a hidden rule, an own was-price or an own gift value', () => {
    const draft = bakery() as unknown as { plans: { terms: Record<string, unknown>; promotion?: object }[] }
    const fails = (change: object) =>
      !catalogueDraft.safeParse({
        ...draft,
        plans: [{ ...draft.plans[0], terms: { ...draft.plans[0]!.terms, ...change } }],
      }).success
    expect(fails({ scorePrice: { price: 8800, threshold: 1000 } })).toBe(true)
    expect(fails({ wasPrice: 99_900 })).toBe(true)
    expect(fails({ comparators: [{ id: 'c', name: 'x', price: 1 }] })).toBe(true)
    expect(fails({})).toBe(false)
  })
})
