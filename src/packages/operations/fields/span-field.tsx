import { View } from '@tarojs/components'
import { DayField } from './pick-field'

interface Props {
  from: string
  through: string
  change: (part: { from?: string; through?: string }) => void
}

/** From a day through a day; both count. */
export function SpanField({ from, through, change }: Props) {
  return (
    <View>
      <DayField label="从" value={from} onValue={(day) => change({ from: day })} />
      <DayField
        label="到"
        value={through}
        onValue={(day) => change({ through: day })}
        hint="含当天,北京时间24点结束"
      />
    </View>
  )
}
