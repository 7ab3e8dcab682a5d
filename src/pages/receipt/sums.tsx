import { Text, View } from '@tarojs/components'
import { Card } from '@/components/card'
import type { ReceiptView } from '@/services/contract'
import { MINUS, TENDER_NAMES, count, money } from '@/services/format'

/** From the list prices to what was paid, and from where it was paid. */
export function Sums({ receipt }: { receipt: ReceiptView }) {
  const {
    list,
    paid,
    saved,
    coupons = [],
    points,
    delivery,
    tender,
    tenders,
    returned = [],
    receiptId,
  } = receipt
  const waits = receipt.state === 'awaiting_payment'
  return (
    <Card>
      <Sum label="按标价合计" value={money(list)} />
      <Sum label="省" value={`${MINUS}${money(saved)}`} tone="saved" />
      <View>
        {coupons.map(({ lotId, title, amount }) => (
          <Sum key={lotId} label={`其中 ${title}`} value={`${MINUS}${money(amount)}`} tone="saved" />
        ))}
      </View>
      <View>
        {delivery && delivery.waived > 0 ? (
          <Sum label="其中 免配送费" value={`${MINUS}${money(delivery.waived)}`} tone="saved" />
        ) : null}
        {points && points.spent > 0 ? (
          <Sum
            label={`其中 ${count(points.spent)} 积分抵扣`}
            value={`${MINUS}${money(points.off)}`}
            tone="saved"
          />
        ) : null}
      </View>
      <Sum label={waits ? '待付' : '实付'} value={money(paid)} />
      <View>{tender ? <Sum label="付款方式" value={TENDER_NAMES[tender]} /> : null}</View>
      <View>
        {tenders && tenders.principal > 0 ? (
          <Sum label="余额本金" value={money(tenders.principal)} part />
        ) : null}
        {tenders && tenders.bonus > 0 ? <Sum label="余额赠送" value={money(tenders.bonus)} part /> : null}
        {tenders && tenders.cash > 0 ? <Sum label="在柜台另付" value={money(tenders.cash)} part /> : null}
      </View>
      <View>
        {returned.length > 0 ? <View className="small">退回的商品按实付退款,节省和积分一并收回</View> : null}
      </View>
      <Sum label="小票编号" value={receiptId} tone="quiet" />
    </Card>
  )
}

interface SumProps {
  label: string
  value: string
  tone?: 'saved' | 'quiet'
  /** A part of the line above. */
  part?: boolean
}

function Sum({ label, value, tone, part = false }: SumProps) {
  return (
    <View className={part ? 'receipt-sum receipt-sum--part' : 'receipt-sum'}>
      <Text className="small">{label}</Text>
      <Text className={tone === 'saved' ? 'saved' : tone === 'quiet' ? 'receipt-sum__quiet' : ''}>
        {value}
      </Text>
    </View>
  )
}
