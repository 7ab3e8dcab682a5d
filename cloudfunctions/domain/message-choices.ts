import type { Output, ParsedInput } from '../contract'
import {
  canBeSwitchedOff,
  MESSAGE_FLOW_IDS,
  MESSAGE_FLOWS,
  MESSAGE_TEMPLATES,
  type MessageFlow,
  type MessageTemplate,
  TEMPLATE_TITLES,
} from '../contract/message-flows'
import type { AskingMoment } from '../contract/messages'
import { refuse } from '../contract/refusals'
import type { Decision } from './decision'
import { hasConsent } from './joining'
import type { MemberState } from './member'
import type { MessageFacts } from './message-account'
import { legalAhead, weeklyCap, withCredits, withMessages } from './message-ledger'
import { isMinor } from './minors'
import type { Release } from './release'

/** What the member decides about messages: accepts at WeChat's popup, switches, what was read. */

type Chosen = Decision<Extract<MessageFacts, { kind: 'message_choice' }>>
type Result = ParsedInput<'renewal.allowMessages'>['results'][number]

/** Who declined a template isn't asked for it again for so long. */
const NOT_ASKED_AGAIN_MS = 30 * 86_400_000
/** With so many credits of a template nothing more is asked for. */
const ENOUGH_CREDITS = 3
const MOST_ASKED = 3

/**
 * Counts what the popup answered: an accept is one more message of that template. Answers for a
 * template that the shop doesn't use (any more) count nothing.
 */
export function allowMessages(
  state: MemberState,
  { results, release, now }: { results: readonly Result[]; release: Release; now: number },
): Chosen {
  const used = new Map(ownTemplates(release).map(({ template, templateId }) => [template, templateId]))
  const real = results.filter(({ template, templateId }) => used.get(template) === templateId)
  const current = new Set(used.values())
  const known = (record: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(record).filter(([templateId]) => current.has(templateId)))
  let credits = known(state.messages.credits)
  const declined = known(state.messages.declined)
  // A template that is named twice was shown once: WeChat's popup knows each id once.
  for (const { templateId, answer } of new Map(real.map((one) => [one.templateId, one])).values()) {
    if (answer === 'accept') {
      credits = withCredits(credits, templateId, (credits[templateId] ?? 0) + 1)
      delete declined[templateId]
    } else declined[templateId] = now
  }
  const accepted = real.filter(({ answer }) => answer === 'accept').map(({ templateId }) => templateId)
  return chosen(
    withMessages(state, { credits, declined }),
    { change: 'allowed', accepted: [...new Set(accepted)] },
    now,
  )
}

/** In force at once: what waits already isn't sent any more. Refuses FLOW_REQUIRED for legal notices. */
export function switchFlow(
  state: MemberState,
  { flow, on, now }: { flow: MessageFlow; on: boolean; now: number },
): Chosen {
  if (!canBeSwitchedOff(flow)) return refuse('FLOW_REQUIRED')
  const others = state.messages.off.filter((one) => one !== flow)
  return chosen(
    withMessages(state, { off: on ? others : [...others, flow] }),
    { change: 'switched', flow, on },
    now,
  )
}

/** Everything up to `through` was read; never further than what there is, and never back. */
export function readInbox(state: MemberState, { through, now }: { through: number; now: number }): Chosen {
  const { newestAt, readAt } = state.messages
  const next = Math.max(readAt ?? 0, Math.min(through, newestAt ?? 0))
  return chosen(withMessages(state, { readAt: next === 0 ? readAt : next }), { change: 'read' }, now)
}

function chosen(
  state: MemberState,
  facts: Omit<Extract<MessageFacts, { kind: 'message_choice' }>, 'kind' | 'at'>,
  now: number,
): Chosen {
  return { ok: true, state, postings: [], facts: { kind: 'message_choice', ...facts, at: now }, due: [] }
}

/** What the shop picked from WeChat's library, in our order. */
export function ownTemplates({
  settings,
}: Pick<Release, 'settings'>): { template: MessageTemplate; templateId: string; title: string }[] {
  return MESSAGE_TEMPLATES.flatMap((template) => {
    const own = settings?.messages?.[template]
    return own ? [{ template, templateId: own.templateId, title: TEMPLATE_TITLES[template] }] : []
  })
}

/** What fits a moment, the most useful first; a legal notice that may come goes before all. */
const ASKED_AT: Readonly<Record<AskingMoment, readonly MessageTemplate[]>> = {
  after_payment: ['refund_result', 'expiry', 'account_change', 'monthly_bill'],
  member_code: ['account_change', 'expiry', 'activity'],
  check_in: ['expiry', 'activity', 'account_change'],
  bill: ['monthly_bill', 'expiry'],
}

const WHY_ASKED: Readonly<Record<AskingMoment, string>> = {
  after_payment: '到期、退款和扣款前会提醒您。每同意一次只发一条,可以不同意',
  member_code: '账户有变动或卡快到期时提醒您。每同意一次只发一条,可以不同意',
  check_in: '积分和券快到期时提醒您。每同意一次只发一条,可以不同意',
  bill: '下个月的账单出来时提醒您。每同意一次只发一条,可以不同意',
}

/** At most three templates (L12); none: there is nothing to ask for now. */
export function templatesToAsk(
  state: MemberState,
  release: Release,
  { moment, now }: { moment: AskingMoment; now: number },
): { template: MessageTemplate; templateId: string; title: string }[] {
  const { credits, declined } = state.messages
  const legal = legalAhead(state, now).map((flow) => MESSAGE_FLOWS[flow].template)
  const wanted = [...new Set([...legal, ...ASKED_AT[moment]])]
  const own = ownTemplates(release)
  return wanted
    .flatMap((template) => own.filter((one) => one.template === template))
    .filter(
      ({ template, templateId }) =>
        (credits[templateId] ?? 0) < ENOUGH_CREDITS &&
        (declined[templateId] ?? -NOT_ASKED_AGAIN_MS) + NOT_ASKED_AGAIN_MS <= now &&
        isOfUse(state, template, now),
    )
    .slice(0, MOST_ASKED)
}

/** Whether anything could be sent with it: not where all its flows are off or need another consent. */
function isOfUse(state: MemberState, template: MessageTemplate, now: number): boolean {
  const advertised = hasConsent(state, 'marketing') && !isMinor(state, now)
  return MESSAGE_FLOW_IDS.some((flow) => {
    const terms = MESSAGE_FLOWS[flow]
    if (terms.template !== template || state.messages.off.includes(flow)) return false
    return terms.basis !== 'marketing' || advertised
  })
}

const GROUPS = [
  { basis: 'legal', title: '法定通知', detail: '法律要求或与您的钱有关,必须告知,不能关闭' },
  { basis: 'service', title: '服务提醒', detail: '与您持有的卡、券、积分有关,可以随时关闭' },
  { basis: 'marketing', title: '活动消息', detail: '只有您另外同意后才会收到,可以随时关闭' },
] as const

/** The switches and credits as the member sees them; `smsTo` is what legal notices fall back to. */
export function messageSettingsView(
  state: MemberState,
  release: Release,
  { moment, now, smsTo }: { moment: AskingMoment | null; now: number; smsTo: string | null },
): Output<'renewal.messageSettings'> {
  const ask = moment === null ? [] : templatesToAsk(state, release, { moment, now })
  return {
    groups: GROUPS.map((group) => ({
      ...group,
      flows: MESSAGE_FLOW_IDS.filter((flow) => MESSAGE_FLOWS[flow].basis === group.basis).map((flow) => ({
        flow,
        title: MESSAGE_FLOWS[flow].title,
        on: !state.messages.off.includes(flow),
        fixed: !canBeSwitchedOff(flow),
      })),
    })),
    marketingConsent: hasConsent(state, 'marketing'),
    weeklyCap: weeklyCap(release),
    credits: ownTemplates(release).map((own) => ({
      ...own,
      left: state.messages.credits[own.templateId] ?? 0,
    })),
    ask,
    askReason: ask.length > 0 && moment !== null ? WHY_ASKED[moment] : null,
    smsTo,
  }
}
