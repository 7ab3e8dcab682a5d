import { View } from '@tarojs/components'
import { Notice } from '@/components/notice'
import { discountText, money } from '@/services/format'
import { newId, type PlanTerms } from '../../draft/draft'
import { AmountField, DiscountField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import type { Section, SectionProps } from './section'

type Offer = NonNullable<PlanTerms['storedValue']>
type Step = Offer['ladder'][number]

export const storedValue: Section = {
  id: 'storedValue',
  also: ['price'],
  title: '充值档位',
  modes: ['stored_value'],
  summary: ({ terms }) =>
    terms.storedValue ? terms.storedValue.ladder.map(({ principal }) => money(principal)).join('、') : null,
  explains:
    '本金和赠送分开记账、分开显示。本金不过期,随时可退;退款时先说清退多少、怎么算。每人最多5000元(实名)或1000元(不实名)。',
  law: '单用途商业预付卡管理办法、法释〔2025〕4号',
  Fields,
}

function Fields({ terms, draft, at, changeTerms }: SectionProps) {
  const offer: Offer = terms.storedValue ?? { ladder: [], spendOrder: 'principal_first' }
  /** The page's price is the smallest top-up. */
  const withLadder = (ladder: Step[]) =>
    changeTerms({
      storedValue: { ...offer, ladder },
      price: Math.min(...ladder.map(({ principal }) => principal)),
    })
  return (
    <View>
      <ItemList<Step>
        items={offer.ladder}
        onItems={withLadder}
        most={6}
        least={1}
        openAt={at}
        addWords="加一档"
        titleOf={({ principal }) => `充${money(principal)}`}
        detailOf={({ bonus, memberBasisPoints }) =>
          [
            bonus > 0 ? `送${money(bonus)}` : '',
            memberBasisPoints < 10_000 ? discountText(memberBasisPoints) : '',
          ]
            .filter(Boolean)
            .join(' · ')
        }
        make={() => ({
          id: newId('step', offer.ladder),
          principal: 50_000,
          bonus: 0,
          memberBasisPoints: 9000,
          perks: [],
        })}
      >
        {(step, change) => (
          <View>
            <AmountField
              label="充值"
              least={100}
              most={500_000}
              value={step.principal}
              onValue={(principal) => change({ principal })}
            />
            <AmountField
              label="赠送"
              most={500_000}
              value={step.bonus}
              onValue={(bonus) => change({ bonus })}
            />
            <DiscountField
              label="消费时"
              least={1000}
              value={step.memberBasisPoints}
              onValue={(memberBasisPoints) => change({ memberBasisPoints })}
              hint="用这一档的余额付款时打几折,10为不打折"
            />
            <TextField
              label="附带的权益"
              most={300}
              value={step.perks.join('、')}
              onValue={(text) => change({ perks: perksOf(text) })}
              hint="最多5项,用顿号隔开,例如:免锅底、生日菜"
            />
          </View>
        )}
      </ItemList>
      <PickField
        label="先用哪部分"
        options={[
          { id: 'principal_first', name: '先用本金,再用赠送' },
          { id: 'pro_rata', name: '本金和赠送按比例' },
        ]}
        value={offer.spendOrder}
        onValue={(id) =>
          changeTerms({
            storedValue: { ...offer, spendOrder: id === 'pro_rata' ? 'pro_rata' : 'principal_first' },
          })
        }
        hint="充值前会告诉会员"
      />
      {draft.settings?.prepaid ? null : (
        <Notice tone="warn">
          还没有填写预付卡设置(发行主体、限额、退款天数),请到「经营设置·预付卡」填写。
        </Notice>
      )}
    </View>
  )
}

/** Split while typing without losing an empty end, so that a comma can be typed at all. */
function perksOf(text: string): string[] {
  return text.split(/[、,,]/).slice(0, 5)
}
