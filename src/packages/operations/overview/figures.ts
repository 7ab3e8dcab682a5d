import type { Output } from '@/services/contract'
import { money } from '@/services/format'

export type Overview = Output<'operations.today'>
export type FigureKey = 'takings' | 'receipts' | 'saved' | 'cardsSold' | 'cardTakings'
export type BranchRow = Overview['branches'][number]

interface Kind {
  key: FigureKey
  label: string
  text: (value: number) => string
  /** The same figure of one branch, where the back end tells it. */
  ofBranch?: (row: BranchRow) => number
}

/** The five figures of the first page, the most looked-at first. */
export const FIGURES: readonly Kind[] = [
  { key: 'takings', label: '实收', text: money, ofBranch: ({ paid }) => paid },
  { key: 'receipts', label: '小票', text: (value) => `${value}单`, ofBranch: ({ receipts }) => receipts },
  { key: 'saved', label: '为会员省', text: money, ofBranch: ({ saved }) => saved },
  { key: 'cardsSold', label: '售卡', text: (value) => `${value}张` },
  { key: 'cardTakings', label: '售卡实收', text: money },
]
