import { Text, View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { ListRow } from '@/components/list-row'
import { breakEvenText } from '@/components/member-card'
import { Money } from '@/components/money'
import { ProgressBar } from '@/components/progress-bar'
import { TENDER_NAMES, money, tendersText } from '@/services/format'
import { open } from '@/services/routes'
import type { Latest } from './use-pulse'

/** 本单省 · 累计已省 · 还差: what the counter has just settled, with the proof one tap away. */
export function Settled({ latest, onAgain }: { latest: Latest; onAgain: () => void }) {
  const { receiptId, title, branchName, paid, saved, savedTotal, breakEven } = latest
  const nothing = saved === 0
  return (
    <View className="settled">
      <Icon name="circle-check" size="hero" className="settled__mark" />
      <View className="settled__title">{latest.forFriend ? '已为朋友付款' : '结算完成'}</View>
      <View className="small">
        {branchName} · {title}
      </View>
      <View className={nothing ? 'settled__saved' : 'settled__saved settled__saved--green'}>
        <Text className="settled__word">{nothing ? '实付' : '本单省'}</Text>
        <Money fen={nothing ? paid : saved} size="hero" tone={nothing ? 'ink' : 'saved'} />
      </View>
      <View className="settled__paid">
        {paidWords(latest).map((words) => (
          <View key={words}>{words}</View>
        ))}
      </View>
      <Card className="settled__card">
        <View className="row row--between">
          <View>累计已省</View>
          <Money fen={savedTotal} size="title" strong />
        </View>
        <View>
          {breakEven ? (
            <View className="settled__meter">
              <ProgressBar share={breakEven.fee === 0 ? 1 : breakEven.saved / breakEven.fee} />
              <View className="small">{breakEvenText(breakEven)}</View>
            </View>
          ) : null}
        </View>
      </Card>
      <Card kind="flush" className="settled__card">
        <ListRow icon="receipt" title="小票和每笔节省的依据" onTap={() => open('receipt', { receiptId })} />
      </Card>
      <Button kind="secondary" block onTap={onAgain}>
        再次出示会员码
      </Button>
    </View>
  )
}

/** What was paid and from where, and the coupons that are in the saving. */
function paidWords({ paid, saved, tender, tenders, coupons = [], clerk }: Latest): string[] {
  return [
    saved > 0 ? `实付 ${money(paid)}` : '',
    tenders ? tendersText(tenders, '在柜台另付') : tender === null ? '' : TENDER_NAMES[tender],
    ...coupons.map(({ title, amount }) => `含${title} 省${money(amount)}`),
    clerk ? `由${clerk}结算` : '',
  ].filter((words) => words !== '')
}
