import { View } from '@tarojs/components'
import { money } from '@/services/format'
import { newId, type Draft } from '../../draft/draft'
import { couponsOf, withCoupons, type CouponTemplate } from '../../draft/programme'
import { AudienceField } from '../../fields/audience-field'
import { AmountField, NumberField, PercentField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { LimitField } from '../../fields/picks-field'
import { TextField } from '../../fields/text-field'
import { TemplatesPreview } from '../previews/coupons'
import { namesOf, type Part, type PartProps } from './part'

type Value = CouponTemplate['value']
type Channel = NonNullable<CouponTemplate['scope']['channels']>[number]

export const templates: Part = {
  title: '优惠券',
  explains:
    '券先在这里设计,再通过领券活动、积分兑换、续费、奖品发给会员。改动只影响之后发的券,已经发出的照原样使用。券跟着会员码,不能转让;一单里系统替会员选最省的组合。',
  law: '消费者权益保护法第二十六条',
  costs: 'templates',
  summary: (draft) =>
    namesOf(
      couponsOf(draft).templates.map(({ title }) => title),
      '种',
    ),
  Fields,
  Preview: TemplatesPreview,
}

function Fields({ draft, edit, at }: PartProps) {
  const { templates: items } = couponsOf(draft)
  return (
    <ItemList<CouponTemplate>
      path="coupons.templates"
      items={items}
      onItems={(list) => edit(withCoupons({ templates: list }))}
      most={100}
      openAt={at}
      addWords="加一种券"
      titleOf={({ title }) => title}
      detailOf={templateWords}
      make={() => ({
        id: newId('coupon', items),
        title: '5元券',
        value: { kind: 'amount', amount: 500 },
        threshold: 2000,
        scope: {},
        audience: {},
        combines: { kind: 'alone' },
        days: 30,
        perMember: 1,
      })}
    >
      {(template, change) => <TemplateFields template={template} change={change} draft={draft} />}
    </ItemList>
  )
}

interface FieldProps {
  template: CouponTemplate
  change: (part: Partial<CouponTemplate>) => void
  draft: Draft
}

function TemplateFields({ template, change, draft }: FieldProps) {
  const { title, value, threshold, combines, days, perMember, issueLimit, audience } = template
  return (
    <View>
      <TextField label="券名" path="title" value={title} onValue={(text) => change({ title: text })} />
      <ValueFields value={value} onValue={(next) => change({ value: next })} />
      <AmountField
        label="使用门槛"
        path="threshold"
        value={threshold}
        onValue={(fen) => change({ threshold: fen })}
        hint="适用商品按会员价、用券前的金额,0为无门槛"
      />
      <ScopeFields template={template} change={change} draft={draft} />
      <PickField
        label="与其他券"
        options={[
          { id: 'alone', name: '单独使用' },
          { id: 'group', name: '可与不同类的券同用' },
        ]}
        value={combines.kind}
        onValue={(id) =>
          change({ combines: id === 'group' ? { kind: 'group', group: value.kind } : { kind: 'alone' } })
        }
        hint="同用时一单最多三张,满减、折扣、兑换、运费各一张"
      />
      <NumberField
        label="到账后"
        most={366}
        unit="天有效"
        path="days"
        value={days}
        onValue={(number) => change({ days: number })}
        hint="到账当天不算在内"
      />
      <NumberField
        label="每人最多领"
        most={100}
        unit="张"
        path="perMember"
        value={perMember}
        onValue={(number) => change({ perMember: number })}
      />
      <NumberField
        label="总共发"
        least={0}
        most={1_000_000}
        unit="张"
        value={issueLimit ?? 0}
        onValue={(number) => change({ issueLimit: number > 0 ? number : undefined })}
        hint="0为不限;续费和奖品承诺的券不能限量"
      />
      <AudienceField audience={audience} draft={draft} onAudience={(next) => change({ audience: next })} />
    </View>
  )
}

const KINDS = [
  { id: 'amount', name: '减金额' },
  { id: 'percent', name: '打折' },
  { id: 'product', name: '免一件' },
  { id: 'delivery', name: '免配送费' },
]

function newValue(kind: string): Value {
  if (kind === 'percent') return { kind, basisPoints: 1000, most: 2000 }
  if (kind === 'delivery') return { kind, most: 500 }
  return kind === 'product' ? { kind } : { kind: 'amount', amount: 500 }
}

function ValueFields({ value, onValue }: { value: Value; onValue: (value: Value) => void }) {
  return (
    <View>
      <PickField label="优惠" options={KINDS} value={value.kind} onValue={(id) => onValue(newValue(id))} />
      <View>
        {value.kind === 'amount' ? (
          <AmountField
            label="面额"
            least={1}
            value={value.amount}
            onValue={(amount) => onValue({ kind: 'amount', amount })}
          />
        ) : null}
        {value.kind === 'percent' ? (
          <PercentField
            label="减"
            least={1}
            most={10_000}
            value={value.basisPoints}
            onValue={(basisPoints) => onValue({ ...value, basisPoints })}
            hint="10%就是9折"
          />
        ) : null}
        {value.kind === 'percent' || value.kind === 'delivery' ? (
          <AmountField
            label="最多减"
            least={1}
            value={value.most}
            onValue={(most) => onValue({ ...value, most })}
          />
        ) : null}
        {value.kind === 'product' ? (
          <View className="field__hint">免掉适用商品里价格较低的一件。请在下面选定商品或分类。</View>
        ) : null}
      </View>
    </View>
  )
}

/** Branches x goods x channel (M058). */
function ScopeFields({ template, change, draft }: FieldProps) {
  const { scope } = template
  const set = (part: CouponTemplate['scope']) => change({ scope: { ...scope, ...part } })
  return (
    <View>
      <LimitField
        title="只限部分门店"
        options={draft.branches}
        chosen={scope.branchIds}
        onChosen={(branchIds) => set({ branchIds })}
      />
      <LimitField
        title="只限部分分类"
        options={draft.categories}
        chosen={scope.categoryIds}
        onChosen={(categoryIds) => set({ categoryIds })}
      />
      <LimitField
        title="只限部分商品"
        options={draft.products}
        chosen={scope.productIds}
        onChosen={(productIds) => set({ productIds })}
      />
      <PickField
        label="用在"
        options={[
          { id: 'both', name: '到店和外送' },
          { id: 'counter', name: '仅到店' },
          { id: 'delivery', name: '仅外送' },
        ]}
        value={scope.channels?.length === 1 ? (scope.channels[0] ?? 'both') : 'both'}
        onValue={(id) => set({ channels: id === 'both' ? undefined : [id as Channel] })}
      />
    </View>
  )
}

/** What a coupon does, in a line of a list. */
export function templateWords({ value, threshold, days }: CouponTemplate): string {
  const from = threshold > 0 ? `满${money(threshold)}` : ''
  const what =
    value.kind === 'amount'
      ? `减${money(value.amount)}`
      : value.kind === 'percent'
        ? `减${value.basisPoints / 100}%`
        : value.kind === 'product'
          ? '免一件'
          : '免配送费'
  return `${from}${what} · ${days}天有效`
}
