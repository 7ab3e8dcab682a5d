import { View } from '@tarojs/components'
import { serverNow } from '@/services/clock'
import { dayText, money } from '@/services/format'
import { newId, type PlanTerms } from '../../draft/draft'
import { AmountField, NumberField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { DayField, PickField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import { dayAfter } from './days'
import { WITH_A_TERM, type Section, type SectionProps } from './section'

type ValuePart = NonNullable<PlanTerms['valueParts']>[number]
type Comparator = NonNullable<PlanTerms['comparators']>[number]

export const valueParts: Section = {
  id: 'valueParts',
  title: '价值清单',
  modes: WITH_A_TERM,
  summary: ({ terms }) => (terms.valueParts?.length ? `${terms.valueParts.length}项` : null),
  explains:
    '告诉顾客“都用上”值多少:只按正在卖的商品现价计算,并且总和旁边一定同时显示会员的实际节省中位数。没有对应商品的不计入。',
  law: '明码标价和禁止价格欺诈规定',
  Fields: ({ terms, draft, at, changeTerms }: SectionProps) => (
    <ItemList<ValuePart>
      items={terms.valueParts ?? []}
      onItems={(items) => changeTerms({ valueParts: items.length > 0 ? items : undefined })}
      most={20}
      openAt={at}
      addWords="加一项"
      titleOf={({ label }) => label}
      detailOf={({ uses, cost }) => `${uses}次 · 每次成本${money(cost)}`}
      make={() => {
        const product = draft.products[0]
        return {
          label: product?.name ?? '',
          uses: 12,
          cost: product?.cost ?? 0,
          ...(product ? { productId: product.id } : {}),
        }
      }}
    >
      {(part, change) => (
        <View>
          <PickField
            label="对应商品"
            options={draft.products}
            value={part.productId ?? ''}
            onValue={(id) => {
              const product = draft.products.find((one) => one.id === id)
              if (product) change({ productId: id, label: product.name, cost: product.cost })
            }}
          />
          <TextField label="怎么写" value={part.label} onValue={(label) => change({ label })} />
          <NumberField
            label="一期内"
            most={1000}
            unit="次"
            value={part.uses}
            onValue={(uses) => change({ uses })}
          />
          <AmountField
            label="每次成本"
            value={part.cost}
            onValue={(cost) => change({ cost })}
            hint="只用来算账,顾客看不到"
          />
        </View>
      )}
    </ItemList>
  ),
}

export const comparators: Section = {
  id: 'comparators',
  title: '同类参考价',
  modes: WITH_A_TERM,
  summary: ({ terms }) =>
    terms.comparators?.length ? terms.comparators.map(({ name }) => name).join('、') : null,
  explains: '只写真实看到的价格:哪里、哪天看到的都会显示。看到之日起30天后自动不再显示,也不评价别家好坏。',
  law: '明码标价规定、广告法第十一、十三条',
  Fields: ComparatorFields,
}

function ComparatorFields({ terms, at, changeTerms }: SectionProps) {
  const now = serverNow()
  return (
    <ItemList<Comparator>
      items={terms.comparators ?? []}
      onItems={(items) => changeTerms({ comparators: items.length > 0 ? items : undefined })}
      most={3}
      openAt={at}
      addWords="加一个参考价"
      titleOf={({ name }) => name}
      detailOf={({ price, checkedOn, expiresOn }) =>
        `${money(price)} · ${dayText(checkedOn, now)}看到 · 显示到${dayText(expiresOn, now)}`
      }
      make={() => ({
        id: newId('price', terms.comparators ?? []),
        name: '',
        price: 19_900,
        source: '',
        checkedOn: dayAfter(now, 0),
        expiresOn: dayAfter(now, 30),
      })}
    >
      {(comparator, change) => (
        <View>
          <TextField
            label="是什么"
            value={comparator.name}
            onValue={(name) => change({ name })}
            placeholder="例如:某连锁咖啡年卡"
          />
          <AmountField
            label="价格"
            least={1}
            value={comparator.price}
            onValue={(price) => change({ price })}
          />
          <TextField
            label="哪里看到的"
            most={300}
            value={comparator.source}
            onValue={(source) => change({ source })}
            hint="网址,或哪家店、怎么看到的;会显示给顾客"
          />
          <DayField
            label="看到的日子"
            value={comparator.checkedOn}
            onValue={(checkedOn) => change({ checkedOn })}
          />
          <DayField
            label="显示到"
            value={comparator.expiresOn}
            onValue={(expiresOn) => change({ expiresOn })}
          />
        </View>
      )}
    </ItemList>
  )
}
