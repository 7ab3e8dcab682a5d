import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import type { Output } from '@/services/contract'
import './rewards.scss'

export type Offer = NonNullable<Output<'referral.mine'>['offer']>
type Side = 'inviter' | 'invitee'

interface Props {
  offer: Offer
  /** The reader's own side: it comes first. */
  mine: Side
}

const NAMES: Record<Side, Record<Side, string>> = {
  inviter: { inviter: '您得到', invitee: '朋友得到' },
  invitee: { invitee: '您得到', inviter: '邀请您的人得到' },
}

/** Both rewards in one size, each with what it is and when it comes: nobody is kept in the dark (L12). */
export function Rewards({ offer, mine }: Props) {
  const sides: Side[] = mine === 'inviter' ? ['inviter', 'invitee'] : ['invitee', 'inviter']
  return (
    <Card kind="flush">
      {sides.map((side) => {
        const { title, detail, when } = offer[side]
        return (
          <View key={side} className="reward">
            <Icon name="gift" className="reward__icon" />
            <View className="grow">
              <View className="small">{NAMES[mine][side]}</View>
              <View className="reward__title">{title}</View>
              <View>{detail ? <View className="small">{detail}</View> : null}</View>
              <View className="reward__when">{when}</View>
            </View>
          </View>
        )
      })}
    </Card>
  )
}
