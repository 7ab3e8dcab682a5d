import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { CheckRow } from '@/components/check-row'
import type { Output } from '@/services/contract'

export type Agreement = Output<'membership.plan'>['agreements'][number]

interface Props {
  agreements: readonly Agreement[]
  ticked: readonly string[]
  onTick: (id: string, on: boolean) => void
  onRead: (agreement: Agreement) => void
}

/** Each agreement with a box of its own, unticked, and its text a tap away. */
export function AgreementTicks({ agreements, ticked, onTick, onRead }: Props) {
  return (
    <Card kind="flush">
      {agreements.map((agreement) => (
        <View key={agreement.id} className="checkout-agreement">
          <CheckRow checked={ticked.includes(agreement.id)} onChange={(on) => onTick(agreement.id, on)}>
            已阅读并同意
          </CheckRow>
          <View className="checkout-agreement__title" onClick={() => onRead(agreement)}>
            《{agreement.title}》
          </View>
        </View>
      ))}
    </Card>
  )
}
