import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { MoreRows } from '@/components/more-rows'
import { Tag } from '@/components/tag'
import type { VoucherView } from '@/services/contract'
import { dayText } from '@/services/format'
import { open } from '@/services/routes'
import { VOUCHER_STATES, wherePickedUp } from '../voucher/words'

/** Vouchers that wait to be picked up first, then those that are over. */
export function Vouchers({ vouchers, now }: { vouchers: readonly VoucherView[]; now: number }) {
  const order = [...vouchers].sort(
    (one, other) => Number(one.state !== 'open') - Number(other.state !== 'open'),
  )
  return (
    <View>
      <View className="section-title">我的兑换凭证</View>
      <Card kind="flush">
        <MoreRows items={order} first={3} unit="张">
          {({ voucherId, title, state, through, branches }) => (
            <ListRow
              key={voucherId}
              icon="ticket"
              title={title}
              detail={
                state === 'open'
                  ? `${dayText(through, now)}前领取 · ${wherePickedUp(branches)}`
                  : `有效期到${dayText(through, now)}`
              }
              value={<Tag tone={state === 'open' ? 'gold' : 'quiet'}>{VOUCHER_STATES[state]}</Tag>}
              onTap={() => open('voucher', { voucherId })}
            />
          )}
        </MoreRows>
      </Card>
    </View>
  )
}
