import { isRefusal, type Refusal } from '../contract/refusals'
import { endMessage } from '../domain/message-ledger'
import { MESSAGE_FLOWS } from '../contract/message-flows'
import type { MessageFacts } from '../domain/message-account'
import { isBeforeClosing } from '../domain/privacy-account'
import { noticeDelivered } from '../domain/renewal-cycle'
import { contractOf } from '../domain/renewal-plan'
import type { Scope } from '../entry/handler'
import { setUpText } from '../entry/message-faults'
import { smsPort } from '../entry/sms'
import type { Told } from './send-message'

type Outcome = Extract<MessageFacts, { kind: 'message_ended' }>['outcome']

/**
 * WeChat didn't take it, or nobody knows: the row says so, the credit follows, the owner learns of a
 * wrong template, and a legal notice falls back to SMS (wechat.md 3.4).
 * @returns false when it has to be tried again
 */
export async function endedOtherwise(
  told: Told,
  { outcome, errcode }: { outcome: Outcome; errcode: number | null },
  scope: Scope,
): Promise<boolean> {
  const { backend, now, deadline } = scope
  const { message, row, memberId, facts, operation } = told
  const { templateId } = facts
  if (templateId === null) return true
  if (row.wechat !== outcome) await backend.inbox.end(row._id, outcome, errcode)
  if (outcome === 'misconfigured') await tellOwner(told, errcode ?? 0, scope)
  const { key, flow } = message
  const committed = await backend.ledger.commit({
    memberId,
    member: await current(memberId, scope),
    operationId: `message-ended:${operation}`,
    command: 'renewal.endMessage',
    actor: { role: 'timer', memberId: null, branchId: null },
    input: { key, outcome },
    now,
    deadline,
    decide: (state) => endMessage(state, { key, flow, templateId, outcome }, now),
  })
  if (isAgain(committed)) return false
  // A consent that went, or an account that closed: nothing more goes out by any channel.
  if (outcome !== 'withdrawn') await sendSms(told, scope)
  return true
}

/** The last resort of legal notices, once, where the shop has it and the member bound a phone. */
export async function sendSms(
  { message, row, text, facts, memberId, state, release }: Told,
  scope: Scope,
): Promise<void> {
  const { backend, now } = scope
  if (MESSAGE_FLOWS[message.flow].basis !== 'legal' || row.sms !== 'none') return
  if (release.settings?.smsFallback !== true || isBeforeClosing(state, facts.at)) return
  if (message.until !== undefined && now >= message.until) return
  const sms = smsPort(scope)
  const phone = sms && (await backend.recipients.read(memberId))?.phone
  if (!sms || !phone || !(await backend.inbox.claimSms(row._id))) return
  const words = `${text.title}:${text.lines[0] ?? ''}。详情请打开${release.shop.name}小程序查看`
  await backend.inbox.endSms(row._id, await sms.send({ key: row._id, phone, text: words }))
}

/**
 * The delivery of a renewal's notice on the member's own books: only it allows the charge (M087).
 * @returns false when it has to be tried again
 */
export async function recordDelivery({ message, memberId }: Told, scope: Scope): Promise<boolean> {
  const { backend, now, deadline } = scope
  const { id: contractCode, day: chargeOn } = message.about
  const member = await current(memberId, scope)
  const cycle = member && contractCode !== null ? contractOf(member.state, contractCode)?.cycle : null
  // Another cycle by now, or none: nothing is left that the delivery could allow.
  if (
    contractCode === null ||
    chargeOn === null ||
    cycle?.chargeOn !== chargeOn ||
    cycle.notice.sentAt === null
  )
    return true
  const { plannedAt } = cycle
  const committed = await backend.ledger.commit({
    memberId,
    member,
    operationId: `delivered:${contractCode}:${plannedAt}`,
    command: 'renewal.noticeDelivered',
    actor: { role: 'timer', memberId: null, branchId: null },
    input: { contractCode, plannedAt },
    now,
    deadline,
    decide: (state) => noticeDelivered(state, { contractCode, chargeOn, plannedAt, now, channel: 'message' }),
  })
  return !isAgain(committed)
}

/** Kept for the owner's list until the template is published otherwise. */
async function tellOwner(
  { message, release }: Told,
  errcode: number,
  { backend, now }: Scope,
): Promise<void> {
  const { template } = MESSAGE_FLOWS[message.flow]
  const own = release.settings?.messages?.[template]
  if (own) await backend.messageFaults.record({ _id: template, setUp: setUpText(own), errcode, at: now })
}

/** With the tail as it is now: the message's own entry is in it. */
async function current(memberId: string, { backend }: Scope) {
  return (await backend.ledger.readMembers([memberId])).get(memberId)
}

function isAgain(result: { ok: true } | Refusal): boolean {
  return isRefusal(result) && (result.code === 'BUSY' || result.code === 'UNKNOWN')
}
