import fc from 'fast-check'
import {
  MESSAGE_FLOW_IDS,
  MESSAGE_FLOWS,
  MESSAGE_TEMPLATES,
  type MessageFlow,
  type MessageTemplate,
} from '../../cloudfunctions/contract/message-flows'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { changeConsent } from '../../cloudfunctions/domain/joining'
import type { MemberState } from '../../cloudfunctions/domain/member'
import { mergedMessages, carriedMessages } from '../../cloudfunctions/domain/merged-messages'
import {
  allowMessages,
  messageSettingsView,
  readInbox,
  switchFlow,
  templatesToAsk,
} from '../../cloudfunctions/domain/message-choices'
import {
  endMessage,
  hasUnread,
  legalAhead,
  type Message,
  tellMember,
  whyNotStanding,
  whyUntold,
} from '../../cloudfunctions/domain/message-ledger'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import type { Release } from '../../cloudfunctions/domain/release'
import { wasTold, withTold } from '../../cloudfunctions/domain/told-episodes'
import { messageTemplates } from '../../local/demo/message-templates'
import { holds } from './property'
import { bakery, DAY, OPENING, released } from './story'

const WEEK = 7 * DAY
const RELEASE = released(bakery((draft) => (draft.settings = { messages: messageTemplates('shop') })))
const idOf = (template: MessageTemplate) => RELEASE.settings?.messages?.[template]?.templateId ?? ''

function joined(state: MemberState = emptyMember('m-1', '00')): MemberState {
  return { ...state, joinedAt: OPENING }
}

function consenting(state: MemberState, granted = true, now = OPENING): MemberState {
  const decision = changeConsent(state, { purpose: 'marketing', granted, now })
  if (isRefusal(decision)) throw new Error(decision.code)
  return decision.state
}

/** A card that runs: a closing shop would have to tell its holder. */
function holding(state: MemberState): MemberState {
  const [startsAt, endsAt] = [OPENING, OPENING + 365 * DAY]
  const card = { id: 'card', planId: 'card', anchor: '2027-03-10', months: 12, startsAt, endsAt, periods: [] }
  return { ...state, memberships: [card] }
}

function accept(state: MemberState, template: MessageTemplate, times = 1, release = RELEASE): MemberState {
  let current = state
  for (let time = 0; time < times; time += 1) {
    const results = [{ template, templateId: idOf(template), answer: 'accept' as const }]
    const decision = allowMessages(current, { results, release, now: OPENING })
    if (isRefusal(decision)) throw new Error(decision.code)
    current = decision.state
  }
  return current
}

function message(flow: MessageFlow, key = `${flow}:1`, until?: number): Message {
  const about = { id: null, amount: null, day: null, title: '说明' }
  return { kind: 'message', key, owner: 'renewal', flow, memberId: 'm-1', about, ...(until ? { until } : {}) }
}

function tell(state: MemberState, flow: MessageFlow, now = OPENING, release: Release = RELEASE) {
  return tellMember(state, message(flow, `${flow}:${now}`), { release, now })
}

function told(state: MemberState, flow: MessageFlow, now = OPENING) {
  const decision = tell(state, flow, now)
  if (isRefusal(decision)) throw new Error(`${flow}: ${JSON.stringify(decision.detail)}`)
  return decision
}

const credits = (state: MemberState, template: MessageTemplate) => state.messages.credits[idOf(template)] ?? 0

describe('what a member may be told', () => {
  test('L9 L12 legal notices are always told, others only with what they need', () => {
    const state = joined()
    const why = (who: MemberState, flow: MessageFlow) =>
      whyUntold(who, message(flow), { release: RELEASE, now: OPENING })
    for (const flow of MESSAGE_FLOW_IDS) {
      const { basis } = MESSAGE_FLOWS[flow]
      expect([flow, why(state, flow)]).toEqual([flow, basis === 'marketing' ? 'no_consent' : null])
      expect([flow, why(consenting(state), flow)]).toEqual([flow, null])
      const minor = consenting({ ...state, privacy: { ...state.privacy, minorUntil: '2030-01-01' } })
      expect([flow, why(minor, flow)]).toEqual([flow, basis === 'marketing' ? 'minor' : null])
      const off = switchFlow(consenting(state), { flow, on: false, now: OPENING })
      if (basis === 'legal') expect(off).toMatchObject({ ok: false, code: 'FLOW_REQUIRED' })
      else expect(why((off as { state: MemberState }).state, flow)).toBe('switched_off')
      const closed = { ...state, joinedAt: null, privacy: { ...state.privacy, closedAt: OPENING } }
      expect(why(closed, flow)).toBe('closed')
      // Who joins again has an account like anybody's.
      expect([flow, why(consenting({ ...closed, joinedAt: OPENING }), flow)]).toEqual([flow, null])
    }
  })

  test('M104 the cap counts all marketing flows of seven days, and nothing else', () => {
    let state = consenting(joined())
    state = told(state, 'member_day').state
    state = told(state, 'churn_care', OPENING + DAY).state
    expect(tell(state, 'birthday_care', OPENING + 2 * DAY)).toMatchObject({ detail: { untold: 'capped' } })
    expect(tell(state, 'card_expiry', OPENING + 2 * DAY)).toMatchObject({ ok: true })
    expect(tell(state, 'birthday_care', OPENING + WEEK)).toMatchObject({ ok: true })
    const none = { ...RELEASE, settings: { ...RELEASE.settings, marketingPerWeek: 0 } }
    expect(tell(consenting(joined()), 'member_day', OPENING, none)).toMatchObject({
      detail: { untold: 'capped' },
    })
  })

  test('what is of no use any more is dropped', () => {
    const late = message('card_expiry', 'late', OPENING)
    expect(whyNotStanding(joined(), late, { release: RELEASE, now: OPENING })).toBe('over')
    expect(whyNotStanding(joined(), late, { release: RELEASE, now: OPENING - 1 })).toBeNull()
  })
})

describe('the permission ledger', () => {
  test('L12 an accept is one message: taken with the telling, none left keeps it in the inbox', () => {
    let state = accept(joined(), 'expiry')
    const first = told(state, 'points_expiry')
    expect(first.facts).toMatchObject({ channel: 'wechat', left: 0, held: null, basis: 'service' })
    state = first.state
    const second = told(state, 'coupon_expiry', OPENING + 1)
    expect(second.facts).toMatchObject({ channel: 'inbox', left: 0, held: 'no_credit' })
    expect(hasUnread(second.state)).toBe(true)
    const bare = released(bakery())
    expect(tell(state, 'points_expiry', OPENING, bare)).toMatchObject({ facts: { held: 'no_template' } })
  })

  test('L12 the last credit of a template waits for a legal notice that may come', () => {
    const state = accept(holding(joined()), 'account_change')
    expect(legalAhead(state, OPENING)).toEqual(['closing_notice'])
    expect(told(state, 'tier_keep').facts).toMatchObject({ channel: 'inbox', held: 'no_credit', left: 1 })
    expect(told(state, 'closing_notice').facts).toMatchObject({ channel: 'wechat', left: 0 })
    expect(told(accept(state, 'account_change'), 'tier_keep').facts).toMatchObject({
      channel: 'wechat',
      left: 1,
    })
    // Who holds nothing can't be owed that notice.
    expect(told(accept(joined(), 'account_change'), 'tier_keep').facts).toMatchObject({ channel: 'wechat' })
  })

  test('L12 after 43101 nothing is left; what never went out comes back; an unknown outcome stays spent', () => {
    const spent = told(accept(joined(), 'expiry', 3), 'points_expiry').state
    const ended = (outcome: 'refused' | 'withdrawn' | 'misconfigured' | 'unknown') => {
      const step = endMessage(
        spent,
        { key: 'k', flow: 'points_expiry', templateId: idOf('expiry'), outcome },
        OPENING,
      )
      return isRefusal(step) ? -1 : credits(step.state, 'expiry')
    }
    expect([ended('refused'), ended('withdrawn'), ended('misconfigured'), ended('unknown')]).toEqual([
      0, 3, 3, 2,
    ])
  })

  test('L12 whatever happens: no credit below zero, no cap exceeded, no message without its ground', () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('tell' as const),
          flow: fc.constantFrom(...MESSAGE_FLOW_IDS),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('accept' as const),
          template: fc.constantFrom(...MESSAGE_TEMPLATES),
        }),
      },
      fc.record({ do: fc.constant('refused' as const), template: fc.constantFrom(...MESSAGE_TEMPLATES) }),
      fc.record({ do: fc.constant('returned' as const), template: fc.constantFrom(...MESSAGE_TEMPLATES) }),
      fc.record({
        do: fc.constant('switch' as const),
        flow: fc.constantFrom(...MESSAGE_FLOW_IDS),
        on: fc.boolean(),
      }),
      fc.record({ do: fc.constant('consent' as const), granted: fc.boolean() }),
      fc.record({ do: fc.constant('hold' as const) }),
      fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }),
    )
    holds(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 0, max: 4 }), (steps, cap) => {
        const release = { ...RELEASE, settings: { ...RELEASE.settings, marketingPerWeek: cap } }
        let state = joined()
        let now = OPENING
        let accepted = 0
        let sent = 0
        let returned = 0
        const advertised: number[] = []
        const used = new Set<string>()
        for (const one of steps) {
          now += 1
          if (one.do === 'wait') now += one.hours * 3_600_000
          if (one.do === 'hold') state = holding(state)
          if (one.do === 'consent') state = consenting(state, one.granted, now)
          if (one.do === 'switch') {
            const decision = switchFlow(state, { ...one, now })
            if (!isRefusal(decision)) state = decision.state
          }
          if (one.do === 'accept') {
            state = accept(state, one.template, 1, release)
            accepted += 1
          }
          if (one.do === 'refused' || one.do === 'returned') {
            const templateId = idOf(one.template)
            const outcome = one.do === 'refused' ? ('refused' as const) : ('gave_up' as const)
            // Only what held a credit can end.
            if (!used.has(templateId)) continue
            used.delete(templateId)
            if (one.do === 'returned') returned += 1
            const decision = endMessage(state, { key: 'k', flow: 'points_expiry', templateId, outcome }, now)
            if (!isRefusal(decision)) state = decision.state
          }
          if (one.do === 'tell') {
            const { basis, template } = MESSAGE_FLOWS[one.flow]
            const before = state
            const decision = tellMember(state, message(one.flow, String(now)), { release, now })
            if (isRefusal(decision)) {
              expect(basis).not.toBe('legal')
              continue
            }
            state = decision.state
            expect(state.messages.newestAt ?? 0).toBeGreaterThan(before.messages.newestAt ?? 0)
            expect(basis !== 'legal' && before.messages.off.includes(one.flow)).toBe(false)
            if (basis === 'marketing') {
              expect(before.consents.some(({ purpose, granted }) => purpose === 'marketing' && granted)).toBe(
                true,
              )
              advertised.push(now)
            }
            if (decision.facts.channel === 'wechat') {
              sent += 1
              used.add(idOf(template))
              const keeps =
                basis !== 'legal' &&
                legalAhead(before, now).some((flow) => MESSAGE_FLOWS[flow].template === template)
              expect(decision.facts.left).toBeGreaterThanOrEqual(keeps ? 1 : 0)
            } else if (basis === 'legal') expect(credits(before, template)).toBe(0)
          }
          for (const left of Object.values(state.messages.credits)) expect(left).toBeGreaterThanOrEqual(0)
        }
        expect(sent).toBeLessThanOrEqual(accepted + returned)
        for (const moment of advertised)
          expect(
            advertised.filter((other) => other > moment - WEEK && other <= moment).length,
          ).toBeLessThanOrEqual(cap)
      }),
    )
  })
})

describe('what the member chooses', () => {
  test('L12 only templates of the shop count, each once a tap, and what was declined is left alone', () => {
    const state = joined()
    const results = [
      { template: 'expiry' as const, templateId: idOf('expiry'), answer: 'accept' as const },
      { template: 'expiry' as const, templateId: idOf('expiry'), answer: 'accept' as const },
      { template: 'activity' as const, templateId: 'of-another-shop', answer: 'accept' as const },
    ]
    const decision = allowMessages(state, { results, release: RELEASE, now: OPENING })
    if (isRefusal(decision)) throw new Error(decision.code)
    expect(decision.state.messages.credits).toEqual({ [idOf('expiry')]: 1 })
    const asked = (who: MemberState, now = OPENING) =>
      templatesToAsk(who, RELEASE, { moment: 'check_in', now }).map(({ template }) => template)
    // Nobody is asked for what is advertised without their consent, and event reminders share that template.
    expect(asked(state)).toEqual(['expiry', 'activity', 'account_change'])
    const declining = allowMessages(state, {
      results: [{ template: 'expiry', templateId: idOf('expiry'), answer: 'reject' }],
      release: RELEASE,
      now: OPENING,
    })
    if (isRefusal(declining)) throw new Error(declining.code)
    expect(asked(declining.state)).toEqual(['activity', 'account_change'])
    expect(asked(declining.state, OPENING + 30 * DAY)).toEqual(['expiry', 'activity', 'account_change'])
    expect(asked(accept(state, 'expiry', 3))).toEqual(['activity', 'account_change'])
  })

  test('L12 a legal notice that may come is asked for first, three templates at most', () => {
    const asked = templatesToAsk(holding(joined()), RELEASE, { moment: 'after_payment', now: OPENING })
    expect(asked.map(({ template }) => template)).toEqual(['account_change', 'refund_result', 'expiry'])
    const view = messageSettingsView(holding(joined()), RELEASE, {
      moment: 'after_payment',
      now: OPENING,
      smsTo: null,
    })
    expect(view.askReason).toContain('可以不同意')
    expect(view.groups.map(({ basis, flows }) => [basis, flows.every(({ fixed }) => fixed)])).toEqual([
      ['legal', true],
      ['service', false],
      ['marketing', false],
    ])
  })

  test('reading goes forward only, and no further than what there is', () => {
    const state = told(joined(), 'points_expiry').state
    const read = (who: MemberState, through: number) => {
      const decision = readInbox(who, { through, now: OPENING })
      if (isRefusal(decision)) throw new Error(decision.code)
      return decision.state
    }
    const all = read(state, OPENING + 9 * DAY)
    expect([hasUnread(all), all.messages.readAt]).toEqual([false, state.messages.newestAt])
    expect(read(all, 5).messages.readAt).toBe(all.messages.readAt)
    expect(hasUnread(told(all, 'decay', OPENING + 1).state)).toBe(true)
  })

  test('M062 two WeChats of one person: the stricter switches, one cap, no credits of the other account', () => {
    const one = told(consenting(joined(accept(joined(), 'expiry'))), 'member_day').state
    const off = switchFlow(consenting(joined()), { flow: 'decay', on: false, now: OPENING })
    if (isRefusal(off)) throw new Error(off.code)
    const other = withTold(told(off.state, 'churn_care').state, 'win_back', 'card-1', OPENING)
    const messages = mergedMessages(one.messages, carriedMessages(other))
    const merged = { ...one, messages }
    // One inbox from now on: what was unread in the other still is.
    const read = { ...one.messages, readAt: one.messages.newestAt }
    expect(hasUnread({ messages: mergedMessages(read, carriedMessages(other)) })).toBe(true)
    expect(hasUnread({ messages: mergedMessages(read, undefined) })).toBe(false)
    expect(messages.off).toEqual(['decay'])
    expect(messages.credits).toEqual(one.messages.credits)
    expect(wasTold(merged, 'win_back', 'card-1')).toBe(true)
    expect(tell(merged, 'birthday_care', OPENING + DAY)).toMatchObject({ detail: { untold: 'capped' } })
  })
})
