import { dayText } from '@/services/format'
import type { VoucherView as Voucher } from '@/services/contract'
import { open } from '@/services/routes'
import { ListRow } from './list-row'
import { Tag } from './tag'

export const VOUCHER_STATES: Record<Voucher['state'], string> = {
  open: '待领取',
  picked_up: '已领取',
  expired: '已过期',
  returned: '已退回',
}

/** 老街店、江滩店; an empty list is every branch. */
export function wherePickedUp(branches: readonly string[]): string {
  return branches.length === 0 ? '全部门店' : branches.join('、')
}

/** A voucher in a list: until when and where it is picked up; its own page is a tap away. */
export function VoucherRow({ voucher, now }: { voucher: Voucher; now: number }) {
  const { voucherId, title, state, through, branches } = voucher
  const isOpen = state === 'open'
  return (
    <ListRow
      icon="ticket"
      title={title}
      detail={
        isOpen
          ? `${dayText(through, now)}前领取 · ${wherePickedUp(branches)}`
          : `有效期到${dayText(through, now)}`
      }
      value={<Tag tone={isOpen ? 'gold' : 'quiet'}>{VOUCHER_STATES[state]}</Tag>}
      onTap={() => open('voucher', { voucherId })}
    />
  )
}
