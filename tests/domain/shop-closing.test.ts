import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { withAutoRenew } from '../auto-renew-shop'
import { Subscription } from './renewal-story'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { draftOf, releaseCatalogue } from '../../cloudfunctions/domain/catalogue'
import { draftProblems } from '../../cloudfunctions/domain/draft-checks'
import { purchaseOption } from '../../cloudfunctions/domain/purchase-options'
import { decideRefund, quoteRefund } from '../../cloudfunctions/domain/refund'
import type { Release } from '../../cloudfunctions/domain/release'
import { closingNotice, holdsSomething } from '../../cloudfunctions/domain/shop-closing'
import { prepaidStopped } from '../../cloudfunctions/domain/top-up'
import { CARE_LIST, holiday, memberDay, memberEvent, withCare } from '../care-shop'
import { at, bakery, codeOf, DAY, digest, OPENING, released, Story } from './story'

const CLOSING = { day: '2027-06-30', text: '房租到期,不再续租', call: '陈店长 13800000000' }

const closing = (change: Partial<typeof CLOSING> = {}, draft = bakery()): CatalogueDraft => ({
  ...draft,
  closing: { ...CLOSING, ...change },
})

/** What publishing answers: the codes of what stands against it. */
function problems(draft: CatalogueDraft, previous: Release | null = null, now = OPENING): string[] {
  return draftProblems(draft, { previous, now }).map(({ path, code }) => `${path} ${code}`)
}

describe('L6 the closing of a shop', () => {
  it('L6 is announced thirty days before at the latest; words may change later, an earlier day may not come', () => {
    expect(problems(closing({ day: '2027-04-08' }))).toEqual(['closing.day CLOSING_TOO_SOON'])
    expect(problems(closing({ day: '2027-04-09' }))).toEqual([])
    expect(problems(closing({ day: '2027-02-30' }))).toEqual(['closing.day DAY_MISSING'])
    expect(problems(closing({ text: '一经售出,概不退换' }))).toEqual(['closing.text NO_REFUND_CLAUSE'])
    const before = released(closing())
    const later = at('2027-06-20T12:00')
    expect(problems(closing({ text: '改为去我们的二店' }), before, later)).toEqual([])
    expect(problems(closing({ day: '2027-06-25' }), before, later)).toEqual(['closing.day CLOSING_TOO_SOON'])
    const reworded = released(closing({ text: '改为去我们的二店' }), before, later)
    expect(closingNotice(reworded)).toMatchObject({ announcedOn: '2027-03-10', stopSales: true })
    expect(draftOf(reworded, later).closing).toEqual({ ...CLOSING, text: '改为去我们的二店' })
    expect(closingNotice(released(bakery(), reworded, later))).toBeNull()
  })

  it('L6 sells neither top-ups nor cards, however short: all of it is paid for in advance', () => {
    const release = released(closing())
    expect(prepaidStopped(release)).toBe(true)
    const story = new Story(release)
    const plan = release.plans.find(({ id }) => id === 'nianka')!
    const version = release.versions[plan.versionId]!
    const buying = (months: number, now: number) => {
      const terms = { ...version.terms, months }
      const option = purchaseOption('regular', {
        state: story.state,
        plan,
        version: { ...version, terms },
        release,
        now,
      })
      return isRefusal(option) ? option.code : (option.refusal?.code ?? 'sold')
    }
    expect(buying(12, OPENING)).toBe('PREPAID_STOPPED')
    expect(buying(6, OPENING)).toBe('PREPAID_STOPPED')
    expect(buying(1, OPENING)).toBe('PREPAID_STOPPED')
    const goesOn = released()
    const free = { state: story.state, plan, version, release: goesOn, now: OPENING }
    expect(purchaseOption('regular', free)).toMatchObject({ refusal: null })
  })

  it('L6 gives a card back for the shop’s own cause: nothing off for what came with it, and no day after the last', () => {
    const story = new Story(released())
    const { orderId } = story.buy()
    story.wait(20 * DAY)
    const order = { orderId, paidAt: story.paidAt(orderId), refunds: 0, lastRefundAt: null }
    const own = quoteRefund(story.state, order, 'consumer', { release: story.release, now: story.now })
    const release = released(closing(), story.release, story.now)
    const context = { release, now: story.now }
    const asked = quoteRefund(story.state, order, 'consumer', context)
    const operator = quoteRefund(story.state, order, 'operator', context)
    if (isRefusal(own) || isRefusal(asked) || isRefusal(operator)) throw new Error('no quote')
    expect(asked).toEqual({ ...operator, afterReview: asked.afterReview })
    expect(asked.refund).toBeGreaterThanOrEqual(own.refund)
    // Weeks after its last day, the shop owes what it owed on that day.
    const last = quoteRefund(story.state, order, 'consumer', { release, now: at('2027-06-30T20:00') })
    const weeks = quoteRefund(story.state, order, 'consumer', { release, now: at('2027-08-15T12:00') })
    if (isRefusal(last) || isRefusal(weeks)) throw new Error('no quote')
    expect(weeks.refund).toBe(last.refund)
    expect(weeks.refund).toBeLessThan(asked.refund)
    story.release = release
    story.now = at('2027-08-15T12:00')
    const decided = decideRefund(
      story.state,
      order,
      { cause: 'consumer', expected: weeks.refund },
      { release, now: story.now },
    )
    if (!decided.ok) throw new Error(decided.code)
    story.take(decided)
    expect(decided.due).toMatchObject([{ kind: 'refund', amount: weeks.refund, reason: 'operator' }])
    expect(codeOf(quoteRefund(story.state, order, 'consumer', { release, now: story.now }))).toBe(
      'REFUND_NOT_POSSIBLE',
    )
  })

  it('L6 bears the one-year LPR from the day after the last one on (法释〔2025〕4号 16, 18)', () => {
    const rates = {
      lpr: [{ from: '2027-01-01', basisPoints: 365 }],
      deposit: [{ from: '2027-01-01', basisPoints: 100 }],
    }
    const draft = bakery((one) => (one.settings = { ...one.settings, refundInterest: rates }))
    const story = new Story(released(draft))
    const { orderId } = story.buy()
    const release = released(closing({}, draft), story.release, story.now + 1)
    const order = { orderId, paidAt: story.paidAt(orderId), refunds: 0, lastRefundAt: null }
    const at100 = quoteRefund(story.state, order, 'consumer', { release, now: at('2027-10-09T12:00') })
    if (isRefusal(at100)) throw new Error(at100.code)
    expect(at100.interest).toMatchObject({ basisPoints: 365, from: '2027-07-01' })
    expect(at100.interest?.amount).toBe(Math.ceil((at100.refund * 100) / 10_000))
  })

  it('L6 concerns who holds a balance, a card or something that was paid for, and nobody else', () => {
    const story = new Story(released())
    expect(holdsSomething(story.state, story.now)).toBe(false)
    story.buy()
    expect(holdsSomething(story.state, story.now)).toBe(true)
    expect(holdsSomething(story.state, story.now + 400 * DAY)).toBe(false)
  })
})

describe('what stands against publishing member days and events', () => {
  const day = (change: object) =>
    withCare({ care: { memberDays: [memberDay(change)], holidays: [] }, events: [] })
  const event = (change: object) => withCare({ events: [memberEvent(change)] })

  it('M111 a member day gives something that is there, to people who are there, on days to come', () => {
    expect(problems(day({}))).toEqual([])
    expect(problems(day({ pointsBasisPoints: undefined, templateId: undefined }))).toEqual([
      'care.memberDays.0 NOTHING_GIVEN',
    ])
    expect(problems(day({ templateId: 'fehlt' }))).toEqual(['care.memberDays.0.templateId REFERENCE_MISSING'])
    expect(problems(day({ recurs: { kind: 'dates', days: ['2027-03-09'] } }))).toEqual([
      'care.memberDays.0.recurs.days DAY_PAST',
    ])
    // Days that are all over may stay: they keep no other change from being published.
    const dated = day({ recurs: { kind: 'dates', days: ['2027-03-20'] } })
    expect(problems(dated, released(dated), at('2027-05-01T12:00'))).toEqual([])
    expect(problems(dated, null, at('2027-05-01T12:00'))).toEqual(['care.memberDays.0.recurs.days DAY_PAST'])
    expect(problems(day({ audience: { planIds: ['fehlt'] } }))).toEqual([
      'care.memberDays.0.audience.planIds REFERENCE_MISSING',
    ])
    expect(problems(day({ text: '全国第一的会员日' }))).toEqual(['care.memberDays.0.text ABSOLUTE_WORD'])
    const noPoints = withCare({ events: [], care: { holidays: [] } }, bakery())
    expect(problems(noPoints)).toEqual(['care.memberDays.0.pointsBasisPoints POINTS_MISSING'])
    const limited = day({})
    for (const template of limited.coupons?.templates ?? []) template.issueLimit = 10
    expect(problems(limited)).toContain('care.memberDays.0.templateId COUPON_LIMITED')
  })

  it('M104 greetings fall on days to come, and their texts keep the law', () => {
    const greet = (change: object) => withCare({ events: [], care: { memberDays: [], ...change } })
    expect(problems(greet({ holidays: [holiday({ day: '2027-03-01' })] }))).toEqual([
      'care.holidays.0.day DAY_PAST',
    ])
    expect(problems(greet({ holidays: [holiday(), holiday()] }))).toEqual(['care.holidays.1.id ID_REPEATED'])
    expect(problems(greet({ birthday: { text: '原价100元的蛋糕送您' } }))).toEqual([
      'care.birthday.text STRIKE_IN_TEXT',
    ])
    expect(problems(greet({ careList: { ...CARE_LIST, absentText: '史无前例的优惠等您' } }))).toEqual([
      'care.careList.absentText ABSOLUTE_WORD',
    ])
    // A day that has passed since may stay.
    const before = released(greet({ holidays: [holiday()] }))
    expect(problems(greet({ holidays: [holiday()] }), before, at('2027-05-01T12:00'))).toEqual([])
  })

  it('M105 an event has places, a time to come, a branch, and stays where who signed up expects it', () => {
    expect(problems(event({}))).toEqual([])
    expect(problems(event({ capacity: 0 }))).toEqual(['events.0.capacity NO_PLACES'])
    expect(problems(event({ day: '2027-03-09', signUpThrough: '2027-03-09' }))).toEqual([
      'events.0.day DAY_PAST',
    ])
    expect(problems(event({ to: '15:00' }))).toEqual(['events.0.to TIMES_REVERSED'])
    expect(problems(event({ signUpThrough: '2027-03-15' }))).toEqual(['events.0.signUpThrough DAYS_REVERSED'])
    expect(problems(event({ branchId: 'fehlt' }))).toEqual(['events.0.branchId REFERENCE_MISSING'])
    expect(problems(event({ audience: { tierAtLeast: 3 } }))).toEqual([
      'events.0.audience.tierAtLeast REFERENCE_MISSING',
    ])
    const before = released(event({}))
    expect(problems(event({ capacity: 20 }), before)).toEqual([])
    expect(problems(event({ from: '14:00' }), before)).toEqual(['events.0.day EVENT_MOVED'])
    expect(problems(event({ branchId: 'kejiyuan' }), before)).toEqual(['events.0.day EVENT_MOVED'])
    expect(problems(withCare({ events: [] }), before)).toEqual([])
  })

  it('M104 M105 M111 what was published comes back as the draft that the owner goes on editing', () => {
    const draft = withCare()
    const outcome = releaseCatalogue(null, draft, OPENING, digest)
    if (!outcome.ok) throw new Error(outcome.code)
    const { care, events } = draftOf(outcome.release, OPENING)
    expect({ care, events }).toEqual({ care: draft.care, events: draft.events })
  })
})

describe('L6 automatic charges of a shop that closes', () => {
  const DAY_OF_CHARGE = '2027-04-10'

  function subscriber(): Subscription {
    const story = new Subscription(
      released(withAutoRenew(bakery()), null, at('2026-01-01T00:00')),
      at('2027-03-10T10:00'),
    )
    story.buy()
    story.sign()
    return story
  }

  it('L6 a contract ends at its next moment, and nothing is charged for days that nobody will serve', () => {
    const goesOn = subscriber()
    goesOn.liveUntil(at('2027-04-20T00:00'), () => 'pays')
    expect(goesOn.charges).toHaveLength(1)
    const closes = subscriber()
    const { release } = closes
    Object.assign(closes, { release: { ...release, closing: { ...CLOSING, announcedAt: closes.now } } })
    closes.liveUntil(at('2027-04-20T00:00'), () => 'pays')
    expect(closes.charges).toEqual([])
    expect(closes.contract).toMatchObject({ state: 'terminated', terminatedBy: 'shop' })
    expect(shanghaiDay(closes.contract.terminatedAt ?? 0) < DAY_OF_CHARGE).toBe(true)
    expect(closes.faults).toEqual([])
  })

  it('L6 a charge that is under way when the closing is announced is brought to its end', () => {
    const story = subscriber()
    story.liveUntil(at(`${DAY_OF_CHARGE}T07:00`), () => 'silent')
    expect(story.contract.state).toBe('charging')
    Object.assign(story, { release: { ...story.release, closing: { ...CLOSING, announcedAt: story.now } } })
    story.liveUntil(at('2027-04-20T00:00'), () => 'pays')
    expect(story.charges).toHaveLength(1)
    expect(story.faults).toEqual([])
  })
})
