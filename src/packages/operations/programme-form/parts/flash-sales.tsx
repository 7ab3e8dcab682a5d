import { View } from '@tarojs/components'
import { serverNow } from '@/services/clock'
import { money } from '@/services/format'
import { dayAfter } from '../../card-editor/sections/days'
import { newId } from '../../draft/draft'
import { participationOf, withParticipation, type FlashSale } from '../../draft/programme'
import { AudienceField } from '../../fields/audience-field'
import { AmountField, NumberField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { PicksField } from '../../fields/picks-field'
import { SpanField } from '../../fields/span-field'
import { TextField } from '../../fields/text-field'
import { FlashSalesPreview } from '../previews/participation'
import { namesOf, type Part, type PartProps } from './part'

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'].map((day, index) => ({
  id: String(index + 1),
  name: `每周${day}`,
}))

export const flashSales: Part = {
  title: '每周限时抢',
  explains: '固定一天,线上付款,到店凭证取货。每次的份数如实显示,卖完为止。',
  law: '明码标价和禁止价格欺诈规定',
  costs: 'flashSales',
  summary: (draft) =>
    namesOf(
      participationOf(draft).flashSales.map(({ title }) => title),
      '个',
    ),
  Fields: FlashSaleList,
  Preview: FlashSalesPreview,
}

function FlashSaleList({ draft, edit, at }: PartProps) {
  const { flashSales: items } = participationOf(draft)
  const [product] = draft.products
  return (
    <ItemList<FlashSale>
      path="participation.flashSales"
      items={items}
      onItems={(list) => edit(withParticipation({ flashSales: list }))}
      most={20}
      openAt={at}
      addWords="加一个"
      titleOf={({ title }) => title}
      detailOf={({ weekday, price, stock }) =>
        `${WEEKDAYS[weekday - 1]?.name ?? ''} · ${money(price)} · ${stock}份`
      }
      make={() =>
        product
          ? {
              id: newId('flash', items),
              title: '',
              productId: product.id,
              price: 100,
              weekday: 3,
              from: dayAfter(serverNow(), 0),
              through: dayAfter(serverNow(), 90),
              stock: 30,
              perMember: 1,
              audience: {},
              pickUpBranchIds: draft.branches.map(({ id }) => id),
              pickUpDays: 7,
              agreementIds: [],
            }
          : null
      }
    >
      {(sale, change) => (
        <View>
          <TextField label="名称" path="title" value={sale.title} onValue={(title) => change({ title })} />
          <PickField
            label="商品"
            options={draft.products}
            value={sale.productId}
            onValue={(productId) => change({ productId })}
          />
          <AmountField label="抢购价" least={1} value={sale.price} onValue={(price) => change({ price })} />
          <PickField
            label="哪一天"
            options={WEEKDAYS}
            value={String(sale.weekday)}
            onValue={(id) => change({ weekday: Number(id) })}
          />
          <SpanField from={sale.from} through={sale.through} change={change} />
          <NumberField
            label="每次"
            most={100_000}
            unit="份"
            value={sale.stock}
            onValue={(stock) => change({ stock })}
          />
          <NumberField
            label="每人每次最多"
            most={10}
            unit="份"
            value={sale.perMember}
            onValue={(perMember) => change({ perMember })}
          />
          <NumberField
            label="付款后"
            most={30}
            unit="天内取"
            value={sale.pickUpDays}
            onValue={(pickUpDays) => change({ pickUpDays })}
          />
          <PicksField
            label="取货门店"
            options={draft.branches}
            chosen={sale.pickUpBranchIds}
            onChosen={(pickUpBranchIds) => change({ pickUpBranchIds })}
          />
          <PicksField
            label="付款前要同意的协议"
            least={0}
            options={draft.agreements.map(({ id, title }) => ({ id, name: title }))}
            chosen={sale.agreementIds}
            onChosen={(ids) => change({ agreementIds: ids.slice(0, 3) })}
          />
          <AudienceField
            audience={sale.audience}
            draft={draft}
            onAudience={(audience) => change({ audience })}
          />
        </View>
      )}
    </ItemList>
  )
}
