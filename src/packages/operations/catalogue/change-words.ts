import { money } from '@/services/format'
import type { Change } from './draft-edits'

const WHAT: Record<Change['what'], string> = {
  cost: '成本',
  listPrice: '原价',
  available: '状态',
  price: '售价',
  onSale: '状态',
  lossLeader: '亏本促销',
}

const STATES: Partial<Record<Change['what'], readonly [string, string]>> = {
  available: ['下架', '在售'],
  onSale: ['停售', '在售'],
  lossLeader: ['否', '是'],
}

/** `原价 ¥15.00 → ¥16.00` */
export function changeWords({ what, before, after }: Change): string {
  return `${WHAT[what]} ${valueWords(what, before)} → ${valueWords(what, after)}`
}

function valueWords(what: Change['what'], value: number | boolean): string {
  if (typeof value === 'number') return money(value)
  return STATES[what]?.[value ? 1 : 0] ?? ''
}
