import { View } from '@tarojs/components'
import type { Output } from '@/services/contract'
import { money } from '@/services/format'
import { open } from '@/services/routes'
import { Button } from './button'
import { Card } from './card'

/** Begun by a service that was just done; it ends with the day for good, and a glance is free (M088). */
export function PeakOffer({ offer }: { offer: NonNullable<Output<'membership.home'>['peakOffer']> }) {
  return (
    <Card>
      <View className="title">{offer.title}</View>
      <View className="small">
        {offer.gives},{money(offer.price)}。今天 24:00 结束,过后不再补发;不续也不影响已有的卡。
      </View>
      <Button kind="secondary" compact onTap={() => open('renewal')}>
        看清楚再决定
      </Button>
    </Card>
  )
}
