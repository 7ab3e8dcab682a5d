import { View } from '@tarojs/components'
import { serverNow } from '@/services/clock'
import { dayText, yuan } from '@/services/format'
import { dayAfter } from '../../card-editor/sections/days'
import type { Settings } from '../../draft/draft'
import { PercentField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { DayField } from '../../fields/pick-field'
import { withSettings, type Form, type FormProps } from './form'

type Tables = NonNullable<Settings['refundInterest']>
type Rate = Tables['lpr'][number]

const EMPTY: Tables = { lpr: [], deposit: [] }
const MOST_RATES = 40
/** Basis points a year: beyond it is a slip of the finger. */
const MOST_RATE = 2400

const KINDS: readonly { key: keyof Tables; title: string; detail: string }[] = [
  {
    key: 'lpr',
    title: '一年期LPR(门店的原因)',
    detail: '全国银行间同业拆借中心每月20日公布',
  },
  {
    key: 'deposit',
    title: '一年期存款基准利率(会员自己的原因)',
    detail: '中国人民银行公布',
  },
]

export const refundInterest: Form = {
  title: '退款利息',
  edits: /^settings\.refundInterest/,
  explains:
    '退款当天就退出的没有利息;晚退几天,就按天付几天(法释〔2025〕4号第15至17条)。利率请照公布的数字填,一次变动一行。没有填时不影响退款,退款页也不显示利息,但该付的利息仍由门店与会员结清。',
  Fields,
}

function Fields({ draft, edit }: FormProps) {
  const own = draft.settings?.refundInterest ?? EMPTY
  const change = (part: Partial<Tables>) => {
    const next = { ...own, ...part }
    const filled = next.lpr.length + next.deposit.length > 0
    edit(withSettings({ refundInterest: filled ? next : undefined }))
  }
  return (
    <View className="stack">
      {KINDS.map(({ key, title, detail }) => (
        <View key={key} className="stack">
          <View>
            <View className="title">{title}</View>
            <View className="small">{detail}</View>
          </View>
          <ItemList<Rate>
            items={own[key]}
            onItems={(rates) => change({ [key]: rates })}
            most={MOST_RATES}
            titleOf={({ from }) => `${dayText(from, serverNow())}起`}
            detailOf={({ basisPoints }) => `年利率${yuan(basisPoints)}%`}
            make={() => ({ from: dayAfter(serverNow(), 0), basisPoints: 0 })}
            addWords="加一行利率"
          >
            {(rate, changeRate) => (
              <View>
                <DayField
                  label="从哪天起"
                  value={rate.from}
                  onValue={(from) => changeRate({ from })}
                  hint="公布中写明的施行日期"
                />
                <PercentField
                  label="年利率"
                  most={MOST_RATE}
                  value={rate.basisPoints}
                  onValue={(basisPoints) => changeRate({ basisPoints })}
                />
              </View>
            )}
          </ItemList>
        </View>
      ))}
    </View>
  )
}
