import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { ListRow } from '@/components/list-row'
import { MoreRows } from '@/components/more-rows'
import { Money } from '@/components/money'
import { Tag } from '@/components/tag'
import { dayText, money } from '@/services/format'
import type { Renewal } from './index'

/** Real figures of the past, and how this member uses the shop (M082). */
export function Saved({ renewal: { saved, drivers } }: { renewal: Renewal }) {
  return (
    <Card>
      <View className="title">到今天省了多少</View>
      <FactLine label="这张卡已省" value={<Money fen={saved.thisPeriod} tone="saved" />} />
      <FactLine label="这张卡的会员费" value={money(saved.fee)} />
      <FactLine label="近 12 个月已省" value={money(saved.lastTwelveMonths)} />
      <FactLine label="一共已省" value={money(saved.all)} />
      <FactLine label="近 90 天消费" value={`${drivers.ordersLast90Days} 次`} />
      <View>
        {drivers.everyDays === null ? null : (
          <FactLine label="平时" value={`约 ${drivers.everyDays} 天来一次`} />
        )}
      </View>
      <View>{drivers.tier === null ? null : <FactLine label="等级" value={drivers.tier} />}</View>
    </Card>
  )
}

/** Coupons that a paid renewal opens: an offer, not something that is being lost (M084). */
export function Unlocks({ unlocks }: Pick<Renewal, 'unlocks'>) {
  return (
    <View>
      <View className="section-title">续卡后可用</View>
      <Card kind="flush">
        {unlocks.map(({ title, detail, count, through }) => (
          <ListRow key={`${title}:${through}`} icon="lock" title={`${title} ×${count}`} detail={detail} />
        ))}
      </Card>
    </View>
  )
}

/** The version sold today against the one that was bought (M098). */
export function Changes({ changes }: Pick<Renewal, 'changes'>) {
  return (
    <View>
      <View className="section-title">和您买的那一版不同</View>
      <Card kind="flush">
        {changes.map(({ what, before, after, better }) => (
          <ListRow
            key={what}
            title={what}
            detail={`${before} → ${after}`}
            value={<Tag tone={better ? 'saved' : 'warn'}>{better ? '更好' : '变少'}</Tag>}
          />
        ))}
      </Card>
    </View>
  )
}

/** Counted one by one: only what really ends with this card (M085). */
export function Ends({ ends, through, now }: { ends: Renewal['ends']; through: string; now: number }) {
  if (ends.count === 0)
    return (
      <Card>
        <View className="title">到期时不会有东西作废</View>
        <View className="small">余额本金永不过期;没有只能用到{dayText(through, now)}的券或权益。</View>
      </Card>
    )
  return (
    <View>
      <View className="section-title">
        <View>还没用、随卡结束的</View>
        <View className="small">
          {ends.count} 项,面值 {money(ends.worth)}
        </View>
      </View>
      <Card kind="flush">
        <MoreRows items={ends.items} first={6} unit="样">
          {({ kind, title, count, worth, on }) => (
            <ListRow
              key={`${kind}:${title}:${on}`}
              title={`${title} ×${count}`}
              detail={`可用到${dayText(on, now)}`}
              value={worth === null ? undefined : <Money fen={worth} tone="ink" />}
            />
          )}
        </MoreRows>
      </Card>
    </View>
  )
}

/** What the end of the card takes away, and what everybody keeps (M089, M091). */
export function AtLapse({ atLapse: { removed, otherSaved, savedNote, stays } }: Pick<Renewal, 'atLapse'>) {
  return (
    <View>
      <View className="section-title">不续会怎样</View>
      <Card kind="flush">
        <MoreRows items={removed} first={6} unit="样">
          {({ title, detail, saved }) => (
            <ListRow
              key={title}
              title={title}
              detail={detail}
              value={saved === null ? undefined : `本期省了 ${money(saved)}`}
            />
          )}
        </MoreRows>
        <View>
          {otherSaved ? (
            <ListRow title="其他" detail="随卡的券等" value={`本期省了 ${money(otherSaved)}`} />
          ) : null}
        </View>
        <View>{savedNote ? <View className="small renewal-stays">{savedNote}</View> : null}</View>
        <View className="renewal-stays">
          <View className="small">这些不变</View>
          {stays.map((words) => (
            <View key={words} className="renewal-words">
              {words}
            </View>
          ))}
        </View>
      </Card>
    </View>
  )
}

/** An estimate is a range, says how it was made and how far such estimates were off (M086). */
export function Forecast({
  forecast: { low, high, method, error },
}: {
  forecast: NonNullable<Renewal['forecast']>
}) {
  return (
    <Card>
      <View className="row row--between">
        <View className="title">再续一年,估计能省</View>
        <Tag>估算</Tag>
      </View>
      <View className="renewal-range">
        {money(low)} 到 {money(high)}
      </View>
      <View className="small">{method}</View>
      <View>
        {error ? (
          <View className="small">
            {`用同样的方法回头估算 ${error.members} 位已满一年的会员,和实际平均差 ${Math.round(error.meanBasisPoints / 100)}%。`}
          </View>
        ) : null}
      </View>
    </Card>
  )
}
