import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { serverNow } from '@/services/clock'
import { dayText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { ActionRow } from './action-row'
import type { AtCounter, CarryOut, Where } from './at-counter'
import { UnitsForm } from './use-form'

type Goods = AtCounter['warranties'][number]

interface Props {
  goods: Goods
  where: Where
  carryOut: CarryOut
}

/** Bought goods that are replaced while the promise lasts (M061). */
export function WarrantyRow({ goods, where, carryOut }: Props) {
  const { name, boughtOn, left, through } = goods
  const [busy, run] = useBusy()
  const [asking, setAsking] = useState(false)
  const now = serverNow()
  const replace = (quantity: number) => run(() => carryOut(() => claim(goods, quantity, where)))
  return (
    <ActionRow
      title={name}
      detail={`${dayText(boughtOn, now)}购买 · ${dayText(through, now)}前可换新`}
      state={`还可换${left}件`}
      action={asking ? '收起' : '换新'}
      quiet={asking}
      busy={busy && left === 1}
      onTap={() => (left === 1 ? void replace(1) : setAsking(!asking))}
    >
      <View>
        {asking ? (
          <UnitsForm
            title={name}
            most={left}
            unit="件"
            action="换"
            busy={busy}
            onUse={(quantity) => void replace(quantity)}
          />
        ) : null}
      </View>
    </ActionRow>
  )
}

async function claim({ receiptId, line, name }: Goods, quantity: number, where: Where) {
  const { confirm } = await Taro.showModal({
    title: `换新${name} ${quantity}件?`,
    content: '请先收回有问题的商品,再交付新的。登记后不能撤回。',
    confirmText: '已换新',
    cancelText: '还没有',
  })
  if (!confirm) return null
  await commit(
    'counter.claimWarranty',
    (operationId) => ({ operationId, ...where, receiptId, line, quantity }),
    { intention: `warranty:${receiptId}:${line}`, resume: false },
  )
  return `${name} ${quantity}件已换新`
}
