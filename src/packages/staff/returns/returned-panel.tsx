import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Icon } from '@/components/icon'
import { Money } from '@/components/money'
import { back } from '@/services/routes'
import { GoesBack } from './goes-back'
import type { ReturnQuote } from './use-return-quote'

/** Taken back: what the clerk hands back is the large figure. */
export function ReturnedPanel({ returned, name }: { returned: ReturnQuote; name: string }) {
  const { inCash } = returned.back
  return (
    <View className="stack">
      <View className="returned">
        <Icon name="undo" size="hero" className="returned__icon" />
        <View className="returned__title">{`${name}的退货已办好`}</View>
        <View className="returned__label">{inCash > 0 ? '请退还顾客' : '不用付现金,已按原路退回'}</View>
        <View>{inCash > 0 ? <Money fen={inCash} size="hero" tone="ink" /> : null}</View>
      </View>
      <GoesBack quote={returned} />
      <Button block onTap={back}>
        回到收银台
      </Button>
    </View>
  )
}
