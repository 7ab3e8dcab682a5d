import { shanghaiDay } from './calendar'
import type { JournalEntry } from './decision'
import type { MemberState } from './member'
import { yuanText } from './money'
import { csvText, decimal, minuteText } from './table-text'

/** One movement of a wallet, as its holder reads it: what the balance changed by, in fen. */
export interface WalletEvent {
  readonly id: string
  readonly at: number
  readonly kind: 'top_up' | 'spend' | 'friend' | 'undo' | 'refund' | 'transfer'
  readonly title: string
  readonly principal: number
  readonly bonus: number
}

/** Years of which there may be records, from the person's first to this one, the newest first. */
export function recordYears(
  { joinedAt, wallet }: Pick<MemberState, 'joinedAt' | 'wallet'>,
  now: number,
): number[] {
  const first = Math.min(now, joinedAt ?? now, ...wallet.lots.map(({ paidAt }) => paidAt))
  const year = (at: number) => Number(shanghaiDay(at).slice(0, 4))
  return Array.from({ length: year(now) - year(first) + 1 }, (_, index) => year(now) - index)
}

/**
 * The movements in these entries, the newest first; the amounts are the entry's own postings, so
 * that history and balance can't tell different stories (法释〔2025〕4号 25). A merge moves money between
 * two members of one person and is no movement for the person.
 */
export function walletEvents(entries: readonly JournalEntry[]): WalletEvent[] {
  return entries
    .flatMap((entry): WalletEvent[] => {
      const said = kindAndTitle(entry)
      const principal = movedIn(entry, 'principal')
      const bonus = movedIn(entry, 'bonus')
      if (!said || (principal === 0 && bonus === 0)) return []
      return [{ id: entry.operationId, at: entry.at, ...said, principal, bonus }]
    })
    .sort((a, b) => b.at - a.at)
}

function kindAndTitle({ facts }: JournalEntry): Pick<WalletEvent, 'kind' | 'title'> | null {
  switch (facts.kind) {
    case 'top_up':
      return { kind: 'top_up', title: `充值${yuanText(facts.principal)}` }
    case 'top_up_refund':
      return { kind: 'refund', title: `退款${yuanText(facts.amount)}` }
    case 'transferred_out':
      return { kind: 'transfer', title: '转让给他人' }
    case 'transferred_in':
      return { kind: 'transfer', title: '收到他人转让' }
    case 'goods_return':
      return { kind: 'undo', title: `退货${yuanText(facts.refund)}` }
    case 'receipt': {
      const { state, branchName, forFriend } = facts.receipt
      if (state === 'undone') return { kind: 'undo', title: `${branchName} 撤销` }
      return forFriend
        ? { kind: 'friend', title: `${branchName} 为朋友付款` }
        : { kind: 'spend', title: `${branchName} 消费` }
    }
    default:
      return null
  }
}

function movedIn({ postings }: JournalEntry, asset: 'principal' | 'bonus'): number {
  return postings.reduce(
    (sum, posting) =>
      posting.asset === asset && posting.account.startsWith('member/') ? sum + posting.amount : sum,
    0,
  )
}

const COLUMNS = [
  '时间',
  '事项',
  '说明',
  '本金变动(元)',
  '赠金变动(元)',
  '本金余额(元)',
  '赠金余额(元)',
  '编号',
]

const KIND_TEXT: Readonly<Record<WalletEvent['kind'], string>> = {
  top_up: '充值',
  spend: '消费',
  friend: '为朋友付款',
  undo: '撤销退回',
  refund: '退款',
  transfer: '转让',
}

/**
 * The records of a wallet as a table that any office program opens, the oldest first, with the
 * balance after each movement.
 * @param events all up to now, of which those in [from, to) are printed
 */
export function walletRecordsCsv(
  events: readonly WalletEvent[],
  balance: { readonly principal: number; readonly bonus: number },
  range: { readonly from: number; readonly to: number },
): string {
  let { principal, bonus } = balance
  const rows: string[][] = []
  for (const event of [...events].sort((a, b) => b.at - a.at)) {
    if (event.at >= range.from && event.at < range.to)
      rows.push([
        minuteText(event.at),
        KIND_TEXT[event.kind],
        event.title,
        decimal(event.principal),
        decimal(event.bonus),
        decimal(principal),
        decimal(bonus),
        event.id,
      ])
    principal -= event.principal
    bonus -= event.bonus
  }
  return csvText([COLUMNS, ...rows.reverse()], true)
}
