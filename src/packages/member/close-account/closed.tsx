import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { EmptyState } from '@/components/state-message'
import type { Output } from '@/services/contract'
import { money } from '@/services/format'
import { open } from '@/services/routes'

export type ClosedAccount = Output<'payment.closeAccount'> & { shopPhone: string | null }

const STATE_NAMES: Record<ClosedAccount['refunds'][number]['state'], string> = {
  refunding: '正在原路退回微信',
  refunded: '已原路退回微信',
  manual: '由门店转账',
}

/** The account is closed: where the money is, and that the shop is open to everybody. */
export function Closed({ closed: { refunds, shopPhone } }: { closed: ClosedAccount }) {
  return (
    <View className="stack">
      <EmptyState
        icon="circle-check"
        title="已注销"
        hint="个人信息已删除。不是会员也可以照常消费,欢迎再来。"
      />
      <View>
        {refunds.length > 0 ? (
          <Card>
            <View className="title">退款</View>
            {refunds.map(({ orderId, refund, state }) => (
              <FactLine key={orderId} label={STATE_NAMES[state]} value={money(refund)} />
            ))}
            <View className="closing-words">
              {`请截图留存。退款仍会办完${shopPhone ? `,有疑问请致电门店 ${shopPhone}` : ''}。`}
            </View>
          </Card>
        ) : null}
      </View>
      <Button kind="secondary" block onTap={() => open('home')}>
        回到首页
      </Button>
    </View>
  )
}
