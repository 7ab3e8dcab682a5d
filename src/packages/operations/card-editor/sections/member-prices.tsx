import { View } from '@tarojs/components'
import { CheckRow } from '@/components/check-row'
import { discountText, money } from '@/services/format'
import { newId, type CategoryDiscount, type Draft, type MemberPrice } from '../../draft/draft'
import { AmountField, DiscountField, NumberField, PercentField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import { type Section, type SectionProps } from './section'

export const memberPrices: Section = {
  id: 'memberPrices',
  also: ['categoryDiscounts'],
  title: '会员价与折扣',
  modes: ['ticket', 'alliance'],
  summary: ({ terms }) => {
    const titles = [...terms.memberPrices, ...terms.categoryDiscounts].map(({ title }) => title)
    return titles.length > 0 ? titles.join('、') : null
  },
  explains:
    '收银台扫会员码就按这里的价格算,每张小票写明省了多少、怎么算的。低于成本的价格发布前会拦下,确实要亏本促销需单独标明。',
  Fields,
}

type Rule = MemberPrice['rule']
type Scope = MemberPrice['scope']

function Fields({ terms, draft, at, changeTerms }: SectionProps) {
  const taken = [...terms.memberPrices, ...terms.categoryDiscounts]
  return (
    <View className="stack">
      <ItemList<MemberPrice>
        items={terms.memberPrices}
        onItems={(items) => changeTerms({ memberPrices: items })}
        most={50}
        openAt={at}
        addWords="加一项会员价"
        titleOf={({ title }) => title}
        detailOf={({ rule, scope }) => `${scopeWords(scope, draft)} · ${ruleWords(rule)}`}
        make={() => newMemberPrice(taken, draft)}
      >
        {(benefit, change) => <MemberPriceFields benefit={benefit} draft={draft} change={change} />}
      </ItemList>
      <ItemList<CategoryDiscount>
        items={terms.categoryDiscounts}
        onItems={(items) => changeTerms({ categoryDiscounts: items })}
        most={20}
        addWords="加一项分类满单折扣"
        titleOf={({ title }) => title}
        detailOf={({ basisPoints }) => `整单减${basisPoints / 100}%`}
        make={() => {
          const [category] = draft.categories
          return category
            ? {
                id: newId('discount', taken),
                title: `${category.name}整单减5%`,
                categoryId: category.id,
                basisPoints: 500,
              }
            : null
        }}
      >
        {(discount, change) => (
          <View>
            <TextField label="名称" value={discount.title} onValue={(title) => change({ title })} />
            <PickField
              label="分类"
              options={draft.categories}
              value={discount.categoryId}
              onValue={(categoryId) => change({ categoryId })}
            />
            <PercentField
              label="减免"
              least={1}
              most={10_000}
              value={discount.basisPoints}
              onValue={(basisPoints) => change({ basisPoints })}
            />
          </View>
        )}
      </ItemList>
    </View>
  )
}

interface BenefitProps {
  benefit: MemberPrice
  draft: Draft
  change: (part: Partial<MemberPrice>) => void
}

function MemberPriceFields({ benefit, draft, change }: BenefitProps) {
  const { title, scope, rule, perDay } = benefit
  return (
    <View>
      <TextField label="名称" value={title} onValue={(text) => change({ title: text })} />
      <PickField
        label="适用"
        options={[
          ...draft.categories.map(({ id, name }) => ({ id: `category:${id}`, name: `${name}(整个分类)` })),
          { id: 'products', name: '指定商品' },
        ]}
        value={scope.kind === 'category' ? `category:${scope.categoryId}` : 'products'}
        onValue={(id) => change({ scope: scopeOf(id, scope, draft) })}
      />
      <View>
        {scope.kind === 'products' ? (
          <ProductTicks scope={scope} draft={draft} onScope={(next) => change({ scope: next })} />
        ) : null}
      </View>
      <PickField
        label="算法"
        options={RULES}
        value={rule.kind}
        onValue={(kind) => change({ rule: ruleOf(kind) })}
      />
      <RuleField rule={rule} onRule={(next) => change({ rule: next })} />
      <NumberField
        label="每天最多"
        least={0}
        most={99}
        unit="件"
        value={perDay ?? 0}
        onValue={(count) => change({ perDay: count > 0 ? count : undefined })}
        hint="这张卡(含家人)每天按会员价买的件数,0为不限"
      />
      <CheckRow checked={benefit.lossLeader === true} onChange={(lossLeader) => change({ lossLeader })}>
        有意低于成本(亏本促销)
      </CheckRow>
    </View>
  )
}

/** Products one by one; the last tick stays, because a benefit for nothing can't be published. */
function ProductTicks(props: {
  scope: Extract<Scope, { kind: 'products' }>
  draft: Draft
  onScope: (scope: Scope) => void
}) {
  const { scope, draft, onScope } = props
  return (
    <View>
      {draft.products.map(({ id, name }) => (
        <CheckRow
          key={id}
          checked={scope.productIds.includes(id)}
          onChange={(checked) => {
            const others = scope.productIds.filter((one) => one !== id)
            const productIds = checked ? [...others, id] : others
            if (productIds.length > 0) onScope({ kind: 'products', productIds })
          }}
        >
          {name}
        </CheckRow>
      ))}
    </View>
  )
}

function RuleField({ rule, onRule }: { rule: Rule; onRule: (rule: Rule) => void }) {
  switch (rule.kind) {
    case 'fixed':
      return (
        <AmountField
          label="会员价"
          value={rule.price}
          onValue={(price) => onRule({ kind: 'fixed', price })}
        />
      )
    case 'percent':
      return (
        <DiscountField
          label="会员折扣"
          value={rule.basisPoints}
          onValue={(basisPoints) => onRule({ kind: 'percent', basisPoints })}
        />
      )
    case 'cost_plus':
      return (
        <PercentField
          label="成本的"
          most={100_000}
          value={rule.basisPoints}
          onValue={(basisPoints) => onRule({ kind: 'cost_plus', basisPoints })}
          hint="150% 就是成本的1.5倍;顾客只看到算出来的价格"
        />
      )
  }
}

const RULES = [
  { id: 'percent', name: '按折扣' },
  { id: 'cost_plus', name: '按成本的倍数' },
  { id: 'fixed', name: '一口价' },
]

function ruleOf(kind: string): Rule {
  if (kind === 'fixed') return { kind, price: 990 }
  return kind === 'cost_plus' ? { kind, basisPoints: 15_000 } : { kind: 'percent', basisPoints: 9000 }
}

function scopeOf(id: string, before: Scope, draft: Draft): Scope {
  if (id.startsWith('category:')) return { kind: 'category', categoryId: id.slice('category:'.length) }
  if (before.kind === 'products') return before
  const inside = draft.products.filter(({ categoryId }) => categoryId === before.categoryId)
  const first = inside[0] ?? draft.products[0]
  return first ? { kind: 'products', productIds: [first.id] } : before
}

function newMemberPrice(taken: readonly { id: string }[], { categories }: Draft): MemberPrice | null {
  const [category] = categories
  if (!category) return null
  return {
    id: newId('price', taken),
    title: `${category.name}9折`,
    scope: { kind: 'category', categoryId: category.id },
    rule: { kind: 'percent', basisPoints: 9000 },
    lossLeader: false,
  }
}

function scopeWords(scope: Scope, draft: Draft): string {
  if (scope.kind === 'products') return `${scope.productIds.length}件商品`
  return draft.categories.find(({ id }) => id === scope.categoryId)?.name ?? '分类已删除'
}

function ruleWords(rule: Rule): string {
  if (rule.kind === 'fixed') return money(rule.price)
  return rule.kind === 'percent' ? discountText(rule.basisPoints) : `成本×${rule.basisPoints / 100}%`
}
