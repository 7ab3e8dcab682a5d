import type { z } from 'zod'
import type { pointsRow } from '../contract/points'
import type { JournalEntry, Posting } from './decision'
import { pointAccounts, type PointReason } from './point-account'

export type PointsRow = z.infer<typeof pointsRow>

const TITLES: Readonly<Record<PointsRow['kind'], string>> = {
  earned: '消费获得',
  check_in: '签到',
  challenge: '挑战奖励',
  prize: '抽奖获得',
  referral: '邀请奖励',
  spent: '抵扣消费',
  redeemed: '兑换',
  returned: '退回',
  taken_back: '退货收回',
  expired: '到期',
  decayed: '按规则递减',
  debt_paid: '补扣退货时已用的积分',
}

/**
 * What an entry did to the points that are held, by reason, read off its own postings: so the rows
 * of all entries add up to the lots (M063). What became a debt is in no row until points pay it.
 */
export function pointsRows({ at, postings, facts }: JournalEntry): PointsRow[] {
  const sums = new Map<PointsRow['kind'], number>()
  for (const { kind, points } of movements(postings)) sums.set(kind, (sums.get(kind) ?? 0) + points)
  const where = facts.kind === 'receipt' ? `${facts.receipt.branchName} ` : ''
  return [...sums].flatMap(([kind, points]) =>
    points === 0 ? [] : [{ at, kind, title: `${where}${titleOf(kind, facts.kind)}`, points }],
  )
}

function titleOf(kind: PointsRow['kind'], facts: JournalEntry['facts']['kind']): string {
  if (facts === 'receipt' && kind === 'taken_back') return '撤销收回'
  return TITLES[kind]
}

/** Postings of points come in pairs, from and to. */
function movements(postings: readonly Posting[]): { kind: PointsRow['kind']; points: number }[] {
  const points = postings.filter(({ asset }) => asset === 'points')
  const found: { kind: PointsRow['kind']; points: number }[] = []
  for (let index = 0; index + 1 < points.length; index += 2) {
    const [from, to] = [points[index], points[index + 1]]
    if (!from || !to) continue
    const [own, other] = isLot(from) ? [from, to] : [to, from]
    if (!isLot(own) || isLot(other)) continue
    if (other.account === pointAccounts.debt) found.push({ kind: 'debt_paid', points: own.amount })
    else if (other.account.startsWith(SHOP))
      found.push({ kind: other.account.slice(SHOP.length) as PointReason, points: own.amount })
  }
  return found
}

const SHOP = 'shop/points/'

function isLot({ account }: Posting): boolean {
  return account.startsWith('member/points/')
}
