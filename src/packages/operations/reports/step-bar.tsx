import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import './report.scss'

interface Props {
  words: string
  /** Of what lies before and after: 前一天, 后一天. */
  before: string
  after: string
  /** Nothing lies after it. */
  isLast: boolean
  onMove: (by: -1 | 1) => void
}

/** From one day or month to the next. */
export function StepBar({ words, before, after, isLast, onMove }: Props) {
  return (
    <View className="report__days">
      <Button kind="secondary" compact onTap={() => onMove(-1)}>
        {before}
      </Button>
      <View className="report__day title">{words}</View>
      <Button kind="secondary" compact disabled={isLast} onTap={() => onMove(1)}>
        {after}
      </Button>
    </View>
  )
}
