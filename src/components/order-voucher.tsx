import { View } from '@tarojs/components'
import { useAnswer } from '@/stores/answer'
import { Card } from './card'
import { VoucherRow } from './voucher-row'

/** The voucher that an order of a rush became, or nothing while there is none (M030). */
export function OrderVoucher({ orderId }: { orderId: string }) {
  const { data } = useAnswer('points.home', {})
  const voucher = data?.vouchers.find((one) => one.orderId === orderId)
  if (!data || !voucher) return <View />
  return (
    <Card kind="flush">
      <VoucherRow voucher={voucher} now={data.now} />
    </Card>
  )
}
