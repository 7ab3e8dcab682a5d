import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import { money } from '@/services/format'
import { newId, type Draft } from '../draft/draft'
import type { BenefitKind, BenefitOffer } from '../draft/programme'
import { AmountField } from '../fields/figure-field'
import { ItemList } from '../fields/item-list'
import { PickField } from '../fields/pick-field'
import { TextField } from '../fields/text-field'
import { BenefitFields } from './benefit-fields'
import { BENEFIT_NAMES, newBenefit } from './new-benefit'

interface Props {
  benefits: readonly BenefitOffer[]
  onBenefits: (benefits: BenefitOffer[]) => void
  kinds: readonly BenefitKind[]
  /** Whether there is a paid period to count by. */
  period: boolean
  draft: Draft
  at: number | null
}

/** What a holder can use beside prices: of a card or of a tier. */
export function BenefitList({ benefits, onBenefits, kinds, period, draft, at }: Props) {
  return (
    <ItemList<BenefitOffer>
      items={benefits}
      onItems={onBenefits}
      most={30}
      openAt={at}
      addWords="加一项权益"
      titleOf={({ title }) => title}
      detailOf={({ kind, cost }) => `${BENEFIT_NAMES[kind]} · 每次成本${money(cost)}`}
      make={() =>
        newBenefit('quota', { id: newId('benefit', benefits), title: '', detail: '', cost: 0 }, draft)
      }
    >
      {(offer, _change, replace) => (
        <View>
          <PickField
            label="种类"
            options={kinds.map((kind) => ({ id: kind, name: BENEFIT_NAMES[kind] }))}
            value={offer.kind}
            onValue={(id) => {
              const kind = kinds.find((one) => one === id)
              if (kind && kind !== offer.kind) replace(newBenefit(kind, offer, draft))
            }}
          />
          <TextField label="名称" value={offer.title} onValue={(title) => replace({ ...offer, title })} />
          <TextField
            label="一句话说明"
            most={200}
            value={offer.detail}
            onValue={(detail) => replace({ ...offer, detail })}
            hint="写做得到的;次数和条件由系统写在旁边"
          />
          <BenefitFields offer={offer} onOffer={replace} draft={draft} period={period} />
          <View>
            {offer.kind === 'choice' ? null : (
              <AmountField
                label="每次成本"
                value={offer.cost}
                onValue={(cost) => replace({ ...offer, cost })}
                hint="店里的真实成本,会员看不到"
              />
            )}
          </View>
          <GateField offer={offer} onOffer={replace} period={period} />
        </View>
      )}
    </ItemList>
  )
}

/** A condition that is told before the purchase (M040). */
function GateField({
  offer,
  onOffer,
  period,
}: {
  offer: BenefitOffer
  onOffer: (offer: BenefitOffer) => void
  period: boolean
}) {
  const { gate } = offer
  return (
    <View>
      <SwitchRow
        title="消费满一定金额才开放"
        detail="购买前就写在权益旁边"
        on={gate !== undefined}
        onChange={(on) => onOffer({ ...offer, gate: on ? { spend: 10_000, within: 'month' } : undefined })}
      />
      <View>
        {gate ? (
          <View>
            <PickField
              label="计算"
              options={[
                { id: 'month', name: '当月' },
                ...(period ? [{ id: 'period', name: '这张卡的付费期' }] : []),
              ]}
              value={gate.within}
              onValue={(id) =>
                onOffer({ ...offer, gate: { ...gate, within: id === 'period' ? 'period' : 'month' } })
              }
            />
            <AmountField
              label="实付满"
              least={100}
              value={gate.spend}
              onValue={(spend) => onOffer({ ...offer, gate: { ...gate, spend } })}
            />
          </View>
        ) : null}
      </View>
    </View>
  )
}
