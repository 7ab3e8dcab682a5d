import { invites, MESSAGE_FLOWS, type MessageFlow } from '../contract/message-flows'
import { refuse } from '../contract/refusals'
import type { Decision, Due } from './decision'
import { hasConsent } from './joining'
import type { MemberState } from './member'
import type { MessageAccount, MessageFacts } from './message-account'
import { isMinor } from './minors'
import { isClosed } from './privacy-account'
import type { Release } from './release'
import { contractOf, isLive } from './renewal-plan'

/**
 * The permission ledger (L12): what a member may be told, and whether WeChat still allows it. A
 * credit is taken in the same write that says that the message was told, so no two messages ever
 * rest on one accept.
 */

export type Message = Extract<Due, { kind: 'message' }>
type MessageDecision<K extends MessageFacts['kind']> = Decision<Extract<MessageFacts, { kind: K }>>

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
/** What the shop may advertise a week where the owner says nothing (M104). */
const USUAL_CAP = 2
/** More accepts than that nobody needs. */
const MOST_CREDITS = 50

/** Why a message isn't told at all. */
export type Untold = 'closed' | 'over' | 'switched_off' | 'no_consent' | 'minor' | 'shop_closes' | 'capped'

interface Telling {
  readonly release: Release
  /** Epoch ms. */
  readonly now: number
}

/** Marketing messages of a week, across all flows (M104). */
export function weeklyCap({ settings }: Pick<Release, 'settings'>): number {
  return settings?.marketingPerWeek ?? USUAL_CAP
}

/**
 * Null when the member may be told now; else why not. Legal notices are always told, to everybody
 * who still has an account; what is advertised needs its own consent, and is never for minors (L9).
 */
export function whyUntold(
  state: MemberState,
  message: Pick<Message, 'flow' | 'until' | 'about'>,
  telling: Telling,
): Untold | null {
  const standing = whyNotStanding(state, message, telling)
  if (standing || MESSAGE_FLOWS[message.flow].basis !== 'marketing') return standing
  const recent = state.messages.recent.filter(({ at }) => at > telling.now - WEEK_MS)
  return recent.length >= weeklyCap(telling.release) ? 'capped' : null
}

/**
 * The same without the cap, in which a message that was told counts already: asked again before it
 * goes out, because a consent may have been withdrawn, or a closing announced, while it waited.
 */
export function whyNotStanding(
  state: MemberState,
  { flow, until, about }: Pick<Message, 'flow' | 'until' | 'about'>,
  { release, now }: Telling,
): Exclude<Untold, 'capped'> | null {
  const { basis } = MESSAGE_FLOWS[flow]
  if (isClosed(state)) return 'closed'
  if (until !== undefined && now >= until) return 'over'
  if (release.closing && (invites(flow) || isOfVoidCharge(state, flow, about.id))) return 'shop_closes'
  if (basis === 'legal') return null
  if (state.messages.off.includes(flow)) return 'switched_off'
  if (basis === 'service') return null
  if (!hasConsent(state, 'marketing')) return 'no_consent'
  return isMinor(state, now) ? 'minor' : null
}

/** A charge in advance that a shop which closes doesn't make any more: its notice would be untrue. */
function isOfVoidCharge(state: MemberState, flow: MessageFlow, contractCode: string | null): boolean {
  if (flow !== 'renewal_notice' || contractCode === null) return false
  const contract = contractOf(state, contractCode)
  return contract !== null && contract.purpose !== 'as_saved' && contract.state !== 'charging'
}

/**
 * Tells the member: counts it for the cap, marks the inbox as unread, and takes a credit where the
 * template has one to spare. Refuses NOT_FOUND with the reason where the member may not be told.
 */
export function tellMember(
  state: MemberState,
  message: Message,
  telling: Telling,
): MessageDecision<'message'> {
  const untold = whyUntold(state, message, telling)
  if (untold) return refuse('NOT_FOUND', { untold })
  const { flow, key, about } = message
  const { release, now } = telling
  const { basis, template } = MESSAGE_FLOWS[flow]
  const { messages } = state
  const templateId = release.settings?.messages?.[template]?.templateId ?? null
  const held = templateId === null ? 'no_template' : maySpend(state, flow, telling) ? null : 'no_credit'
  const before = templateId === null ? 0 : (messages.credits[templateId] ?? 0)
  const left = held === null ? before - 1 : before
  // Later than any message before, so that the inbox has one order and pages without overlap.
  const at = Math.max(now, (messages.newestAt ?? 0) + 1)
  const recent = messages.recent.filter((one) => one.at > now - WEEK_MS)
  return {
    ok: true,
    state: withMessages(state, {
      credits:
        held === null && templateId !== null
          ? withCredits(messages.credits, templateId, left)
          : messages.credits,
      recent: basis === 'marketing' ? [...recent, { flow, at: now }] : recent,
      newestAt: at,
    }),
    postings: [],
    facts: {
      kind: 'message',
      key,
      flow,
      basis,
      about: about.id,
      channel: held === null ? 'wechat' : 'inbox',
      templateId,
      left,
      held,
      at,
    },
    due: [],
  }
}

/**
 * How a message that held a credit ended when WeChat didn't take it. After 43101 the member has no
 * credit left, whatever was counted; where nothing reached WeChat, the credit comes back. An unknown
 * outcome keeps it spent: the truth can only be lower (wechat.md 3.1).
 */
export function endMessage(
  state: MemberState,
  ended: Omit<Extract<MessageFacts, { kind: 'message_ended' }>, 'kind' | 'left' | 'at'>,
  now: number,
): MessageDecision<'message_ended'> {
  const { templateId, outcome } = ended
  const { credits } = state.messages
  const before = credits[templateId] ?? 0
  const left = outcome === 'refused' ? 0 : outcome === 'unknown' ? before : Math.min(MOST_CREDITS, before + 1)
  return {
    ok: true,
    state: withMessages(state, { credits: withCredits(credits, templateId, left) }),
    postings: [],
    facts: { kind: 'message_ended', ...ended, left, at: now },
    due: [],
  }
}

/** Legal notices may take any credit; others leave the last one to a legal notice that may come. */
function maySpend(state: MemberState, flow: MessageFlow, { release, now }: Telling): boolean {
  const { basis, template } = MESSAGE_FLOWS[flow]
  const templateId = release.settings?.messages?.[template]?.templateId
  if (templateId === undefined) return false
  const kept =
    basis !== 'legal' && legalAhead(state, now).some((legal) => MESSAGE_FLOWS[legal].template === template)
  return (state.messages.credits[templateId] ?? 0) > (kept ? 1 : 0)
}

/**
 * Legal notices that this member will or may be owed: of a charge and its outcome while a contract
 * lives (L1), of a closing shop while they hold something that was paid for (L6).
 */
export function legalAhead(state: MemberState, now: number): MessageFlow[] {
  const charged: MessageFlow[] = state.contracts.some(isLive) ? ['renewal_notice', 'renewal_result'] : []
  const holds =
    state.memberships.some(({ endsAt }) => endsAt > now) ||
    state.wallet.lots.some(({ principalLeft }) => principalLeft > 0)
  return holds ? [...charged, 'closing_notice'] : charged
}

export function withCredits(
  credits: MessageAccount['credits'],
  templateId: string,
  left: number,
): MessageAccount['credits'] {
  return { ...credits, [templateId]: Math.max(0, Math.min(MOST_CREDITS, left)) }
}

export function withMessages(state: MemberState, part: Partial<MessageAccount>): MemberState {
  return { ...state, messages: { ...state.messages, ...part } }
}

/** Whether something came to the inbox since the member read it last. */
export function hasUnread({ messages: { newestAt, readAt } }: Pick<MemberState, 'messages'>): boolean {
  return newestAt !== null && newestAt > (readAt ?? -1)
}

export { wasTold, withTold } from './told-episodes'
