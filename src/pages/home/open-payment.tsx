import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Money } from '@/components/money'
import type { OpenPaymentView } from '@/services/contract'
import { clockText } from '@/services/format'
import { open } from '@/services/routes'

/** What the clerk put together and the member pays on this phone. */
export function OpenPayment({ payment }: { payment: OpenPaymentView; now: number }) {
  return (
    <Card>
      <View className="row row--between">
        <View className="grow">
          <View>
            {payment.branchName}待付款 <Money fen={payment.amount} strong />
          </View>
          <View className="small">请在 {clockText(payment.expiresAt)} 前付款</View>
        </View>
        <Button compact onTap={() => open('memberCode')}>
          去付款
        </Button>
      </View>
    </Card>
  )
}
