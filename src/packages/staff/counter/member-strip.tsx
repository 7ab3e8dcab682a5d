import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Icon, type IconName } from '@/components/icon'
import { breakEvenText } from '@/components/member-card'
import { Money } from '@/components/money'
import { ProgressBar } from '@/components/progress-bar'
import { Tag } from '@/components/tag'
import { serverNow } from '@/services/clock'
import type { MemberAtCounter } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { pieces } from './basket'
import type { Visit } from './till-state'
import { useTill } from './use-till'
import './member-strip.scss'

interface Props {
  visit: Visit
  onGifts: () => void
  onPartnerCode: () => void
  onBenefits: () => void
  onDelivery: () => void
}

/** Who stands here: only what the counter needs to know, the name masked. */
export function MemberStrip({ visit, onGifts, onPartnerCode, onBenefits, onDelivery }: Props) {
  const { member, memberPriceOnly } = visit
  if (member.friendMost !== undefined) return <FriendStrip member={member} most={member.friendMost} />
  const gifts = member.gifts?.length ?? 0
  return (
    <View className="member-strip">
      <View className="member-strip__head">
        <Text className="member-strip__name">{member.displayName}</Text>
        <CardTag member={member} />
        <Leave />
      </View>
      <View>{member.householdOf === undefined ? <Saved member={member} /> : null}</View>
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
      <View className="member-strip__ways">
        {gifts > 0 ? <Way icon="gift" words={`交付赠品 ${gifts}份`} onTap={onGifts} /> : null}
        {member.perks ? <Way icon="handshake" words="核销权益码" onTap={onPartnerCode} /> : null}
        {memberPriceOnly ? null : <Way icon="badge-check" words="权益" onTap={onBenefits} />}
        <DeliveryWay onTap={onDelivery} />
      </View>
    </View>
  )
}

/** A friend shows somebody's code: nothing of the payer but how far the code goes (M015). */
function FriendStrip({ member, most }: { member: MemberAtCounter; most: number }) {
  const left = member.balance ?? 0
  return (
    <View className="member-strip">
      <View className="member-strip__head">
        <Text className="member-strip__name">{`${member.displayName}的付款码`}</Text>
        <Leave />
      </View>
      <View className="member-strip__friend">
        <Icon name="wallet" size="small" />
        <Text className="grow">{`朋友代付,最多 ${money(most)},只能用余额`}</Text>
      </View>
      <View className="member-strip__details">
        <Text className="member-strip__detail">
          {left < most ? `对方余额只剩 ${money(left)}` : '不用对方的会员卡和券'}
        </Text>
      </View>
    </View>
  )
}

function Saved({ member: { savedTotal, breakEven } }: { member: MemberAtCounter }) {
  return (
    <View>
      <View className="member-strip__saved">
        <View>
          <Text className="member-strip__word">累计已省 </Text>
          <Money fen={savedTotal} size="title" tone="saved" strong />
        </View>
        <Text className="member-strip__break-even">{breakEven ? breakEvenText(breakEven) : ''}</Text>
      </View>
      <View>
        {breakEven ? (
          <View className="member-strip__bar">
            <ProgressBar share={breakEven.fee === 0 ? 1 : breakEven.saved / breakEven.fee} />
          </View>
        ) : null}
      </View>
    </View>
  )
}

function CardTag({ member: { card, householdOf } }: { member: MemberAtCounter }) {
  if (card?.state === 'active')
    return <Tag tone="gold">{householdOf === undefined ? card.planName : `使用${householdOf}的家庭卡`}</Tag>
  return <Tag>{card ? '会员卡已到期' : '没有会员卡'}</Tag>
}

function Leave() {
  return (
    <View className="member-strip__next" ariaRole="button" onClick={() => void leave()}>
      <Icon name="x" size="small" />
      <Text>换一位</Text>
    </View>
  )
}

function DeliveryWay({ onTap }: { onTap: () => void }) {
  const fee = useTill(({ delivery }) => delivery?.fee)
  return <Way icon="delivery" words={fee === undefined ? '外送' : `外送 ${money(fee)}`} onTap={onTap} />
}

function Way({ icon, words, onTap }: { icon: IconName; words: string; onTap: () => void }) {
  return (
    <View className="member-strip__way" hoverClass="member-strip__way--pressed" onClick={onTap}>
      <Icon name={icon} size="small" />
      <Text>{words}</Text>
    </View>
  )
}

function details({ member }: Visit): string[] {
  const now = serverNow()
  const { card, maskedPhone, lastVisit, balance, householdOf } = member
  const visited = lastVisit ? `上次到店${dayText(lastVisit, now)}` : '首次到店'
  return [
    card?.state === 'active' ? `有效期至${dayText(card.validThrough, now)}` : '按原价结算',
    balance === undefined ? '' : `余额${money(balance)}`,
    maskedPhone ?? '',
    householdOf === undefined ? visited : '价格和每日份数与持卡人共用',
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
