import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import { money } from '@/services/format'
import { couponsOf } from '../../draft/programme'
import {
  acquisitionOf,
  withAcquisition,
  type ReferralReward,
  type ReferralTerms,
} from '../../draft/relations'
import { AmountField, NumberField } from '../../fields/figure-field'
import { PickField } from '../../fields/pick-field'
import { couponOptions } from './campaigns'
import type { Part, PartProps } from './part'

const START: ReferralTerms = {
  enabled: true,
  inviter: { kind: 'points', points: 100 },
  invitee: { kind: 'points', points: 100 },
  minimumOrder: 1000,
  windowDays: 7,
  mostPerMonth: 5,
  mostInAll: 50,
  mostOfShopPerMonth: 500,
}

export const referral: Part = {
  title: '邀请有礼',
  explains:
    '朋友完成首单、过了退货期,双方各得一份固定奖励。只有一层,分享和打开都不给奖励;同一个人、同一台手机、同一位付款人的不算。',
  law: '微信小程序平台运营规范 5.1;禁止传销条例',
  summary: (draft) => {
    const terms = acquisitionOf(draft).referral
    if (!terms) return null
    return terms.enabled ? `首单满${money(terms.minimumOrder)},${terms.windowDays}天后双方到账` : '已停止'
  },
  Fields,
}

function Fields({ draft, edit }: PartProps) {
  const { referral: terms } = acquisitionOf(draft)
  const change = (part: Partial<ReferralTerms>) =>
    edit(withAcquisition({ referral: { ...START, ...terms, ...part } }))
  return (
    <View>
      <SwitchRow
        title="开展邀请有礼"
        detail="停止后不再接受新的邀请,已经在等的照样发"
        on={terms?.enabled ?? false}
        onChange={(enabled) => change({ enabled })}
      />
      {terms ? (
        <View>
          <RewardField
            label="邀请人得到"
            draft={draft}
            reward={terms.inviter}
            onReward={(inviter) => change({ inviter })}
          />
          <RewardField
            label="被邀请人得到"
            draft={draft}
            reward={terms.invitee}
            onReward={(invitee) => change({ invitee })}
          />
          <AmountField
            label="首单实付至少"
            least={1}
            value={terms.minimumOrder}
            onValue={(minimumOrder) => change({ minimumOrder })}
          />
          <NumberField
            label="首单后"
            most={60}
            unit="天到账"
            value={terms.windowDays}
            onValue={(windowDays) => change({ windowDays })}
            hint="不短于退货期:退了货就不发,发了的收回"
          />
          <NumberField
            label="每人每月最多"
            most={100}
            unit="次"
            value={terms.mostPerMonth}
            onValue={(mostPerMonth) => change({ mostPerMonth })}
          />
          <NumberField
            label="每人一共最多"
            most={1000}
            unit="次"
            value={terms.mostInAll}
            onValue={(mostInAll) => change({ mostInAll })}
          />
          <NumberField
            label="全店每月最多"
            most={5000}
            unit="次"
            value={terms.mostOfShopPerMonth}
            onValue={(mostOfShopPerMonth) => change({ mostOfShopPerMonth })}
            hint="就是这项活动每月的预算"
          />
        </View>
      ) : null}
    </View>
  )
}

interface RewardProps {
  label: string
  draft: PartProps['draft']
  reward: ReferralReward
  onReward: (reward: ReferralReward) => void
}

function RewardField({ label, draft, reward, onReward }: RewardProps) {
  const [first] = couponsOf(draft).templates
  const kinds = [{ id: 'points', name: '积分' }, ...(first ? [{ id: 'coupon', name: '优惠券' }] : [])]
  return (
    <View>
      <PickField
        label={label}
        options={kinds}
        value={reward.kind}
        onValue={(id) =>
          onReward(
            id === 'coupon' && first
              ? { kind: 'coupon', templateId: first.id }
              : { kind: 'points', points: 100 },
          )
        }
      />
      {reward.kind === 'points' ? (
        <NumberField
          label="多少"
          most={1_000_000}
          unit="积分"
          value={reward.points}
          onValue={(points) => onReward({ kind: 'points', points })}
        />
      ) : (
        <PickField
          label="哪种券"
          options={couponOptions(draft)}
          value={reward.templateId}
          onValue={(templateId) => onReward({ kind: 'coupon', templateId })}
        />
      )}
    </View>
  )
}
