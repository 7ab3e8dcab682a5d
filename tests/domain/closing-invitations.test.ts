import { invites, MESSAGE_FLOW_IDS, MESSAGE_FLOWS } from '../../cloudfunctions/contract/message-flows'
import { advise } from '../../cloudfunctions/domain/adviser'
import { announcementsAt } from '../../cloudfunctions/domain/announcements'
import { addDays, shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { deliverCard } from '../../cloudfunctions/domain/card-delivery'
import { checkFlash } from '../../cloudfunctions/domain/flash-sales'
import { homeEntries } from '../../cloudfunctions/domain/home-entries'
import { memberSteps } from '../../cloudfunctions/domain/member-steps'
import { type Message, whyNotStanding, whyUntold } from '../../cloudfunctions/domain/message-ledger'
import { messageText } from '../../cloudfunctions/domain/message-texts'
import { peakOfferView, withPeakOffer } from '../../cloudfunctions/domain/peak-offer'
import { purchaseOption } from '../../cloudfunctions/domain/purchase-options'
import { referralOffer } from '../../cloudfunctions/domain/referral-words'
import type { Release } from '../../cloudfunctions/domain/release'
import { renewalPage } from '../../cloudfunctions/domain/renewal-page'
import type { RenewalContract } from '../../cloudfunctions/domain/renewal-contract'
import { wechatSteps } from '../../cloudfunctions/domain/renewal-steps'
import { rightSize } from '../../cloudfunctions/domain/right-size'
import { yearCard } from '../../cloudfunctions/domain/year-end'
import { flashSale } from '../activity-shop'
import { withAutoRenew } from '../auto-renew-shop'
import { withBenefits } from '../benefit-shop'
import { holiday, memberDay, withCare } from '../care-shop'
import { withReferral } from '../referral-shop'
import { useOf } from './benefit-story'
import { memberOf, runReminders, shopOf, WIN_BACK } from './returning-story'
import { at, bakery, codeOf, DAY, frozen, pieces, released, type Story } from './story'

const CLOSING_DAY = '2028-12-31'

function closes<R extends Release>(release: R, now: number, day = CLOSING_DAY): R {
  return { ...release, closing: { day, text: '房租到期', call: '13800000000', announcedAt: now } }
}

/** The owner publishes the closing at this moment of the story. */
function announce(story: Story, day = CLOSING_DAY): void {
  story.release = closes(story.release, story.now, day)
}

function messageOf(story: Story, flow: Message['flow'], id: string | null = null): Message {
  const about = { id, amount: null, day: null, title: '一条消息' }
  return { kind: 'message', key: flow, owner: 'renewal', flow, memberId: story.state.number, about }
}

const PEAK = {
  id: 'dangtian',
  title: '今天续卡加送',
  gives: { kind: 'bonus_months' as const, months: 2 },
  notAgainDays: 45,
  from: '2027-01-01',
  through: '2028-12-31',
  words: '今天续卡加送两个月',
}

function peakShop(): Release {
  const draft = withBenefits()
  draft.settings = { ...draft.settings, peakOffer: PEAK }
  return released(draft, null, at('2025-01-01T00:00'))
}

/** The member's contract for the month card or for the card that is paid by what it saves. */
function withContract(story: Story, change: Partial<RenewalContract>): void {
  const planId = change.planId ?? 'yueka'
  const versionId = story.release.plans.find(({ id }) => id === planId)?.versionId ?? ''
  const contract: RenewalContract = {
    contractCode: 'contract-1',
    contractId: 'c',
    templateId: '1',
    purpose: 'renewal',
    planId,
    versionId,
    amount: 3900,
    agreements: [],
    state: 'active',
    createdAt: story.now,
    signedAt: story.now,
    terminatedAt: null,
    terminatedBy: null,
    topUp: null,
    cycle: null,
    ...change,
  }
  story.state = frozen({ ...story.state, contracts: [contract] })
}

describe('a shop that has announced its closing asks nobody to pay', () => {
  test('L6 no message that invites to spend is told, and none that waited: legal and service ones are', () => {
    expect(MESSAGE_FLOW_IDS.filter(invites)).toEqual([
      'tier_keep',
      'win_back',
      'churn_care',
      'wake_up',
      'comeback_gift',
      'peak_offer',
      'member_day',
      'new_activity',
    ])
    const story = memberOf(shopOf(WIN_BACK), '2027-03-10T10:00')
    const goesOn = story.release
    announce(story)
    const { state, release, now } = story
    for (const flow of MESSAGE_FLOW_IDS) {
      const message = messageOf(story, flow)
      expect([flow, whyUntold(state, message, { release: goesOn, now })]).toEqual([flow, null])
      const expected = invites(flow) ? 'shop_closes' : null
      expect([flow, whyUntold(state, message, { release, now })]).toEqual([flow, expected])
      // Asked again when it goes out, because it may have waited for the morning.
      expect([flow, whyNotStanding(state, message, { release, now })]).toEqual([flow, expected])
      if (MESSAGE_FLOWS[flow].basis === 'legal') expect(expected).toBeNull()
    }
  })

  test('L1 L6 the notice of a charge that will not come is withheld; of one that is under way it is not', () => {
    const story = memberOf(released(withAutoRenew(bakery())), '2027-03-10T10:00')
    const why = (change: Partial<RenewalContract>) => {
      withContract(story, change)
      const message = messageOf(story, 'renewal_notice', 'contract-1')
      return whyUntold(story.state, message, { release: closes(story.release, story.now), now: story.now })
    }
    expect(why({})).toBe('shop_closes')
    expect(why({ purpose: 'top_up' })).toBe('shop_closes')
    expect(why({ state: 'charging' })).toBeNull()
    expect(why({ purpose: 'as_saved', planId: 'shengka' })).toBeNull()
  })

  test('M088 L6 no offer of the day begins, and one that began before is neither shown nor sold', () => {
    const served = (story: Story) => {
      story.take(withPeakOffer(useOf(story, 'jianding'), story.release, story.now))
      return peakOfferView(story.state, story.release, story.now)
    }
    const holder = () => {
      const story = memberOf(peakShop(), '2027-03-10T10:00')
      story.buy('quanyi')
      return story
    }
    const before = holder()
    expect(served(before)).not.toBeNull()
    announce(before)
    expect(peakOfferView(before.state, before.release, before.now)).toBeNull()

    const late = holder()
    announce(late)
    expect(served(late)).toBeNull()
    expect(late.state.returning.peak).toBeNull()
    expect(late.decisions.at(-1)?.due.filter(({ kind }) => kind === 'message')).toEqual([])
  })

  test('M084 M086 L6 before a card’s end it is told that it ends, and no renewal is offered for any price', () => {
    const story = memberOf(
      shopOf(WIN_BACK, (draft) => {
        draft.plans[0]!.terms.renewalCoupons = [{ templateId: 'wuyuan', count: 4, offerDaysAfterEnd: 10 }]
      }),
      '2027-03-10T10:00',
    )
    story.buy()
    story.wait(30 * DAY).settle([pieces('meishi', 3)])
    announce(story)
    const told = runReminders(story, at('2028-06-30T00:00'))
    expect(told.filter(({ flow }) => invites(flow))).toEqual([])
    expect(told.filter(({ flow }) => flow === 'card_expiry')).toHaveLength(2)
    expect(told.some(({ flow }) => flow === 'lapse_changes')).toBe(true)
    for (const { flow, due } of told) {
      const text = messageText(flow, due.about, { shopName: '麦香', sentOn: '2028-02-09', closes: true })
      expect(text.lines.join()).not.toMatch(/续|约省/)
      expect(text.values.note).not.toContain('续')
    }
    story.now = at('2028-03-01T10:00')
    const { state, release, now } = story
    const page = renewalPage({
      state,
      release,
      now,
      membershipId: undefined,
      orders: 3,
      agreementsOf: () => [],
    })
    expect(page.renew?.why).toContain('暂停销售')
    expect(page.unlocks).toEqual([])
    expect(page.peakOffer).toBeNull()
  })

  test('M096 L6 a comeback gift is given to nobody any more: nothing is entered, nothing is told', () => {
    const gift = {
      id: 'huigui',
      title: '回归小礼',
      comesWith: 'churn' as const,
      gives: { kind: 'coupon' as const, templateId: 'wuyuan' },
      from: '2027-01-01',
      through: '2028-12-31',
      words: '好久不见,送您一张券',
    }
    const away = (change: (story: Story) => void) => {
      const story = memberOf(shopOf({ ...WIN_BACK, comebackGift: gift }), '2027-03-10T10:00')
      story.settle([pieces('meishi', 3)])
      change(story)
      return { story, told: runReminders(story, at('2027-07-01T00:00')).map(({ flow }) => flow) }
    }
    expect(away(() => undefined).told.length).toBeGreaterThan(0)
    const { story, told } = away(announce)
    expect(told).toEqual([])
    expect(story.state.returning.gifts).toEqual([])
    expect(story.state.coupons).toEqual([])
  })

  test('M093 M112 L6 neither the year’s report nor the adviser names a card to buy', () => {
    const light = shopOf(WIN_BACK, (draft) => {
      const plan = structuredClone(draft.plans[0]!)
      plan.id = 'qingka'
      plan.terms = { ...plan.terms, name: '轻享卡', price: 4900 }
      draft.plans.push(plan)
    })
    const story = memberOf(light, '2027-03-10T10:00')
    story.buy()
    const period = yearCard(story.state, 2027)!
    const orders = Array.from({ length: 10 }, (_, n) => ({
      receiptId: `r-${n}`,
      at: at('2027-05-01T10:00') + n * DAY,
      day: '2027-05-01',
      already: 0,
      lines: [pieces('meishi', 2)],
    }))
    const now = at('2027-06-01T10:00')
    const closing = closes(light, now)
    expect(rightSize(period, { release: light, orders, now })).toMatchObject({ planId: 'qingka' })
    expect(rightSize(period, { release: closing, orders, now })).toBeNull()
    expect(advise({ release: light, orders, cut: false, now }).plans.length).toBeGreaterThan(0)
    const advice = advise({ release: closing, orders, cut: false, now })
    expect(advice).toMatchObject({ plans: [], others: [], recommendation: { planId: null } })
    expect(advice.recommendation.reason).toContain('停止销售')
  })

  test('M107 M111 L6 nobody is invited to invite, or to a member day; a greeting goes out', () => {
    const invited = released(withReferral())
    const story = memberOf(invited, '2027-03-10T10:00')
    const closing = closes(invited, story.now)
    expect(referralOffer(invited, 'inviter')).not.toBeNull()
    expect(referralOffer(closing, 'inviter')).toBeNull()
    expect(referralOffer(closing, 'invitee')).toBeNull()
    expect(homeEntries(story.state, invited, story.now).invitations).toBe(true)
    expect(homeEntries(story.state, closing, story.now).invitations).toBe(false)

    const now = at('2027-03-18T09:00')
    const caring = released(
      withCare({ care: { memberDays: [memberDay()], holidays: [holiday({ day: '2027-03-18' })] } }),
    )
    const flows = (release: Release) => announcementsAt(release, now).map(({ flow }) => flow)
    expect(flows(caring)).toEqual(['member_day', 'holiday_care'])
    expect(flows(closes(caring, now))).toEqual(['closing_notice', 'holiday_care'])
    expect(homeEntries(story.state, caring, now).memberDay).toBeDefined()
    expect(homeEntries(story.state, closes(caring, now), now).memberDay).toBeUndefined()
  })

  test('M030 L6 a rush is sold only where it can be picked up while the shop is open', () => {
    const draft = bakery()
    draft.participation = { rewards: [], flashSales: [flashSale()], polls: [], draws: [] }
    const release = released(draft)
    const sale = flashSale()
    // The next day of the sale, at its hour.
    const moments = Array.from({ length: 7 * 24 }, (_, hour) => at('2027-03-10T00:00') + hour * 3_600_000)
    const ask = (shop: Release, now: number) =>
      codeOf(
        checkFlash(memberOf(shop, '2027-03-10T00:00').state, sale, {
          price: sale.price,
          open: 0,
          release: shop,
          now,
        }),
      )
    const now = moments.find((moment) => ask(release, moment) !== 'FLASH_CLOSED')
    if (now === undefined) throw new Error('the rush never opens')
    const today = shanghaiDay(now)
    expect(ask(closes(release, now, today), now)).toBe('FLASH_CLOSED')
    expect(ask(closes(release, now, addDays(today, 40)), now)).toBe(ask(release, now))
  })
})

describe('what is paid once a closing is announced', () => {
  test('L6 an order from before that is paid afterwards is refused, so that the money goes back; one paid before is delivered', () => {
    const story = memberOf(released(), '2027-03-10T10:00')
    const plan = story.release.plans.find(({ id }) => id === 'nianka')!
    const amount = story.release.versions[plan.versionId]!.terms.price
    const announcedAt = story.now + 60_000
    const release = closes(story.release, announcedAt)
    const paid = (paidAt: number) =>
      codeOf(
        deliverCard(story.state, {
          order: { orderId: story.id(), planId: 'nianka', versionId: plan.versionId, amount, paidAt },
          release,
          now: announcedAt + 60_000,
        }),
      )
    expect(paid(announcedAt - 1)).toBe('accepted')
    expect(paid(announcedAt)).toBe('PREPAID_STOPPED')
  })

  test('L6 of every plan and way to buy none is sold, by hand or by an offer', () => {
    const release = closes(peakShop(), at('2027-03-10T10:00'))
    const story = memberOf(release, '2027-03-10T11:00')
    for (const plan of release.plans)
      for (const as of ['regular', 'trial', 'score', 'upgrade'] as const) {
        const version = release.versions[plan.versionId]!
        const option = purchaseOption(as, { state: story.state, plan, version, release, now: story.now })
        if (!('ok' in option)) expect(option.refusal).not.toBeNull()
      }
  })

  test('M050 L6 no further term is opened under a contract; what was saved until then is still stated', () => {
    const context = (story: Story) => ({ release: story.release, now: story.now })
    const steps = (story: Story) =>
      [...memberSteps(story.state, context(story)).map(({ command }) => command)].filter((command) =>
        command.startsWith('payment.'),
      )
    const story = memberOf(released(withAutoRenew(bakery())), '2027-03-10T10:00')
    withContract(story, { purpose: 'as_saved', planId: 'shengka', amount: 10_000 })
    story.wait(1)
    expect(steps(story)).toEqual(['payment.openSavedPeriod'])
    const fresh = frozen(story.state)
    announce(story)
    expect(steps(story)).toEqual(['payment.endForClosing'])

    // A term that ran already comes to its statement, after which the contract ends.
    story.state = fresh
    story.release = { ...story.release, closing: undefined }
    const [open] = memberSteps(story.state, context(story)).filter(
      ({ command }) => command === 'payment.openSavedPeriod',
    )
    const opened = open!.decide(story.state)
    if (!opened.ok) throw new Error(opened.code)
    story.state = frozen(opened.state)
    announce(story)
    expect(steps(story)).toEqual([])
    story.now = story.state.memberships[0]!.endsAt
    expect(steps(story)).toEqual(['payment.issueStatement'])
    expect(wechatSteps(story.state, context(story))).toEqual([])
  })
})
