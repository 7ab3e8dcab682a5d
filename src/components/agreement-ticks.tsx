import { View } from '@tarojs/components'
import { Card } from './card'
import { CheckRow } from './check-row'
import './agreement-ticks.scss'

export interface Agreement {
  id: string
  title: string
  version: string
}

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
        <View key={agreement.id} className="agreement-tick">
          <CheckRow checked={ticked.includes(agreement.id)} onChange={(on) => onTick(agreement.id, on)}>
            已阅读并同意
          </CheckRow>
          <View className="agreement-tick__title" onClick={() => onRead(agreement)}>
            《{agreement.title}》
          </View>
        </View>
      ))}
    </Card>
  )
}
