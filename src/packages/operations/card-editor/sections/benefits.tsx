import { View } from '@tarojs/components'
import { BenefitList } from '../../benefits/benefit-list'
import { CARD_KINDS } from '../../benefits/new-benefit'
import { couponsOf } from '../../draft/programme'
import { couponOptions, NoCoupons } from '../../programme-form/parts/campaigns'
import type { PlanTerms } from '../../draft/draft'
import { NumberField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { WITH_A_TERM, type Section, type SectionProps } from './section'

type Renewal = NonNullable<PlanTerms['renewalCoupons']>[number]

export const benefits: Section = {
  id: 'benefits',
  title: '权益',
  modes: WITH_A_TERM,
  summary: ({ terms }) =>
    terms.benefits?.length ? terms.benefits.map(({ title }) => title || '未命名').join('、') : null,
  explains:
    '价格以外能用的:免费几杯、服务、免配送费、换新。次数、条件、门槛在购买前就写明;用一次按对应商品当时的售价计入“已省”。',
  law: '消费者权益保护法第二十六条',
  Fields: ({ terms, draft, at, changeTerms }: SectionProps) => (
    <BenefitList
      benefits={terms.benefits ?? []}
      onBenefits={(items) => changeTerms({ benefits: items.length > 0 ? items : undefined })}
      kinds={CARD_KINDS}
      period
      draft={draft}
      at={at}
    />
  ),
}

export const renewalCoupons: Section = {
  id: 'renewalCoupons',
  title: '续费送券',
  modes: WITH_A_TERM,
  summary: ({ terms }) =>
    terms.renewalCoupons?.length
      ? terms.renewalCoupons
          .map(({ count, offerDaysAfterEnd }) => `${count}张,到期后${offerDaysAfterEnd}天内续费有效`)
          .join('、')
      : null,
  explains: '从一开始就在券包里写着“续费后到账”,不续费不算会员失去什么。续费退款时,没用的随之收回。',
  Fields: ({ terms, draft, at, changeTerms }: SectionProps) => {
    const items = terms.renewalCoupons ?? []
    const { templates } = couponsOf(draft)
    const [first] = templates
    if (!first) return <NoCoupons />
    return (
      <ItemList<Renewal>
        items={items}
        onItems={(list) => changeTerms({ renewalCoupons: list.length > 0 ? list : undefined })}
        most={5}
        openAt={at}
        addWords="加一种券"
        titleOf={({ templateId, count }) =>
          `${templates.find(({ id }) => id === templateId)?.title ?? '券已删除'} × ${count}`
        }
        make={() => ({ templateId: first.id, count: 1, offerDaysAfterEnd: 7 })}
      >
        {(item, change) => (
          <View>
            <PickField
              label="券"
              options={couponOptions(draft)}
              value={item.templateId}
              onValue={(templateId) => change({ templateId })}
              hint="续费承诺的券不能限总量或限对象"
            />
            <NumberField
              label="张数"
              most={20}
              unit="张"
              value={item.count}
              onValue={(count) => change({ count })}
            />
            <NumberField
              label="到期后"
              least={0}
              most={60}
              unit="天内续费有效"
              value={item.offerDaysAfterEnd}
              onValue={(offerDaysAfterEnd) => change({ offerDaysAfterEnd })}
            />
          </View>
        )}
      </ItemList>
    )
  },
}
