import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { serverNow } from '@/services/clock'
import { dayText, money } from '@/services/format'
import { open } from '@/services/routes'
import { dayAfter } from '../../card-editor/sections/days'
import { newId } from '../../draft/draft'
import {
  loyaltyOf,
  participationOf,
  withGrowth,
  withLoyalty,
  type Badge,
  type Challenge,
  type Tier,
} from '../../draft/programme'
import { AudienceField } from '../../fields/audience-field'
import { AmountField, NumberField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { SpanField } from '../../fields/span-field'
import { TextField } from '../../fields/text-field'
import { BadgesPreview, ChallengesPreview } from '../previews/tiers'
import { namesOf, type Part, type PartProps } from './part'

type Given = Challenge['reward']

export const challenges: Part = {
  title: '升级挑战',
  explains:
    '在限定天数里消费满一定金额,就得到等级、成长值或积分。条件对所有人公开,参加了的人按参加时的条件算。',
  law: '消费者权益保护法实施条例第九条',
  costs: 'challenges',
  summary: ({ loyalty }) =>
    namesOf(
      (loyalty?.growth?.challenges ?? []).map(({ title }) => title),
      '个',
    ),
  Fields: ChallengeFields,
  Preview: ChallengesPreview,
}

function ChallengeFields({ draft, edit, at }: PartProps) {
  const growth = draft.loyalty?.growth
  if (!growth)
    return (
      <View className="stack">
        <View className="small">挑战的奖励和等级有关,先设好等级。</View>
        <Button kind="secondary" compact onTap={() => open('programmeForm', { part: 'tiers' })}>
          去设等级
        </Button>
      </View>
    )
  return (
    <ItemList<Challenge>
      path="loyalty.growth.challenges"
      items={growth.challenges}
      onItems={(list) => edit(withGrowth({ challenges: list }))}
      most={20}
      openAt={at}
      addWords="加一个挑战"
      titleOf={({ title }) => title}
      detailOf={({ spend, withinDays, through }) =>
        `${withinDays}天内满${money(spend)} · ${dayText(through, serverNow())}截止`
      }
      make={() => ({
        id: newId('challenge', growth.challenges),
        title: '',
        audience: {},
        from: dayAfter(serverNow(), 0),
        through: dayAfter(serverNow(), 30),
        spend: 50_000,
        withinDays: 30,
        reward: { kind: 'growth', growth: 200 },
      })}
    >
      {(challenge, change) => (
        <View>
          <TextField
            label="名称"
            path="title"
            value={challenge.title}
            onValue={(title) => change({ title })}
          />
          <SpanField from={challenge.from} through={challenge.through} change={change} />
          <NumberField
            label="参加后"
            most={90}
            unit="天内"
            value={challenge.withinDays}
            onValue={(withinDays) => change({ withinDays })}
          />
          <AmountField
            label="实付满"
            least={100}
            value={challenge.spend}
            onValue={(spend) => change({ spend })}
          />
          <GivenFields
            reward={challenge.reward}
            tiers={growth.tiers}
            onReward={(reward) => change({ reward })}
          />
          <AudienceField
            audience={challenge.audience}
            draft={draft}
            onAudience={(audience) => change({ audience })}
          />
        </View>
      )}
    </ItemList>
  )
}

function newGiven(kind: string): Given {
  if (kind === 'tier') return { kind, rank: 1 }
  return kind === 'points' ? { kind, points: 200 } : { kind: 'growth', growth: 200 }
}

function GivenFields(props: { reward: Given; tiers: readonly Tier[]; onReward: (reward: Given) => void }) {
  const { reward, tiers, onReward } = props
  return (
    <View>
      <PickField
        label="完成后得"
        options={[
          { id: 'growth', name: '成长值' },
          { id: 'points', name: '积分' },
          { id: 'tier', name: '直接升级' },
        ]}
        value={reward.kind}
        onValue={(id) => onReward(newGiven(id))}
      />
      <View>
        {reward.kind === 'growth' ? (
          <NumberField
            label="成长值"
            most={1_000_000}
            value={reward.growth}
            onValue={(growth) => onReward({ kind: 'growth', growth })}
          />
        ) : null}
        {reward.kind === 'points' ? (
          <NumberField
            label="积分"
            most={1_000_000}
            value={reward.points}
            onValue={(points) => onReward({ kind: 'points', points })}
          />
        ) : null}
        {reward.kind === 'tier' ? (
          <PickField
            label="等级"
            options={tiers.slice(1).map(({ rank, name }) => ({ id: String(rank), name }))}
            value={String(reward.rank)}
            onValue={(id) => onReward({ kind: 'tier', rank: Number(id) })}
            hint="保留一整期"
          />
        ) : null}
      </View>
    </View>
  )
}

export const badges: Part = {
  title: '徽章',
  explains: '完成够次数的订单,徽章解锁,可以带一份奖品。退货后次数不够了,没用掉的奖品会锁回去。',
  costs: 'badges',
  summary: (draft) =>
    namesOf(
      loyaltyOf(draft).badges.map(({ name }) => name),
      '枚',
    ),
  Fields: BadgeFields,
  Preview: BadgesPreview,
}

function BadgeFields({ draft, edit, at }: PartProps) {
  const { badges: items } = loyaltyOf(draft)
  return (
    <ItemList<Badge>
      path="loyalty.badges"
      items={items}
      onItems={(list) => edit(withLoyalty({ badges: list }))}
      most={30}
      openAt={at}
      addWords="加一枚徽章"
      titleOf={({ name }) => name}
      detailOf={({ orders }) => `满${orders}单`}
      make={() => ({ id: newId('badge', items), name: '', description: '', orders: 10, audience: {} })}
    >
      {(badge, change) => (
        <View>
          <TextField label="名称" path="name" value={badge.name} onValue={(name) => change({ name })} />
          <TextField
            label="说明"
            most={120}
            path="description"
            value={badge.description}
            onValue={(description) => change({ description })}
          />
          <NumberField
            label="完成"
            most={1000}
            unit="单"
            value={badge.orders}
            onValue={(orders) => change({ orders })}
          />
          <PickField
            label="只算分类"
            options={[{ id: '', name: '全部' }, ...draft.categories]}
            value={badge.categoryId ?? ''}
            onValue={(id) => change({ categoryId: id === '' ? undefined : id })}
          />
          <PickField
            label="奖品"
            options={[
              { id: '', name: '只有徽章' },
              ...participationOf(draft).rewards.map(({ id, title }) => ({ id, name: title })),
            ]}
            value={badge.rewardId ?? ''}
            onValue={(id) => change({ rewardId: id === '' ? undefined : id })}
          />
          <AudienceField
            audience={badge.audience}
            draft={draft}
            onAudience={(audience) => change({ audience })}
          />
        </View>
      )}
    </ItemList>
  )
}
