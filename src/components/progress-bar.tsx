import { View } from '@tarojs/components'
import './progress-bar.scss'

interface Props {
  /** 0 to 1; outside of it is drawn as 0 or 1. */
  share: number
  /** tier: on paper, for what leads to a tier. */
  tone?: 'saved' | 'gold' | 'accent' | 'tier'
}

/** A thin bar. Amounts stand outside of it. */
export function ProgressBar({ share, tone = 'saved' }: Props) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10
  return (
    <View className={`progress-bar progress-bar--${tone}`}>
      <View className="progress-bar__done" style={{ width: `${percent}%` }} />
    </View>
  )
}
