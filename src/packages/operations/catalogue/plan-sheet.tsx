import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { CheckRow } from '@/components/check-row'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { fenOf } from '@/services/format'
import type { PlanDraft, PlanEdit } from './draft-edits'
import { PriceField } from './price-field'
import { plain } from './product-sheet'

interface Props {
  plan: PlanDraft | null
  onClose: () => void
  onDone: (edit: PlanEdit) => void
}

/** What a card costs and whether it is sold; what was sold stays as it was sold (M098). */
export function PlanSheet({ plan, onClose, onDone }: Props) {
  return (
    <Sheet open={plan !== null} title={plan?.terms.name ?? ''} onClose={onClose}>
      <View>{plan ? <Fields key={plan.id} plan={plan} onDone={onDone} /> : null}</View>
    </Sheet>
  )
}

function Fields({ plan, onDone }: { plan: PlanDraft; onDone: Props['onDone'] }) {
  const [price, setPrice] = useState(() => plain(plan.terms.price))
  const [onSale, setOnSale] = useState(plan.onSale)
  const fen = fenOf(price)
  const complete = fen !== null && fen > 0
  return (
    <View className="stack">
      <PriceField label="售价" text={price} onText={setPrice} hint={`${plan.terms.months}个月`} />
      <CheckRow checked={onSale} onChange={setOnSale}>
        在售,新会员可以购买
      </CheckRow>
      <Notice>改动只对之后购买的人生效,已售出的会员卡按售出时的约定不变。</Notice>
      <Button
        block
        disabled={!complete}
        onTap={() => {
          if (!complete) return
          onDone({
            ...(fen === plan.terms.price ? {} : { price: fen }),
            ...(onSale === plan.onSale ? {} : { onSale }),
          })
        }}
      >
        {complete ? '改好了' : '请填写金额'}
      </Button>
    </View>
  )
}
