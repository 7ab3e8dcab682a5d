import fc from 'fast-check'
import type { BenefitOffer } from '../../cloudfunctions/contract/benefit-offers'
import type { Reward } from '../../cloudfunctions/contract/rewards'
import { undoBenefitUse } from '../../cloudfunctions/domain/benefit-use'
import { benefitViews } from '../../cloudfunctions/domain/plan-views'
import { lockedBenefitViews } from '../../cloudfunctions/domain/benefit-views'
import { windowAt } from '../../cloudfunctions/domain/benefit-windows'
import { chooseBenefit, setBirthday } from '../../cloudfunctions/domain/benefit-choices'
import { BENEFIT_EFFECT, deliveryWaiver } from '../../cloudfunctions/domain/benefit-receipts'
import { draftProblems } from '../../cloudfunctions/domain/draft-checks'
import { startOfDay } from '../../cloudfunctions/domain/calendar'
import { BENEFITS, withBenefits } from '../benefit-shop'
import { holder, useOf, viewOf } from './benefit-story'
import { bakery, codeOf, DAY, MINUTE, OPENING, released, Story } from './story'

const HOUR = 60 * MINUTE

describe('windows', () => {
  it('M027 M054 end at midnight, on Sunday night, with the month, and with the paid period', () => {
    const at = startOfDay('2027-01-03') - 1
    expect(windowAt('day', at, null)).toEqual({ key: '2027-01-02', until: startOfDay('2027-01-03') })
    expect(windowAt('month', at, null)).toEqual({ key: '2027-01', until: startOfDay('2027-02-01') })
    // The week of 1 January 2027, a Friday, belongs to 2026.
    expect(windowAt('week', at, null)).toEqual({ key: '2026-W53', until: startOfDay('2027-01-04') })
    expect(windowAt('week', startOfDay('2027-01-04'), null).key).toBe('2027-W01')
    const period = { orderId: 'order', endsAt: 9 }
    expect(windowAt('period', at, period)).toEqual({ key: 'order', until: 9 })
  })

  it('contain the instant and tile the time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) }),
        (per, at) => {
          const window = windowAt(per, at, null)
          expect(window.until).toBeGreaterThan(at)
          expect(windowAt(per, window.until - 1, null)).toEqual(window)
          expect(windowAt(per, window.until, null).key > window.key).toBe(true)
        },
      ),
      { seed: 27 },
    )
  })
})

describe('quotas', () => {
  it('M027 a second cup of the day is refused; midnight in Shanghai opens the next', () => {
    const story = holder()
    const { use } = story.take(useOf(story, 'meiri-kafei'))
    expect(use).toMatchObject({ saved: 1500, cost: 600, proof: { productId: 'meishi', price: 1500 } })
    expect(codeOf(useOf(story, 'meiri-kafei'))).toBe('QUOTA_USED')
    story.now = startOfDay('2027-03-11') - 1
    expect(codeOf(useOf(story, 'meiri-kafei'))).toBe('QUOTA_USED')
    story.now += 1
    expect(viewOf(story, 'meiri-kafei')).toMatchObject({ left: 1, of: 1, renewsOn: '2027-03-12' })
    story.take(useOf(story, 'meiri-kafei'))
    expect(story.state.savings['2027-03']).toEqual({ benefit: 3000 })
    expect(story.state.memberships[0]?.periods[0]?.saved).toBe(3000)
  })

  it('M054 after 90 minutes of 120 there are 30 left, and 120 again next month', () => {
    const story = holder()
    const { use } = story.take(useOf(story, 'chongdian', { units: 90 }))
    // What isn't sold by itself is worth nothing that could be proven (L4).
    expect(use.saved).toBe(0)
    expect(viewOf(story, 'chongdian')).toMatchObject({ left: 30, of: 120, worth: null })
    expect(codeOf(useOf(story, 'chongdian', { units: 31 }))).toBe('QUOTA_USED')
    story.take(useOf(story, 'chongdian', { units: 30 }))
    story.now = startOfDay('2027-04-01')
    expect(viewOf(story, 'chongdian').left).toBe(120)
  })

  it('an undo gives unit and saving back, once, within its window', () => {
    const story = holder()
    const { use } = story.take(useOf(story, 'meiri-kafei'))
    const undo = (now: number, branchId = 'laojie') =>
      undoBenefitUse(story.state, { useId: use.useId, branchId, now })
    expect(codeOf(undo(story.now, 'kejiyuan'))).toBe('RECEIPT_NOT_FOUND')
    expect(codeOf(undo(story.now + 15 * MINUTE))).toBe('UNDO_TOO_LATE')
    story.take(undo(story.now + MINUTE))
    expect(codeOf(undo(story.now + MINUTE))).toBe('ALREADY_UNDONE')
    expect(story.state.savings).toEqual({})
    expect(story.state.memberships[0]?.periods[0]?.saved).toBe(0)
    expect(viewOf(story, 'meiri-kafei').left).toBe(1)
  })

  it('windows that are over leave the state, and the books still fold', () => {
    const story = holder()
    for (let day = 0; day < 60; day += 1) {
      story.take(useOf(story, 'meiri-kafei'))
      story.wait(DAY)
    }
    expect(story.state.benefits.uses.length).toBeLessThan(4)
    expect(story.state.benefits.recent.length).toBeLessThan(4)
  })

  it('nobody but a holder has it, and what it takes is said', () => {
    const story = new Story(released(withBenefits()))
    expect(codeOf(useOf(story, 'meiri-kafei'))).toBe('BENEFIT_UNAVAILABLE')
    const [first] = lockedBenefitViews(story.state, story.release, story.now)
    expect(first).toMatchObject({ title: '每天一杯美式', locked: '开通权益卡(¥299.00)可享', left: null })
  })

  it('M118 three claims of 20.00 under a cap of 50.00 give 20.00, 20.00 and 10.00; next month it resets', () => {
    const story = holder()
    const given = () => story.take(useOf(story, 'tuihuo', { amount: 2000 })).use.amount
    expect([given(), given(), given()]).toEqual([2000, 2000, 1000])
    expect(codeOf(useOf(story, 'tuihuo', { amount: 2000 }))).toBe('QUOTA_USED')
    expect(story.state.savings['2027-03']).toEqual({ benefit: 5000 })
    story.now = startOfDay('2027-04-01')
    expect(given()).toBe(2000)
  })

  it('M118 M098 a lower cap in a new version leaves who bought before with theirs', () => {
    const story = holder()
    const lowered = BENEFITS.map((offer) => (offer.kind === 'capped' ? { ...offer, most: 1000 } : offer))
    story.release = released(withBenefits(bakery(), lowered), story.release, story.now + MINUTE)
    story.wait(HOUR)
    expect(story.take(useOf(story, 'tuihuo', { amount: 2000 })).use.amount).toBe(2000)
  })

  it('M029 a completed service is one use with a saving of zero, as it has no published price', () => {
    const story = holder()
    const { use } = story.take(useOf(story, 'jianding'))
    expect(use).toMatchObject({ units: 1, saved: 0, outcome: 'given' })
    expect(story.state.benefits.recent).toHaveLength(1)
    expect(story.state.savings).toEqual({})
  })

  it('M122 a perk that depends on what is free is given or refused with its reason', () => {
    const story = holder()
    const refused = story.take(useOf(story, 'shengji', { refusedBecause: '今天坐满了' })).use
    expect(refused).toMatchObject({ outcome: 'refused', reason: '今天坐满了', units: 0, cost: 0 })
    expect(story.take(useOf(story, 'shengji')).use).toMatchObject({ outcome: 'given', reason: null })
    expect(codeOf(useOf(story, 'meiri-kafei', { refusedBecause: '没有了' }))).toBe('INPUT_INVALID')
    // The promise says so before the purchase.
    const terms = withBenefits().plans.at(-1)?.terms
    const detail = terms && benefitViews(terms, story.release).find(({ id }) => id === 'shengji')?.detail
    expect(detail).toContain('视当时情况提供')
  })

  it('M040 a gate is told before the purchase, shows how far one is, and opens with the spend', () => {
    const story = holder()
    const terms = withBenefits().plans.at(-1)?.terms
    const before = terms && benefitViews(terms, story.release).find(({ id }) => id === 'guibin')?.detail
    expect(before).toContain('用卡消费满¥30.00后可用')
    expect(codeOf(useOf(story, 'guibin'))).toBe('BENEFIT_LOCKED')
    story.settle([{ productId: 'tusi', quantity: 1 }])
    expect(viewOf(story, 'guibin').gate).toMatchObject({ spend: 3000, spent: 2200, missing: 800 })
    story.settle([{ productId: 'tusi', quantity: 1 }])
    expect(viewOf(story, 'guibin').gate).toMatchObject({ spent: 4400, missing: 0 })
    story.take(useOf(story, 'guibin'))
  })

  it('M080 one of several is chosen each month and changed until it is first used', () => {
    const story = holder()
    const choose = (optionId: string) =>
      chooseBenefit(story.state, {
        which: { source: 'card', benefitId: 'zixuan' },
        optionId,
        release: story.release,
        now: story.now,
      })
    expect(codeOf(useOf(story, 'zixuan'))).toBe('BENEFIT_UNAVAILABLE')
    story.take(choose('dou'))
    story.take(choose('gongyi'))
    expect(viewOf(story, 'zixuan').choice).toMatchObject({ chosen: 'gongyi', changeable: true })
    story.take(useOf(story, 'zixuan'))
    expect(codeOf(choose('dou'))).toBe('CHOICE_FIXED')
    story.now = startOfDay('2027-04-01')
    expect(viewOf(story, 'zixuan').choice).toMatchObject({ chosen: null, changeable: true })
    story.take(choose('dou'))
    expect(story.take(useOf(story, 'zixuan')).use.saved).toBe(2200)
  })

  it('M059 waives the real fee, as often as promised; an undone order gives its time back', () => {
    const story = holder()
    const waiver = (fee: number) => deliveryWaiver(story.state, story.release, { fee, now: story.now })
    expect(waiver(0)).toBeNull()
    expect(waiver(600)).toMatchObject({ waived: 600 })
    expect(waiver(1500)).toMatchObject({ waived: 1000 })
    const receipt = story.settle([{ productId: 'tusi', quantity: 1 }])
    const found = waiver(600)
    if (!found) throw new Error('no waiver')
    const { benefitKey, waived, counter } = found
    const delivered = { ...receipt, delivery: { fee: 600, waived, benefitKey, counter } }
    const counting = { receipt: delivered, release: story.release, now: story.now }
    const once = BENEFIT_EFFECT.count(story.state, counting).state
    const twice = BENEFIT_EFFECT.count(once, counting).state
    expect(deliveryWaiver(twice, story.release, { fee: 600, now: story.now })).toBeNull()
    const back = BENEFIT_EFFECT.takeBack(twice, counting).state
    expect(deliveryWaiver(back, story.release, { fee: 600, now: story.now })).toMatchObject({ waived: 600 })
  })
})

describe('the birthday', () => {
  it('L9 is a day that some year has, without the year, and can be taken out', () => {
    const story = holder()
    const set = (monthDay: string | null) => setBirthday(story.state, { monthDay, now: story.now })
    expect(codeOf(set('02-30'))).toBe('INPUT_INVALID')
    const facts = story.take(set('02-29'))
    expect(JSON.stringify(facts)).not.toContain('02-29')
    story.take(set(null))
    expect(story.state.benefits.birthday.monthDay).toBeNull()
  })
})

describe('the birthday gift', () => {
  const reward = (gives: Reward['gives']): Reward => ({
    id: 'shengri',
    title: '生日小蛋糕',
    detail: '',
    photo: '',
    gives,
    stock: 100,
    perMember: 1,
    voucherDays: 30,
    cost: 500,
  })
  const offer: BenefitOffer = {
    id: 'shengrili',
    kind: 'birthday',
    title: '生日礼',
    detail: '当月领取',
    cost: 500,
    rewardId: 'shengri',
  }
  const draftWith = (gives: Reward['gives']) => ({
    ...withBenefits(bakery(), [offer]),
    participation: { rewards: [reward(gives)], flashSales: [], polls: [], draws: [] },
  })
  const enter = (story: Story, monthDay: string | null) =>
    setBirthday(story.state, { monthDay, now: story.now })

  it('M037 is given once a year, in the month of the birthday, however often the day is edited', () => {
    const story = new Story(released(draftWith({ kind: 'goods', productId: 'doushabao' })))
    story.buy('quanyi')
    expect(codeOf(useOf(story, 'shengrili'))).toBe('BENEFIT_UNAVAILABLE')
    story.take(enter(story, '04-20'))
    expect(codeOf(useOf(story, 'shengrili'))).toBe('BENEFIT_UNAVAILABLE')
    story.take(enter(story, '03-31'))
    expect(viewOf(story, 'shengrili')).toMatchObject({ left: 1, of: 1 })
    expect(story.take(useOf(story, 'shengrili')).use).toMatchObject({ saved: 500, units: 1 })
    expect(codeOf(useOf(story, 'shengrili'))).toBe('BENEFIT_UNAVAILABLE')
    expect(codeOf(enter(story, '04-20'))).toBe('BIRTHDAY_FIXED')
    // Taken out and entered anew it is still this year's.
    story.take(enter(story, null))
    expect(codeOf(enter(story, '04-20'))).toBe('BIRTHDAY_FIXED')
    story.now = startOfDay('2028-01-01')
    story.take(enter(story, '01-05'))
    story.take(useOf(story, 'shengrili'))
  })

  it('M037 an undo of the gift leaves it for the same month', () => {
    const story = new Story(released(draftWith({ kind: 'service' })))
    story.buy('quanyi')
    story.take(enter(story, '03-31'))
    const { use } = story.take(useOf(story, 'shengrili'))
    expect(use.saved).toBe(0)
    story.take(undoBenefitUse(story.state, { useId: use.useId, branchId: 'laojie', now: story.now }))
    story.take(useOf(story, 'shengrili'))
  })
})

describe('publishing', () => {
  const problems = (change: (benefits: typeof BENEFITS) => unknown[]) =>
    draftProblems(withBenefits(bakery(), change(structuredClone(BENEFITS)) as typeof BENEFITS), {
      previous: null,
      now: OPENING,
    }).map(({ code, path }) => `${code} ${path.replace(/^plans\.\d+\.terms\./, '')}`)

  it('refuses dangling references, repeated ids, and appointments that nobody could cancel', () => {
    expect(problems((benefits) => [...benefits])).toEqual([])
    expect(problems(([first]) => [{ ...first, productId: 'nichts' }])).toEqual([
      'REFERENCE_MISSING benefits.0.productId',
    ])
    expect(problems(([first]) => [first, first])).toEqual(['ID_REPEATED benefits.1.id'])
    expect(
      problems((benefits) =>
        benefits
          .filter(({ id }) => id === 'pinjian')
          .map((offer) =>
            offer.kind === 'service'
              ? { ...offer, appointment: { ...offer.appointment, openHours: 1 } }
              : offer,
          ),
      ),
    ).toEqual(['NEVER_CANCELLABLE benefits.0.appointment.cancelHours'])
  })

  it('M037 L7 refuses a priority that is ahead of nothing', () => {
    const privilege = (flag: 'priority_support' | 'priority_booking'): BenefitOffer => ({
      id: 'youxian',
      kind: 'privilege',
      title: '优先',
      detail: '先到您',
      cost: 0,
      flag,
    })
    expect(
      problems(() => [privilege('priority_support'), { ...privilege('priority_booking'), id: 'yuyue' }]),
    ).toEqual(['PRIVILEGE_EMPTY benefits.0.flag', 'PRIVILEGE_EMPTY benefits.1.flag'])
    const ahead = (benefits: readonly BenefitOffer[]): BenefitOffer[] => [
      privilege('priority_booking'),
      ...benefits
        .filter(({ id }) => id === 'pinjian')
        .map((offer) =>
          offer.kind === 'service' && offer.appointment
            ? { ...offer, appointment: { ...offer.appointment, earlier: [{ tierAtLeast: 1, hours: 24 }] } }
            : offer,
        ),
    ]
    expect(problems((benefits) => ahead(benefits))).toEqual([])
  })

  it('L13 checks the words of benefits like all that advertises', () => {
    expect(problems(([first]) => [{ ...first, detail: '全国第一的咖啡' }])).toEqual([
      'ABSOLUTE_WORD benefits.0.detail',
    ])
  })
})
