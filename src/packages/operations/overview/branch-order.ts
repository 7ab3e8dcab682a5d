import { yuan } from '@/services/format'
import type { BranchRow } from './figures'

export type Column = 'receipts' | 'paid' | 'saved'

export const COLUMNS: readonly { key: Column; label: string }[] = [
  { key: 'receipts', label: '单数' },
  { key: 'paid', label: '实收' },
  { key: 'saved', label: '为会员省' },
]

/** The branches with the largest of a column first, equal ones in the owner's order. */
export function ordered(branches: readonly BranchRow[], by: Column): BranchRow[] {
  return [...branches].sort((left, right) => right[by] - left[by])
}

/** Tab-separated with a head line, so that it can be pasted into any spreadsheet. */
export function asText(day: string, branches: readonly BranchRow[]): string {
  const head = ['日期', '门店', ...COLUMNS.map(({ label }) => label)]
  const rows = branches.map(({ name, receipts, paid, saved }) => [
    day,
    name,
    String(receipts),
    yuan(paid).replace(/,/g, ''),
    yuan(saved).replace(/,/g, ''),
  ])
  return [head, ...rows].map((cells) => cells.join('\t')).join('\n')
}
