import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { SwitchRow } from '@/components/switch-row'
import { BenefitList } from '../../benefits/benefit-list'
import { TIER_KINDS } from '../../benefits/new-benefit'
import { newId, type Draft } from '../../draft/draft'
import { withGrowth, withLoyalty, type Growth, type Tier } from '../../draft/programme'
import { HundredthsField, NumberField, TimesField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import { TiersPreview } from '../previews/tiers'
import { namesOf, type Part, type PartProps } from './part'

const ONCE = 10_000

/** Three to begin with, in yuan that were really paid. */
const START: Growth = {
  perYuanHundredths: 100,
  window: 'rolling_12_months',
  tierMonths: 12,
  landing: 'one_down',
  tiers: [
    { id: 'tier-1', name: '铜卡', rank: 0, threshold: 0, keep: 0, pointsBasisPoints: ONCE, benefits: [] },
    {
      id: 'tier-2',
      name: '银卡',
      rank: 1,
      threshold: 1000,
      keep: 800,
      pointsBasisPoints: 12_000,
      benefits: [],
    },
    {
      id: 'tier-3',
      name: '金卡',
      rank: 2,
      threshold: 3000,
      keep: 2400,
      pointsBasisPoints: 15_000,
      benefits: [],
    },
  ],
  challenges: [],
}

export const tiers: Part = {
  title: '等级',
  explains:
    '成长值来自实付金额,只升等级,不能花。升级当场生效;保级看等级有效期内的成长值,没达到按下面的办法落级。发布后的等级不能删除或换位,可以改名、调整门槛、在上面增加。',
  law: '民法典第四百九十七条',
  costs: 'tiers',
  summary: ({ loyalty }) =>
    namesOf(
      (loyalty?.growth?.tiers ?? []).map(({ name }) => name),
      '级',
    ),
  Fields,
  Preview: TiersPreview,
}

function Fields({ draft, edit, at }: PartProps) {
  const growth = draft.loyalty?.growth
  if (!growth)
    return (
      <View className="stack">
        <View className="small">还没有等级。先放三级,再改成自己的名字和门槛。</View>
        <Button kind="secondary" onTap={() => edit(withLoyalty({ growth: START }))}>
          设三个等级
        </Button>
      </View>
    )
  return (
    <View className="stack">
      <View>
        <Rules growth={growth} edit={edit} />
      </View>
      <View>
        <View className="field__label">等级,从低到高</View>
        <ItemList<Tier>
          path="loyalty.growth.tiers"
          items={growth.tiers}
          onItems={(list) => edit(withGrowth({ tiers: list.map((tier, rank) => ({ ...tier, rank })) }))}
          least={1}
          most={10}
          openAt={at}
          addWords="加一级"
          titleOf={({ name }) => name}
          detailOf={({ threshold, keep, benefits }) =>
            `${threshold > 0 ? `升级${threshold} · 保级${keep}` : '人人都有'}${benefits.length > 0 ? ` · ${benefits.length}项权益` : ''}`
          }
          make={() => nextTier(growth.tiers)}
        >
          {(tier, change) => <TierFields tier={tier} change={change} draft={draft} />}
        </ItemList>
      </View>
      <Button kind="text" icon="trash" onTap={() => edit(withLoyalty({ growth: undefined }))}>
        不设等级
      </Button>
    </View>
  )
}

function Rules({ growth, edit }: { growth: Growth; edit: PartProps['edit'] }) {
  const { permanence } = growth
  const top = growth.tiers.length - 1
  return (
    <View>
      <HundredthsField
        label="实付每1元得"
        most={10_000}
        unit="成长值"
        value={growth.perYuanHundredths}
        onValue={(perYuanHundredths) => edit(withGrowth({ perYuanHundredths }))}
      />
      <PickField
        label="升级看"
        options={[
          { id: 'rolling_12_months', name: '近12个月' },
          { id: 'calendar_year', name: '当年(1月1日重新计算)' },
        ]}
        value={growth.window}
        onValue={(id) =>
          edit(withGrowth({ window: id === 'calendar_year' ? 'calendar_year' : 'rolling_12_months' }))
        }
      />
      <NumberField
        label="等级保留"
        least={6}
        most={24}
        unit="个月"
        value={growth.tierMonths}
        onValue={(tierMonths) => edit(withGrowth({ tierMonths }))}
      />
      <PickField
        label="没有保级时"
        options={[
          { id: 'one_down', name: '只降一级,再保留一期' },
          { id: 'balance_based', name: '按当时的成长值定级' },
        ]}
        value={growth.landing}
        onValue={(id) => edit(withGrowth({ landing: id === 'balance_based' ? 'balance_based' : 'one_down' }))}
      />
      <SwitchRow
        title="老会员长期保级"
        detail="会员卡连续付费若干年后,等级不再下降"
        on={permanence !== undefined}
        onChange={(on) =>
          edit(
            withGrowth({
              permanence: on ? { years: 3, graceDays: 30, rank: Math.max(1, top) } : undefined,
            }),
          )
        }
      />
      <View>
        {permanence ? (
          <View>
            <NumberField
              label="连续付费"
              least={2}
              most={10}
              unit="年"
              value={permanence.years}
              onValue={(years) => edit(withGrowth({ permanence: { ...permanence, years } }))}
            />
            <NumberField
              label="中断不超过"
              least={0}
              most={60}
              unit="天"
              value={permanence.graceDays}
              onValue={(graceDays) => edit(withGrowth({ permanence: { ...permanence, graceDays } }))}
            />
            <PickField
              label="保留的等级"
              options={growth.tiers.slice(1).map(({ rank, name }) => ({ id: String(rank), name }))}
              value={String(permanence.rank)}
              onValue={(id) => edit(withGrowth({ permanence: { ...permanence, rank: Number(id) } }))}
            />
          </View>
        ) : null}
      </View>
    </View>
  )
}

function TierFields(props: { tier: Tier; change: (part: Partial<Tier>) => void; draft: Draft }) {
  const { tier, change, draft } = props
  return (
    <View>
      <TextField label="名称" path="name" value={tier.name} onValue={(name) => change({ name })} />
      <View>
        {tier.rank === 0 ? (
          <View className="field__hint">这一级人人都有,不需要成长值。</View>
        ) : (
          <View>
            <NumberField
              label="升级需要"
              least={1}
              most={10_000_000}
              unit="成长值"
              path="threshold"
              value={tier.threshold}
              onValue={(threshold) => change({ threshold })}
            />
            <NumberField
              label="保级需要"
              least={0}
              most={10_000_000}
              unit="成长值"
              path="keep"
              value={tier.keep}
              onValue={(keep) => change({ keep })}
              hint="等级有效期内,不能高于升级需要的"
            />
          </View>
        )}
      </View>
      <View>
        {draft.loyalty?.points ? (
          <TimesField
            label="积分和签到"
            least={ONCE}
            most={100_000}
            value={tier.pointsBasisPoints}
            onValue={(pointsBasisPoints) => change({ pointsBasisPoints })}
            hint="相对最低等级的倍数"
          />
        ) : null}
      </View>
      <View className="field__label">这一级的权益</View>
      <BenefitList
        benefits={tier.benefits}
        onBenefits={(benefits) => change({ benefits })}
        kinds={TIER_KINDS}
        period={false}
        draft={draft}
        at={null}
      />
    </View>
  )
}

function nextTier(list: readonly Tier[]): Tier {
  const below = list[list.length - 1]
  const threshold = (below?.threshold ?? 0) * 2 || 1000
  return {
    id: newId('tier', list),
    name: '',
    rank: list.length,
    threshold,
    keep: threshold,
    pointsBasisPoints: below?.pointsBasisPoints ?? ONCE,
    benefits: [],
  }
}
