import Taro from '@tarojs/taro'
import { serverNow } from '@/services/clock'
import { dayText, money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { ActionRow } from './action-row'
import type { AtCounter, CarryOut, Where } from './at-counter'

type Voucher = AtCounter['vouchers'][number]

const SOURCES: Record<Voucher['source'], string> = {
  points: '积分兑换',
  sample: '试用',
  flash: '抢购',
  prize: '抽奖',
  badge: '徽章',
  birthday: '生日礼',
  comeback: '回归小礼',
}

interface Props {
  voucher: Voucher
  where: Where
  carryOut: CarryOut
}

/** Handed over once; asked first, because it can't be taken back (M030, M060). */
export function VoucherRow({ voucher, where, carryOut }: Props) {
  const [busy, run] = useBusy()
  return (
    <ActionRow
      title={voucher.title}
      detail={[SOURCES[voucher.source], costOf(voucher), `${dayText(voucher.through, serverNow())}前领取`]
        .filter((text) => text !== '')
        .join(' · ')}
      action="交付"
      busy={busy}
      onTap={() => void run(() => carryOut(() => handOver(voucher, where)))}
    />
  )
}

function costOf({ points, paid }: Voucher): string {
  if (paid > 0) return `已付${money(paid)}`
  return points > 0 ? `${points}积分` : ''
}

async function handOver({ voucherId, title }: Voucher, where: Where): Promise<string | null> {
  const { confirm } = await Taro.showModal({
    title: `交付「${title}」?`,
    content: '请先把东西交给会员。交付后不能撤回,也不能再领一次。',
    confirmText: '已交给',
    cancelText: '还没有',
  })
  if (!confirm) return null
  await commit('counter.redeemVoucher', (operationId) => ({ operationId, ...where, voucherId }), {
    intention: `redeem-voucher:${voucherId}`,
    resume: false,
  })
  return `${title}已交付`
}
