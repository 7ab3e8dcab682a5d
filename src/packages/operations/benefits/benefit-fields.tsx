import { View } from '@tarojs/components'
import type { Draft } from '../draft/draft'
import { participationOf, type BenefitOffer } from '../draft/programme'
import { AmountField, NumberField } from '../fields/figure-field'
import { ItemList } from '../fields/item-list'
import { PickField } from '../fields/pick-field'
import { PicksField } from '../fields/picks-field'
import { TextField } from '../fields/text-field'
import { AppointmentFields } from './appointment-fields'
import { newOption } from './new-benefit'

type Window = Extract<BenefitOffer, { kind: 'quota' }>['per']
type Choice = Extract<BenefitOffer, { kind: 'choice' }>

interface Props {
  offer: BenefitOffer
  onOffer: (offer: BenefitOffer) => void
  draft: Draft
  period: boolean
}

/** The fields of one kind of benefit; what all kinds have stands around them. */
export function BenefitFields({ offer, onOffer, draft, period }: Props) {
  const products = draft.products
  switch (offer.kind) {
    case 'quota':
      return (
        <View>
          <WindowField value={offer.per} period={period} onValue={(per) => onOffer({ ...offer, per })} />
          <NumberField
            label="可用"
            most={10_000}
            value={offer.units}
            onValue={(units) => onOffer({ ...offer, units })}
          />
          <TextField
            label="单位"
            most={6}
            value={offer.unit}
            onValue={(unit) => onOffer({ ...offer, unit })}
            placeholder="杯、次、分钟"
          />
          <WorthField offer={offer} onOffer={onOffer} draft={draft} />
        </View>
      )
    case 'service':
      return (
        <View>
          <WindowField value={offer.per} period={period} onValue={(per) => onOffer({ ...offer, per })} />
          <NumberField
            label="可用"
            most={100}
            unit="次"
            value={offer.units}
            onValue={(units) => onOffer({ ...offer, units })}
          />
          <WorthField offer={offer} onOffer={onOffer} draft={draft} />
          <AppointmentFields offer={offer} onOffer={onOffer} draft={draft} />
        </View>
      )
    case 'first_of_day':
      return (
        <View>
          <AmountField
            label="每天第一单的价格"
            value={offer.price}
            onValue={(price) => onOffer({ ...offer, price })}
          />
          <PicksField
            label="商品"
            options={products}
            chosen={offer.productIds}
            onChosen={(productIds) => onOffer({ ...offer, productIds })}
          />
        </View>
      )
    case 'capped':
      return (
        <View>
          <WindowField value={offer.per} period={period} onValue={(per) => onOffer({ ...offer, per })} />
          <AmountField
            label="合计最多"
            least={1}
            value={offer.most}
            onValue={(most) => onOffer({ ...offer, most })}
          />
        </View>
      )
    case 'delivery':
      return (
        <View>
          <WindowField value={offer.per} period={period} onValue={(per) => onOffer({ ...offer, per })} />
          <NumberField
            label="可免"
            most={1000}
            unit="次"
            value={offer.times}
            onValue={(times) => onOffer({ ...offer, times })}
          />
          <AmountField
            label="每单最多免"
            least={1}
            value={offer.most}
            onValue={(most) => onOffer({ ...offer, most })}
          />
        </View>
      )
    case 'warranty':
      return (
        <View>
          <NumberField
            label="购买后"
            most={365}
            unit="天内"
            value={offer.days}
            onValue={(days) => onOffer({ ...offer, days })}
          />
          <PicksField
            label="商品"
            options={products}
            chosen={offer.productIds}
            onChosen={(productIds) => onOffer({ ...offer, productIds })}
          />
        </View>
      )
    case 'choice':
      return <ChoiceFields offer={offer} onOffer={onOffer} draft={draft} period={period} />
    case 'if_available':
      return <WorthField offer={offer} onOffer={onOffer} draft={draft} />
    case 'fulfilment':
      return (
        <View>
          <EachField value={offer.per} period={period} onValue={(per) => onOffer({ ...offer, per })} />
          <TextField
            label="店员要做什么"
            most={120}
            value={offer.task}
            onValue={(task) => onOffer({ ...offer, task })}
            hint="到时候出现在店员的待办里"
          />
        </View>
      )
    case 'birthday':
      return (
        <PickField
          label="礼品"
          options={participationOf(draft).rewards.map(({ id, title }) => ({ id, name: title }))}
          value={offer.rewardId}
          onValue={(rewardId) => onOffer({ ...offer, rewardId })}
          hint="在「奖品与积分商城」里准备;没有库存就不能承诺"
        />
      )
    case 'privilege':
      return (
        <PickField
          label="优先"
          options={[
            { id: 'priority_support', name: '咨询优先答复' },
            { id: 'priority_booking', name: '预约优先开放' },
          ]}
          value={offer.flag}
          onValue={(id) =>
            onOffer({ ...offer, flag: id === 'priority_booking' ? 'priority_booking' : 'priority_support' })
          }
        />
      )
  }
}

const WINDOWS: readonly { id: Window; name: string }[] = [
  { id: 'day', name: '每天' },
  { id: 'week', name: '每周(周一起)' },
  { id: 'month', name: '每月' },
]
const PERIOD: { id: Window; name: string } = { id: 'period', name: '付费期内共' }

function WindowField(props: { value: Window; period: boolean; onValue: (window: Window) => void }) {
  const options = props.period ? [...WINDOWS, PERIOD] : WINDOWS
  return (
    <PickField
      label="怎么算"
      options={options}
      value={props.value}
      onValue={(id) => {
        const option = options.find((one) => one.id === id)
        if (option) props.onValue(option.id)
      }}
    />
  )
}

function EachField(props: {
  value: 'month' | 'period'
  period: boolean
  onValue: (per: 'month' | 'period') => void
}) {
  return (
    <PickField
      label="怎么算"
      options={[
        { id: 'month', name: '每月' },
        ...(props.period ? [{ id: 'period', name: '付费期一次' }] : []),
      ]}
      value={props.value}
      onValue={(id) => props.onValue(id === 'period' ? 'period' : 'month')}
    />
  )
}

type Priced = Extract<BenefitOffer, { kind: 'quota' | 'service' | 'if_available' }>

/** One use counts as saved what this product costs then, or nothing (L4). */
function WorthField(props: { offer: Priced; onOffer: (offer: BenefitOffer) => void; draft: Draft }) {
  const { offer, onOffer, draft } = props
  return (
    <PickField
      label="对应商品"
      options={[{ id: '', name: '不计省钱' }, ...draft.products]}
      value={offer.productId ?? ''}
      onValue={(id) => onOffer({ ...offer, productId: id === '' ? undefined : id })}
      hint="用一次按它当时的售价计入“已省”;没有对应商品就不计"
    />
  )
}

function ChoiceFields({
  offer,
  onOffer,
  draft,
  period,
}: {
  offer: Choice
  onOffer: (offer: BenefitOffer) => void
  draft: Draft
  period: boolean
}) {
  return (
    <View>
      <EachField value={offer.per} period={period} onValue={(per) => onOffer({ ...offer, per })} />
      <ItemList<Choice['options'][number]>
        items={offer.options}
        onItems={(options) => onOffer({ ...offer, options })}
        least={2}
        most={8}
        addWords="加一个选项"
        titleOf={({ title, units, unit }) => `${title || '未命名'} ${units}${unit}`}
        make={() => newOption(offer.options)}
      >
        {(option, change) => (
          <View>
            <TextField label="选项" value={option.title} onValue={(title) => change({ title })} />
            <NumberField
              label="数量"
              most={1000}
              value={option.units}
              onValue={(units) => change({ units })}
            />
            <TextField label="单位" most={6} value={option.unit} onValue={(unit) => change({ unit })} />
            <PickField
              label="对应商品"
              options={[{ id: '', name: '不计省钱' }, ...draft.products]}
              value={option.productId ?? ''}
              onValue={(id) => change({ productId: id === '' ? undefined : id })}
            />
            <AmountField label="每份成本" value={option.cost} onValue={(cost) => change({ cost })} />
          </View>
        )}
      </ItemList>
    </View>
  )
}
