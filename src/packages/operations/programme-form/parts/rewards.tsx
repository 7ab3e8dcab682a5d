import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import { serverNow } from '@/services/clock'
import { money } from '@/services/format'
import { dayAfter } from '../../card-editor/sections/days'
import { newId, type Draft } from '../../draft/draft'
import { couponsOf, participationOf, withParticipation, type Reward } from '../../draft/programme'
import { AudienceField } from '../../fields/audience-field'
import { AmountField, NumberField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { PictureField } from '../../fields/picture-field'
import { SpanField } from '../../fields/span-field'
import { TextField } from '../../fields/text-field'
import { RewardsPreview } from '../previews/participation'
import { couponOptions } from './campaigns'
import { namesOf, type Part, type PartProps } from './part'

const YEAR_DAYS = 365

export const rewards: Part = {
  title: '奖品与积分商城',
  explains:
    '一样奖品可以放进积分商城,也可以只作徽章、抽奖、生日的礼物。剩多少如实显示,兑完就停。用积分换的凭证至少30天可用。',
  law: '民法典第四百九十六、四百九十七条',
  costs: 'rewards',
  summary: (draft) =>
    namesOf(
      participationOf(draft).rewards.map(({ title }) => title),
      '样',
    ),
  Fields: RewardList,
  Preview: RewardsPreview,
}

function RewardList({ draft, edit, at }: PartProps) {
  const { rewards: items } = participationOf(draft)
  return (
    <ItemList<Reward>
      path="participation.rewards"
      items={items}
      onItems={(list) => edit(withParticipation({ rewards: list }))}
      most={100}
      openAt={at}
      addWords="加一样奖品"
      titleOf={({ title }) => title}
      detailOf={({ shop, stock, cost }) =>
        `${shop ? `${shop.points}积分` : '不在商城'} · 备${stock}份 · 成本${money(cost)}`
      }
      make={() => ({
        id: newId('reward', items),
        title: '',
        detail: '',
        photo: '',
        gives: { kind: 'goods' },
        stock: 50,
        perMember: 1,
        voucherDays: 30,
        cost: 0,
      })}
    >
      {(reward, change) => <RewardFields reward={reward} change={change} draft={draft} />}
    </ItemList>
  )
}

interface RewardProps {
  reward: Reward
  change: (part: Partial<Reward>) => void
  draft: Draft
}

function RewardFields({ reward, change, draft }: RewardProps) {
  const { shop } = reward
  return (
    <View>
      <TextField label="奖品" path="title" value={reward.title} onValue={(title) => change({ title })} />
      <TextField
        label="说明"
        most={200}
        path="detail"
        value={reward.detail}
        onValue={(detail) => change({ detail })}
      />
      <PictureField
        label="照片"
        name={reward.title}
        value={reward.photo}
        onValue={(photo) => change({ photo })}
        hint="没有照片就用商品的"
      />
      <GivesFields reward={reward} change={change} draft={draft} />
      <AmountField
        label="每份成本"
        value={reward.cost}
        onValue={(cost) => change({ cost })}
        hint="店里的真实成本,会员看不到"
      />
      <NumberField
        label="备货"
        most={1_000_000}
        unit="份"
        value={reward.stock}
        onValue={(stock) => change({ stock })}
      />
      <NumberField
        label="每人最多"
        most={100}
        unit="份"
        value={reward.perMember}
        onValue={(perMember) => change({ perMember })}
      />
      <View>
        {reward.gives.kind === 'coupon' ? null : (
          <NumberField
            label="凭证"
            least={7}
            most={366}
            unit="天内可用"
            value={reward.voucherDays}
            onValue={(voucherDays) => change({ voucherDays })}
          />
        )}
      </View>
      <SwitchRow
        title="放进积分商城"
        on={shop !== undefined}
        onChange={(on) =>
          change({
            shop: on
              ? {
                  points: 100,
                  from: dayAfter(serverNow(), 0),
                  through: dayAfter(serverNow(), YEAR_DAYS),
                  audience: {},
                }
              : undefined,
          })
        }
      />
      <View>
        {shop ? (
          <View>
            <NumberField
              label="需要"
              least={0}
              most={10_000_000}
              unit="积分"
              value={shop.points}
              onValue={(points) => change({ shop: { ...shop, points } })}
              hint="0为免费领取(试吃、小样)"
            />
            <SpanField
              from={shop.from}
              through={shop.through}
              change={(part) => change({ shop: { ...shop, ...part } })}
            />
            <AudienceField
              audience={shop.audience}
              draft={draft}
              onAudience={(audience) => change({ shop: { ...shop, audience } })}
            />
          </View>
        ) : null}
      </View>
    </View>
  )
}

function GivesFields({ reward, change, draft }: RewardProps) {
  const { gives } = reward
  const [coupon] = couponsOf(draft).templates
  const choose = (id: string) => {
    if (id === 'coupon' && coupon) change({ gives: { kind: 'coupon', templateId: coupon.id } })
    else change({ gives: { kind: id === 'service' ? 'service' : 'goods' } })
  }
  return (
    <View>
      <PickField
        label="给的是"
        options={[
          { id: 'goods', name: '商品,到店领' },
          { id: 'service', name: '服务,到店用' },
          ...(coupon ? [{ id: 'coupon', name: '优惠券,直接到账' }] : []),
        ]}
        value={gives.kind}
        onValue={choose}
      />
      <View>
        {gives.kind === 'goods' ? (
          <PickField
            label="对应商品"
            options={[{ id: '', name: '不在卖的东西' }, ...draft.products]}
            value={gives.productId ?? ''}
            onValue={(id) => change({ gives: { kind: 'goods', productId: id === '' ? undefined : id } })}
            hint="选了在卖的商品,才显示它现在的售价"
          />
        ) : null}
        {gives.kind === 'coupon' ? (
          <PickField
            label="券"
            options={couponOptions(draft)}
            value={gives.templateId}
            onValue={(templateId) => change({ gives: { kind: 'coupon', templateId } })}
          />
        ) : null}
      </View>
    </View>
  )
}
