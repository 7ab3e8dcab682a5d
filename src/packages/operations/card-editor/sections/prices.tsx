import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import { serverNow } from '@/services/clock'
import { dayText, money } from '@/services/format'
import { AmountField, NumberField } from '../../fields/figure-field'
import { DayField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import { dayAfter } from './days'
import { WITH_A_TERM, type Section, type SectionProps } from './section'

export const promotion: Section = {
  id: 'promotion',
  title: '限时活动价',
  modes: ['ticket', 'alliance', 'coupon_pack'],
  summary: ({ promotion: running }) =>
    running ? `${money(running.price)} · 到${dayText(running.through, serverNow())}` : null,
  explains:
    '结束日必填,到期自动恢复原价,没有“永远限时”。划线价由系统按真实成交价给出:活动前7天的最低成交价;没有成交过就不显示划线价。',
  law: '明码标价和禁止价格欺诈规定',
  Fields: ({ plan, changePlan }: SectionProps) => {
    const { promotion: running, terms } = plan
    const now = serverNow()
    return (
      <View>
        <SwitchRow
          title="做一次限时活动"
          on={running !== undefined}
          onChange={(on) =>
            changePlan({
              promotion: on
                ? {
                    title: '限时活动',
                    price: Math.max(1, Math.floor((terms.price * 9) / 10)),
                    from: dayAfter(now, 0),
                    through: dayAfter(now, 7),
                  }
                : undefined,
            })
          }
        />
        {running ? (
          <View>
            <TextField
              label="活动名称"
              value={running.title}
              onValue={(title) => changePlan({ promotion: { ...running, title } })}
            />
            <AmountField
              label="活动价"
              least={1}
              value={running.price}
              onValue={(price) => changePlan({ promotion: { ...running, price } })}
            />
            <DayField
              label="开始"
              value={running.from}
              onValue={(from) => changePlan({ promotion: { ...running, from } })}
            />
            <DayField
              label="结束"
              value={running.through}
              onValue={(through) => changePlan({ promotion: { ...running, through } })}
              hint="两天都算在内"
            />
          </View>
        ) : null}
      </View>
    )
  },
}

export const family: Section = {
  id: 'family',
  title: '系列与等级',
  modes: WITH_A_TERM,
  summary: ({ terms: { family: own } }) => (own ? `${own.label} · 等级${own.rank}` : null),
  explains:
    '同一系列、同一等级的月卡季卡年卡并排比价,每天合多少钱由系统算。等级高的可以补差升级,等级低的在到期后接上,不会中途降。',
  Fields: ({ terms, draft, changeTerms }: SectionProps) => {
    const own = terms.family
    const known = draft.plans.flatMap((plan) => plan.terms.family?.id ?? [])
    return (
      <View>
        <SwitchRow
          title="放进一个系列"
          on={own !== undefined}
          onChange={(on) =>
            changeTerms({
              family: on ? { id: known[0] ?? 'cards', rank: 0, label: terms.name } : undefined,
            })
          }
        />
        {own ? (
          <View>
            <TextField
              label="系列编号"
              most={40}
              value={own.id}
              onValue={(id) => changeTerms({ family: { ...own, id } })}
              hint={`同一系列填同一个编号,只用小写字母、数字和短横线${known.length > 0 ? `;已有:${[...new Set(known)].join('、')}` : ''}`}
            />
            <NumberField
              label="等级"
              least={0}
              most={9}
              value={own.rank}
              onValue={(rank) => changeTerms({ family: { ...own, rank } })}
              hint="同等级只是期限不同;数字大的更高级"
            />
            <TextField
              label="等级名称"
              value={own.label}
              onValue={(label) => changeTerms({ family: { ...own, label } })}
            />
          </View>
        ) : null}
      </View>
    )
  },
}

export const scorePrice: Section = {
  id: 'scorePrice',
  title: '分数价',
  modes: ['ticket'],
  summary: ({ terms: { scorePrice: own } }) => (own ? `满${own.threshold}分 ${money(own.price)}` : null),
  explains:
    '老顾客达到公示的分数就能按另一个价格买。规则和两个价格对所有人公开,自己的分数逐项列出,不看任何个人特征。',
  law: '消费者权益保护法实施条例第九条',
  Fields: ({ terms, changeTerms }: SectionProps) => {
    const own = terms.scorePrice
    const change = (part: Partial<NonNullable<typeof own>>) =>
      own && changeTerms({ scorePrice: { ...own, ...part } })
    return (
      <View>
        <SwitchRow
          title="公示一个分数价"
          on={own !== undefined}
          onChange={(on) =>
            changeTerms({
              scorePrice: on
                ? { price: terms.price, threshold: 1000, perYuan: 1, perOrder: 10, perMonth: 20 }
                : undefined,
            })
          }
        />
        {own ? (
          <View>
            <AmountField label="分数价" least={1} value={own.price} onValue={(price) => change({ price })} />
            <NumberField
              label="达到"
              most={1_000_000}
              unit="分"
              value={own.threshold}
              onValue={(threshold) => change({ threshold })}
            />
            <NumberField
              label="每消费1元"
              least={0}
              most={100}
              unit="分"
              value={own.perYuan}
              onValue={(perYuan) => change({ perYuan })}
            />
            <NumberField
              label="每笔订单"
              least={0}
              most={1000}
              unit="分"
              value={own.perOrder}
              onValue={(perOrder) => change({ perOrder })}
            />
            <NumberField
              label="每满一个月会员"
              least={0}
              most={1000}
              unit="分"
              value={own.perMonth}
              onValue={(perMonth) => change({ perMonth })}
              hint="都按最近12个月计算"
            />
          </View>
        ) : null}
      </View>
    )
  },
}
