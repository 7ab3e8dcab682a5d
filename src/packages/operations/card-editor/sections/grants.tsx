import { View } from '@tarojs/components'
import { money } from '@/services/format'
import { newId, type PlanTerms } from '../../draft/draft'
import { AmountField, NumberField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import { CouponFields, couponWords, newCoupon, type Coupon } from './coupon-fields'
import { EVERY_MODE, WITH_A_TERM, type Section, type SectionProps } from './section'

type Gift = NonNullable<PlanTerms['gifts']>[number]

export const bonusMonths: Section = {
  id: 'bonusMonths',
  title: '买赠月数',
  modes: WITH_A_TERM,
  summary: ({ terms }) => (terms.bonusMonths ? `买${terms.months}个月送${terms.bonusMonths}个月` : null),
  explains: '送的月数接在付费月数之后。退卡时按总天数算,送的部分同样计入,不会少退。',
  Fields: ({ terms, changeTerms }: SectionProps) => (
    <NumberField
      label="赠送"
      least={0}
      most={12}
      unit="个月"
      value={terms.bonusMonths ?? 0}
      onValue={(months) => changeTerms({ bonusMonths: months > 0 ? months : undefined })}
      hint="0为不赠送"
    />
  ),
}

export const coupons: Section = {
  id: 'coupons',
  title: '优惠券',
  modes: EVERY_MODE,
  summary: ({ terms }) =>
    terms.coupons?.length ? terms.coupons.map(({ title, count }) => `${title}×${count}`).join('、') : null,
  explains:
    '付款后立刻到账,金额、门槛、到期日都写在券上,快到期会提醒。退卡时没用的券收回,用掉的按省下的金额计算。',
  law: '消费者权益保护法第二十六条',
  Fields: ({ terms, at, changeTerms }: SectionProps) => (
    <ItemList<Coupon>
      items={terms.coupons ?? []}
      onItems={(items) => changeTerms({ coupons: items.length > 0 ? items : undefined })}
      most={10}
      openAt={at}
      addWords="加一种券"
      titleOf={({ title }) => title}
      detailOf={couponWords}
      make={() => newCoupon(newId('coupon', terms.coupons ?? []))}
    >
      {(coupon, change) => (
        <View>
          <CouponFields coupon={coupon} change={change} />
          <PickField
            label="什么时候发"
            options={[
              { id: 'first', name: '只在第一次开通时' },
              { id: 'every', name: '每次开通和续费' },
            ]}
            value={coupon.grant}
            onValue={(id) => change({ grant: id === 'every' ? 'every' : 'first' })}
          />
        </View>
      )}
    </ItemList>
  ),
}

export const gifts: Section = {
  id: 'gifts',
  title: '赠品',
  modes: ['ticket', 'alliance', 'stored_value'],
  summary: ({ terms }) =>
    terms.gifts?.length ? terms.gifts.map(({ name, stock }) => `${name}(备${stock}份)`).join('、') : null,
  explains:
    '先领后到店拿,剩多少份如实显示,领完就不再承诺。只有绑定了正在卖的商品才能写“价值多少”,金额就是它现在的售价。',
  law: '规范促销行为暂行规定、明码标价规定',
  Fields: GiftFields,
}

function GiftFields({ terms, draft, at, changeTerms }: SectionProps) {
  return (
    <ItemList<Gift>
      items={terms.gifts ?? []}
      onItems={(items) => changeTerms({ gifts: items.length > 0 ? items : undefined })}
      most={5}
      openAt={at}
      addWords="加一种赠品"
      titleOf={({ name }) => name}
      detailOf={({ quantity, stock, cost }) => `每人${quantity}份 · 备${stock}份 · 成本${money(cost)}`}
      make={() => ({
        id: newId('gift', terms.gifts ?? []),
        name: '',
        quantity: 1,
        cost: 0,
        stock: 50,
        claimDays: 30,
      })}
    >
      {(gift, change) => (
        <View>
          <TextField label="赠品" value={gift.name} onValue={(name) => change({ name })} />
          <NumberField
            label="每人"
            most={99}
            unit="份"
            value={gift.quantity}
            onValue={(quantity) => change({ quantity })}
          />
          <AmountField
            label="每人成本"
            value={gift.cost}
            onValue={(cost) => change({ cost })}
            hint="每人这些份数的真实成本,顾客看不到;退卡时已领走的最多按它扣"
          />
          <NumberField
            label="备货"
            most={100_000}
            unit="人份"
            value={gift.stock}
            onValue={(stock) => change({ stock })}
          />
          <PickField
            label="对应商品"
            options={[{ id: '', name: '不标价值' }, ...draft.products]}
            value={gift.productId ?? ''}
            onValue={(id) => change({ productId: id === '' ? undefined : id })}
            hint="选了正在卖的商品,才显示“价值”"
          />
          <NumberField
            label="领取期限"
            most={366}
            unit="天"
            value={gift.claimDays}
            onValue={(claimDays) => change({ claimDays })}
          />
        </View>
      )}
    </ItemList>
  )
}

export const household: Section = {
  id: 'household',
  title: '家人共用',
  modes: WITH_A_TERM,
  summary: ({ terms }) => (terms.household ? `除本人外${terms.household.helpers}人` : null),
  explains:
    '家人凭自己的会员码使用同一张卡,每天的件数合在一起算。持卡人能看到家人在哪天省了多少,家人加入时会被告知。',
  law: '个人信息保护法',
  Fields: ({ terms, changeTerms }: SectionProps) => (
    <NumberField
      label="除本人外"
      least={0}
      most={5}
      unit="人"
      value={terms.household?.helpers ?? 0}
      onValue={(helpers) => changeTerms({ household: helpers > 0 ? { helpers } : undefined })}
      hint="0为只限本人"
    />
  ),
}
