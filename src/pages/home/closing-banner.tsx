import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { dayText } from '@/services/format'
import { open } from '@/services/routes'
import type { Home } from '@/stores/home'

interface Props {
  closing: NonNullable<Home['closing']>
  now: number
}

/** The shop closes: until when, why, and one tap to what of one's own money comes back (L6). */
export function ClosingBanner({ closing: { day, text, call }, now }: Props) {
  return (
    <Card>
      <View className="stack">
        <Notice tone="warn">门店营业到{dayText(day, now)}</Notice>
        <View>
          <View>{text}</View>
          <View className="small">咨询:{call}</View>
        </View>
        <Button kind="secondary" block onTap={() => open('closing')}>
          看我能退多少
        </Button>
      </View>
    </Card>
  )
}
