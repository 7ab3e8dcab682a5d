import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Icon } from '@/components/icon'
import { breakEvenText } from '@/components/member-card'
import { Money } from '@/components/money'
import { ProgressBar } from '@/components/progress-bar'
import { Tag } from '@/components/tag'
import { serverNow } from '@/services/clock'
import type { MemberAtCounter } from '@/services/contract'
import { dayText } from '@/services/format'
import { pieces } from './basket'
import type { Visit } from './till-state'
import { useTill } from './use-till'
import './member-strip.scss'

/** Who stands here: only what the counter needs to know, the name masked. */
export function MemberStrip({ visit }: { visit: Visit }) {
  const { member, memberPriceOnly } = visit
  return (
    <View className="member-strip">
      <View className="member-strip__head">
        <Text className="member-strip__name">{member.displayName}</Text>
        <CardTag member={member} />
        <View className="member-strip__next" ariaRole="button" onClick={() => void leave()}>
          <Icon name="x" size="small" />
          <Text>换一位</Text>
        </View>
      </View>
      <View className="member-strip__saved">
        <View>
          <Text className="member-strip__word">累计已省 </Text>
          <Money fen={member.savedTotal} size="title" tone="saved" strong />
        </View>
        <Text className="member-strip__break-even">
          {member.breakEven ? breakEvenText(member.breakEven) : ''}
        </Text>
      </View>
      <View>
        {member.breakEven ? (
          <View className="member-strip__bar">
            <ProgressBar
              share={member.breakEven.fee === 0 ? 1 : member.breakEven.saved / member.breakEven.fee}
            />
          </View>
        ) : null}
      </View>
      <View className="member-strip__details">
        {details(visit).map((text) => (
          <Text key={text} className="member-strip__detail">
            {text}
          </Text>
        ))}
      </View>
      <View>
        {memberPriceOnly ? (
          <View className="member-strip__limit">
            <Tag tone="warn">按手机号找到,只享会员价</Tag>
          </View>
        ) : null}
      </View>
    </View>
  )
}

function CardTag({ member: { card } }: { member: MemberAtCounter }) {
  if (card?.state === 'active') return <Tag tone="gold">{card.planName}</Tag>
  return <Tag>{card ? '会员卡已到期' : '没有会员卡'}</Tag>
}

function details({ member }: Visit): string[] {
  const now = serverNow()
  const { card, maskedPhone, lastVisit } = member
  return [
    card?.state === 'active' ? `有效期至${dayText(card.validThrough, now)}` : '按原价结算',
    maskedPhone ?? '',
    lastVisit ? `上次到店${dayText(lastVisit, now)}` : '首次到店',
  ].filter((text) => text !== '')
}

/** With a basket in hand one tap must not throw it away. */
async function leave(): Promise<void> {
  const { basket, typed, next } = useTill.getState()
  if (pieces(basket) > 0 || typed !== '') {
    const { confirm } = await Taro.showModal({
      title: '换一位会员?',
      content: '已选的商品会清空,还没有结算。',
      confirmText: '换一位',
      cancelText: '继续结算',
    })
    if (!confirm) return
  }
  next()
}
