import { derivedOperationId } from '../contract/operation-id'
import { isRefusal, refuse } from '../contract/refusals'
import { shanghaiDay } from '../domain/calendar'
import type { MessageFacts } from '../domain/message-account'
import { filledFields } from '../domain/message-fields'
import { type HeldBack, heldBackBy } from '../domain/message-counts'
import { type Message, tellMember, whyNotStanding } from '../domain/message-ledger'
import { messageText, type MessageText } from '../domain/message-texts'
import { isBeforeClosing } from '../domain/privacy-account'
import { opensAt } from '../domain/quiet-hours'
import type { MemberState } from '../domain/member'
import type { Release } from '../domain/release'
import type { Scope } from '../entry/handler'
import { successorOf } from '../entry/successors'
import type { InboxDocument } from '../ledger/inbox'
import type { OutboxRow } from '../ledger/outbox'
import { endedOtherwise, recordDelivery, sendSms } from './message-endings'

/** A message that was told, with all that its sending goes on from. */
export interface Told {
  readonly message: Message
  readonly row: InboxDocument
  readonly text: MessageText
  readonly facts: Extract<MessageFacts, { kind: 'message' }>
  readonly memberId: string
  /** As it is after telling: what may have been withdrawn since is seen in here. */
  readonly state: MemberState
  readonly release: Release
  /** Carries the time of the follow-up: the same in every run. */
  readonly operation: string
}

/** `later` may name the moment; else it comes again after a pause. Epoch ms. */
export type Sending =
  | { readonly kind: 'done' }
  /** Told to nobody: the owner's report counts why. */
  | { readonly kind: 'held'; readonly why: HeldBack }
  | { readonly kind: 'later'; readonly at?: number }

const DONE: Sending = { kind: 'done' }
const LATER: Sending = { kind: 'later' }

/** Who claimed it and isn't heard of for so long has died: nobody knows whether it went out. */
const CLAIM_DIES_MS = 2 * 60_000
/** What WeChat put off for so long is given up: it is in the inbox. */
const GIVEN_UP_AFTER_MS = 86_400_000

/**
 * Tells the member (L12). In this order, each repeatable, so that a job killed anywhere sends nothing
 * twice and forgets nobody: the member's commit, which takes the credit; the inbox, which every
 * message reaches; the claim, after which nobody else asks WeChat for it; WeChat, once; how it ended.
 */
export async function sendMessage(outboxRow: OutboxRow, message: Message, scope: Scope): Promise<Sending> {
  const { backend, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return LATER
  const member = await successorOf(message.memberId, backend, outboxRow.createdAt)
  if (!member) return { kind: 'held', why: 'closed' }
  const operation = derivedOperationId(message.key, outboxRow.createdAt)
  const committed = await backend.ledger.commit({
    memberId: member._id,
    member,
    operationId: `message:${operation}`,
    command: 'renewal.tell',
    actor: { role: 'timer', memberId: null, branchId: null },
    input: { key: message.key },
    now,
    deadline: scope.deadline,
    // Merged away since it was read: it comes again, to who took over (M062).
    decide: (state) => {
      if (state.mergedInto !== member.state.mergedInto) return refuse('BUSY')
      // It was about an account that was closed since: nothing of it is for who came again (L9).
      if (isBeforeClosing(state, outboxRow.createdAt)) return refuse('NOT_FOUND', { untold: 'closed' })
      return tellMember(state, message, { release, now })
    },
  })
  if (isRefusal(committed))
    // Whoever may not be told isn't; anything else, such as an account that is full, comes again.
    return committed.code === 'NOT_FOUND' ? { kind: 'held', why: heldBackBy(committed) } : LATER
  const { facts } = committed.entry
  // Nothing is written about who closed the account meanwhile (L9), nor to who joined anew since.
  if (isBeforeClosing(committed.state, facts.at)) return { kind: 'held', why: 'closed' }
  const text = messageText(message.flow, message.about, {
    shopName: release.shop.name,
    sentOn: shanghaiDay(facts.at),
    closes: release.closing !== undefined,
  })
  const row = await backend.inbox.put(newRow(message, member._id, facts, text))
  const { state } = committed
  return goOn({ message, row, text, facts, memberId: member._id, state, release, operation }, scope)
}

/** From where the row says that the message stands. */
async function goOn(told: Told, scope: Scope): Promise<Sending> {
  const { row, message } = told
  switch (row.wechat) {
    case 'waiting':
      return askWechat(told, scope)
    case 'claimed':
      // Another run may be asking at this moment.
      if ((row.claimedAt ?? 0) + CLAIM_DIES_MS > scope.now)
        return { kind: 'later', at: (row.claimedAt ?? 0) + CLAIM_DIES_MS }
      return ended(told, 'unknown', null, scope)
    case 'sent':
      return message.flow !== 'renewal_notice' || (await recordDelivery(told, scope)) ? DONE : LATER
    case 'no_credit':
    case 'no_template':
      return sendSms(told, scope).then(() => DONE)
    default:
      return ended(told, row.wechat, row.errcode, scope)
  }
}

/** A credit was taken for it: WeChat is asked at most once, in waking hours, if it still may be. */
async function askWechat(told: Told, scope: Scope): Promise<Sending> {
  const { backend, now } = scope
  const { message, row, text, facts, memberId, state, release } = told
  if (whyNotStanding(state, message, { release, now })) return ended(told, 'withdrawn', null, scope)
  const wakes = opensAt(message.flow, now)
  if (wakes > now) return { kind: 'later', at: wakes }
  if (now > facts.at + GIVEN_UP_AFTER_MS) return ended(told, 'gave_up', null, scope)
  const own = Object.values(release.settings?.messages ?? {}).find(
    ({ templateId }) => templateId === facts.templateId,
  )
  const data = own && filledFields(own.fields, text.values)
  if (!own || !data) return ended(told, 'misconfigured', 0, scope)
  const recipient = await backend.recipients.read(memberId)
  if (!recipient) return ended(told, 'no_recipient', null, scope)
  if (!(await backend.inbox.claim(row._id, now))) return LATER
  const { openid } = recipient
  const sent = await backend.messages.send({ openid, templateId: own.templateId, page: text.page, data })
  if (sent.kind === 'later') {
    await backend.inbox.release(row._id)
    return LATER
  }
  if (sent.kind !== 'sent') return ended(told, sent.kind, sent.errcode, scope)
  await backend.inbox.end(row._id, 'sent', 0)
  return message.flow !== 'renewal_notice' || (await recordDelivery(told, scope)) ? DONE : LATER
}

async function ended(
  told: Told,
  outcome: Exclude<InboxDocument['wechat'], 'waiting' | 'claimed' | 'sent' | 'no_credit' | 'no_template'>,
  errcode: number | null,
  scope: Scope,
): Promise<Sending> {
  return (await endedOtherwise(told, { outcome, errcode }, scope)) ? DONE : LATER
}

function newRow(
  { key, flow }: Message,
  memberId: string,
  facts: Told['facts'],
  { title, lines, page, reason }: MessageText,
): InboxDocument {
  return {
    _id: key,
    memberId,
    at: facts.at,
    flow,
    basis: facts.basis,
    title,
    lines,
    day: shanghaiDay(facts.at),
    page,
    reason,
    channel: 'inbox',
    wechat: facts.held ?? 'waiting',
    claimedAt: null,
    errcode: null,
    sms: 'none',
  }
}
