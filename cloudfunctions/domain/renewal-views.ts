import type { ContractView } from '../contract/auto-renew'
import { dayWords, shanghaiDay } from './calendar'
import type { Facts } from './decision'
import { monthsOf } from './family'
import type { MemberState } from './member'
import { yuanText } from './money'
import type { Release } from './release'
import { firstNoticeAt } from './renewal-calendar'
import type { RenewalContract, RenewalCycle, RenewalFacts, SavedStatement } from './renewal-contract'

/** What a member sees of a contract, with every notice and every charge (L1). */
export function contractView(
  contract: RenewalContract,
  release: Release,
  events: readonly ContractView['events'][number][],
): ContractView {
  const { contractCode, purpose, planId, versionId, amount, state, signedAt, cycle, topUp } = contract
  const terms = release.versions[versionId]?.terms
  return {
    contractCode,
    purpose,
    planId,
    planName: terms?.name ?? '',
    amount,
    everyMonths: terms && purpose !== 'top_up' ? monthsOf(terms) : 0,
    state,
    next: cycle && isComing(contract) ? nextOf(cycle) : null,
    notice: isComing(contract) && cycle?.notice.sentAt ? noticeOf(cycle, terms?.name ?? '') : null,
    topUp: topUp ? { stepId: topUp.stepId, below: topUp.below, monthlyMost: topUp.monthlyMost } : null,
    signedAt,
    events: [...events],
  }
}

function isComing({ state, cycle }: RenewalContract): boolean {
  return cycle?.givenUp === null && state !== 'terminated' && state !== 'signing' && state !== 'suspended'
}

function nextOf({ chargeOn, amount }: RenewalCycle): NonNullable<ContractView['next']> {
  return { noticeOn: shanghaiDay(firstNoticeAt(chargeOn)), chargeOn, amount }
}

function noticeOf(
  { plannedAt, chargeOn, amount, notice }: RenewalCycle,
  name: string,
): ContractView['notice'] {
  const { sentAt, deliveredAt } = notice
  const text = `「${name}」将于${dayWords(chargeOn, sentAt ?? plannedAt)}自动扣款${yuanText(amount)}。不想继续可随时取消,立即生效,不收任何费用。`
  return { plannedAt, chargeOn, amount, sentAt: sentAt ?? 0, deliveredAt, text }
}

/** The next charge of any contract, for the home page; the soonest. */
export function nextCharge({ contracts }: MemberState): { on: string; amount: number } | null {
  const coming = contracts
    .filter(isComing)
    .flatMap(({ cycle }) => (cycle ? [{ on: cycle.chargeOn, amount: cycle.amount }] : []))
  return coming.sort((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null
}

export function statementView(statement: SavedStatement, release: Release) {
  const { id: statementId, versionId, saved, cap, charge, issuedAt, disputeUntil, state } = statement
  const planName = release.versions[versionId]?.terms.name ?? ''
  return { statementId, planName, saved, cap, charge, issuedAt, disputeUntil, state }
}

/** One line of a contract's table, from an entry's facts; null for what is no notice and no charge. */
export function contractEvent(facts: Facts, at: number): ContractView['events'][number] | null {
  if (facts.kind === 'contract') return eventOf(facts)
  if (facts.kind === 'card')
    return { at, kind: 'charged', amount: facts.paid, detail: `有效期延长${facts.months}个月` }
  if (facts.kind === 'top_up')
    return { at, kind: 'charged', amount: facts.principal, detail: `已充值${yuanText(facts.principal)}` }
  if (facts.kind === 'statement' && facts.state === 'charged')
    return { at, kind: 'charged', amount: facts.charge, detail: `按已省的${yuanText(facts.saved)}支付` }
  return null
}

function eventOf({ event, at, amount, day, by, code }: Extract<RenewalFacts, { kind: 'contract' }>) {
  const kind = KINDS[by === 'wechat' ? 'ended_at_wechat' : event]
  if (kind === undefined) return null
  const why = code === undefined ? '' : (WHY[code] ?? '微信暂时没有完成扣款')
  return {
    at,
    kind,
    amount,
    detail: [day === null ? '' : `扣款日${dayWords(day, at)}`, why].filter(Boolean).join(','),
  }
}

const KINDS: Partial<Record<string, ContractView['events'][number]['kind']>> = {
  signed: 'signed',
  notice_sent: 'notice_sent',
  notice_delivered: 'notice_delivered',
  notice_failed: 'notice_failed',
  wechat_notice: 'wechat_notice',
  charge_begun: 'charge_begun',
  charge_failed: 'charge_failed',
  lapsed: 'lapsed',
  terminated: 'cancelled',
  ended_at_wechat: 'ended_at_wechat',
}

/** WeChat's words for people; the code itself stays in the books. */
const WHY: Record<string, string> = {
  NOTENOUGH: '支付账户余额不足',
  NOTICE_MISSING: '提醒没有送达,这次不会扣款,需要时可手动续卡',
  WINDOW_OVER: '已过可扣款的日期,不再扣款',
  RULELIMIT: '微信限额或扣款时间限制',
  CONTRACTERROR: '微信侧的扣费约定已结束',
}
