import { isRefusal } from '../contract/refusals'
import type { Due } from '../domain/decision'
import { yuanText } from '../domain/money'
import { noticeDelivered } from '../domain/renewal-cycle'
import { contractOf } from '../domain/renewal-plan'
import type { Scope } from '../entry/handler'

type Message = Extract<Due, { kind: 'message' }>

const PAGES: Partial<Record<Message['flow'], string>> = {
  renewal_notice: 'pages/auto-renew/index',
  renewal_result: 'pages/auto-renew/index',
  refund_result: 'pages/orders/index',
  partner_reminder: 'pages/cards/index',
}

/**
 * Sends one notice as a service message. Only WeChat's errcode 0 is recorded as a delivery; without
 * a template, a credit or an openid the notice stays in the mini-program, where opening it counts.
 * @returns false when it has to be tried again
 */
export async function sendNotice(due: Message, scope: Scope): Promise<boolean> {
  const { backend, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return false
  const templates: Readonly<Record<string, string>> = release.settings?.messages ?? {}
  const templateId = templates[due.flow]
  const openid = templateId === undefined ? null : await openidFor(due, scope)
  if (templateId === undefined || openid === null) return true
  const { amount, day, title } = due.about
  const sent = await backend.messages.send({
    openid,
    templateId,
    page: PAGES[due.flow] ?? 'pages/home/index',
    data: {
      thing1: title.slice(0, 20),
      ...(amount === null ? {} : { amount2: yuanText(amount) }),
      ...(day === null ? {} : { date3: chineseDay(day) }),
    },
  })
  if (sent.kind === 'later') return false
  return sent.kind === 'refused' || due.flow !== 'renewal_notice' || recordDelivery(due, scope)
}

/** The delivery on the member's own books: only it allows the charge. */
async function recordDelivery(due: Message, { backend, now, deadline }: Scope): Promise<boolean> {
  const member = (await backend.ledger.readMembers([due.memberId])).get(due.memberId)
  const { id: contractCode, day: chargeOn } = due.about
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
    memberId: due.memberId,
    member,
    operationId: `delivered:${contractCode}:${plannedAt}`,
    command: 'renewal.noticeDelivered',
    actor: { role: 'timer', memberId: null, branchId: null },
    input: { contractCode, plannedAt },
    now,
    deadline,
    decide: (state) => noticeDelivered(state, { contractCode, chargeOn, plannedAt, now, channel: 'message' }),
  })
  return !isRefusal(committed) || (committed.code !== 'BUSY' && committed.code !== 'UNKNOWN')
}

/** Of who signed the contract or paid the order that the notice is about. */
async function openidFor({ about, memberId }: Message, { backend }: Scope): Promise<string | null> {
  if (about.id === null) return null
  const signer = await backend.signers.read(about.id)
  if (signer) return signer.memberId === memberId ? signer.openid : null
  const order = await backend.orders.read(about.id)
  return order?.memberId === memberId ? order.openid : null
}

function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
