import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import { loyaltyOf, withLoyalty, type PointsRules } from '../../draft/programme'
import { AmountField, HundredthsField, NumberField, PercentField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PointsPreview } from '../previews/points'
import type { Part, PartProps } from './part'

type CheckIn = NonNullable<PointsRules['checkIn']>
type Decay = NonNullable<PointsRules['bonusDecay']>

const START: PointsRules = {
  perYuanHundredths: 100,
  pendingDays: 1,
  expireAfterMonths: 12,
  fenPer100: 100,
  mostBasisPoints: 2000,
}
const CHECK_IN: CheckIn = { points: 1, streakBonus: [{ days: 7, points: 5 }] }
const DECAY: Decay = { keepBasisPoints: 9000, afterDays: 30 }

export const points: Part = {
  title: '积分规则',
  explains:
    '积分能花,成长值定等级,两本账分开。规则在获得时就写进那一笔积分:之后再改,已经得到的照原来的期限。积分先用快到期的;退货时收回,花掉的从之后的积分里扣。',
  law: '民法典第四百九十六、四百九十七条',
  costs: 'points',
  summary: (draft) => {
    const rules = draft.loyalty?.points
    return rules ? `每消费1元得${rules.perYuanHundredths / 100}积分` : null
  },
  Fields,
  Preview: PointsPreview,
}

function Fields({ draft, edit, at }: PartProps) {
  const { points: rules, returnDays } = loyaltyOf(draft)
  const change = (part: { [K in keyof PointsRules]?: PointsRules[K] | undefined }) =>
    edit(withLoyalty({ points: { ...START, ...rules, ...part } }))
  return (
    <View>
      <NumberField
        label="退货期限"
        least={0}
        most={30}
        unit="天"
        value={returnDays}
        onValue={(days) => edit(withLoyalty({ returnDays: days }))}
        hint="商品带小票回店可退的天数;0为只能在收银台当场撤销"
      />
      <SwitchRow
        title="本店有积分"
        on={rules !== undefined}
        onChange={(on) => edit(withLoyalty({ points: on ? START : undefined }))}
      />
      <View>
        {rules ? (
          <View>
            <HundredthsField
              label="实付每1元得"
              most={10_000}
              unit="积分"
              value={rules.perYuanHundredths}
              onValue={(perYuanHundredths) => change({ perYuanHundredths })}
              hint="每单合计后取整"
            />
            <NumberField
              label="获得后"
              least={0}
              most={30}
              unit="天可用"
              value={rules.pendingDays}
              onValue={(pendingDays) => change({ pendingDays })}
              hint="一般与退货期限相同"
            />
            <NumberField
              label="有效期"
              least={0}
              most={60}
              unit="个月"
              value={rules.expireAfterMonths ?? 0}
              onValue={(months) =>
                change({ expireAfterMonths: months > 0 ? Math.max(3, months) : undefined })
              }
              hint="到第几个月的月底,至少3个月;0为长期有效"
            />
            <AmountField
              label="收银时100积分抵"
              most={10_000}
              value={rules.fenPer100 ?? 0}
              onValue={(fen) => change({ fenPer100: fen > 0 ? fen : undefined })}
              hint="0为收银时不抵,只在积分商城兑换"
            />
            <PercentField
              label="一单最多抵"
              most={10_000}
              value={rules.mostBasisPoints}
              onValue={(mostBasisPoints) => change({ mostBasisPoints })}
            />
            <CheckInFields rules={rules} change={change} at={at} />
            <DecayFields rules={rules} change={change} />
          </View>
        ) : null}
      </View>
    </View>
  )
}

interface RuleProps {
  rules: PointsRules
  change: (part: { [K in keyof PointsRules]?: PointsRules[K] | undefined }) => void
}

function CheckInFields({ rules, change, at }: RuleProps & { at: number | null }) {
  const { checkIn } = rules
  return (
    <View>
      <SwitchRow
        title="每日签到"
        detail="按等级加倍;连续天数的奖励另给,不加倍"
        on={checkIn !== undefined}
        onChange={(on) => change({ checkIn: on ? CHECK_IN : undefined })}
      />
      <View>
        {checkIn ? (
          <View>
            <NumberField
              label="每天"
              most={1000}
              unit="积分"
              value={checkIn.points}
              onValue={(number) => change({ checkIn: { ...checkIn, points: number } })}
            />
            <View className="field__label">连续签到另给</View>
            <ItemList<CheckIn['streakBonus'][number]>
              items={checkIn.streakBonus}
              onItems={(streakBonus) => change({ checkIn: { ...checkIn, streakBonus } })}
              most={5}
              openAt={at}
              addWords="加一档"
              titleOf={({ days, points: number }) => `连续${days}天 得${number}积分`}
              make={() => ({ days: nextDays(checkIn.streakBonus), points: 5 })}
            >
              {(bonus, changeBonus) => (
                <View>
                  <NumberField
                    label="连续"
                    least={2}
                    most={31}
                    unit="天"
                    value={bonus.days}
                    onValue={(days) => changeBonus({ days })}
                  />
                  <NumberField
                    label="另给"
                    most={10_000}
                    unit="积分"
                    value={bonus.points}
                    onValue={(number) => changeBonus({ points: number })}
                  />
                </View>
              )}
            </ItemList>
          </View>
        ) : null}
      </View>
    </View>
  )
}

function DecayFields({ rules, change }: RuleProps) {
  const { bonusDecay } = rules
  return (
    <View>
      <SwitchRow
        title="赠送的积分在卡到期后递减"
        detail="只对签到、活动送的积分;消费所得不受影响,获得时就写明"
        on={bonusDecay !== undefined}
        onChange={(on) => change({ bonusDecay: on ? DECAY : undefined })}
      />
      <View>
        {bonusDecay ? (
          <View>
            <PercentField
              label="每月保留"
              least={5000}
              most={9999}
              value={bonusDecay.keepBasisPoints}
              onValue={(keepBasisPoints) => change({ bonusDecay: { ...bonusDecay, keepBasisPoints } })}
            />
            <NumberField
              label="卡到期"
              least={0}
              most={366}
              unit="天后开始"
              value={bonusDecay.afterDays}
              onValue={(afterDays) => change({ bonusDecay: { ...bonusDecay, afterDays } })}
            />
          </View>
        ) : null}
      </View>
    </View>
  )
}

function nextDays(bonuses: CheckIn['streakBonus']): number {
  return Math.min(31, Math.max(0, ...bonuses.map(({ days }) => days)) + 7)
}
