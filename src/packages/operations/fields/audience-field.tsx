import { View } from '@tarojs/components'
import type { Draft } from '../draft/draft'
import { tiersOf, type Audience } from '../draft/programme'
import { PickField } from './pick-field'
import { PicksField } from './picks-field'

interface Props {
  audience: Audience
  draft: Draft
  onAudience: (audience: Audience) => void
}

const CARDS = [
  { id: 'none', name: '不限' },
  { id: 'any', name: '持有任意会员卡' },
  { id: 'some', name: '持有指定会员卡' },
]

/** Who may have it. Everybody can read this rule (L3). */
export function AudienceField({ audience, draft, onAudience }: Props) {
  const { planIds, cardHolders, tierAtLeast } = audience
  const tiers = tiersOf(draft)
  const plans = draft.plans.map(({ id, terms }) => ({ id, name: terms.name }))
  const others = tierAtLeast === undefined ? {} : { tierAtLeast }
  const chooseCards = (id: string) => {
    const [first] = plans
    if (id === 'some' && first) onAudience({ ...others, planIds: [first.id] })
    else onAudience(id === 'any' ? { ...others, cardHolders: true } : others)
  }
  return (
    <View>
      <PickField
        label="对象:会员卡"
        options={CARDS}
        value={planIds ? 'some' : cardHolders ? 'any' : 'none'}
        onValue={chooseCards}
        hint="条件会公开显示给所有会员"
      />
      <View>
        {planIds ? (
          <PicksField
            label=""
            options={plans}
            chosen={planIds}
            onChosen={(ids) => onAudience({ ...others, planIds: ids })}
          />
        ) : null}
      </View>
      <View>
        {tiers.length > 1 || tierAtLeast !== undefined ? (
          <PickField
            label="对象:等级"
            options={[
              { id: '', name: '不限' },
              ...tiers.slice(1).map(({ name, rank }) => ({ id: String(rank), name: `${name}及以上` })),
            ]}
            value={tierAtLeast === undefined ? '' : String(tierAtLeast)}
            onValue={(id) => {
              const cards = planIds ? { planIds } : cardHolders ? { cardHolders } : {}
              onAudience(id === '' ? cards : { ...cards, tierAtLeast: Number(id) })
            }}
          />
        ) : null}
      </View>
    </View>
  )
}
