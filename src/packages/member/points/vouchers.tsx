import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { MoreRows } from '@/components/more-rows'
import { VoucherRow } from '@/components/voucher-row'
import type { VoucherView } from '@/services/contract'

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
          {(voucher) => <VoucherRow key={voucher.voucherId} voucher={voucher} now={now} />}
        </MoreRows>
      </Card>
    </View>
  )
}
