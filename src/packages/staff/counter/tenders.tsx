import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { Tender } from '@/services/contract'
import { money } from '@/services/format'
import { restOf, type Till } from './till-state'
import { useTill } from './use-till'
import './tenders.scss'

const AT_THE_COUNTER: readonly { key: Tender; label: string }[] = [
  { key: 'external', label: '在柜台付款' },
  { key: 'wechat', label: '会员手机付' },
]
const WITH_BALANCE = [...AT_THE_COUNTER, { key: 'stored_value', label: '储值余额' }] as const

/**
 * How the bill is paid, and for the balance what it covers and what it leaves (M014). A choice
 * changes one class: everything else stands there already.
 */
export function Tenders() {
  const way = useTill(({ visit, tender }) => (visit?.member.friendMost === undefined ? tender : 'friend'))
  const short = useTill(({ quoting }) => (quoting.quote?.balance?.shortfall ?? 1) > 0)
  const byPhone = useTill((till) => till.visit?.memberPriceOnly ?? false)
  const balance = useTill((till) => till.visit?.member.balance !== undefined)
  const { chooseTender } = useTill.getState()
  if (byPhone) return <View className="tenders__only">没有出示会员码,请用现金或店内收款码收款</View>
  return (
    <View className={`tenders tenders--${way} ${short ? 'tenders--short' : ''}`.trim()}>
      <View className="tenders__row">
        {(balance ? WITH_BALANCE : AT_THE_COUNTER).map(({ key, label }) => (
          <View
            key={key}
            className={`tenders__one tenders__one--${key}`}
            ariaRole="radio"
            onClick={() => chooseTender(key)}
          >
            {label}
          </View>
        ))}
      </View>
      <Cover />
    </View>
  )
}

/** What the balance covers of this bill, as the back end said. */
function Cover() {
  return <View className="tenders__cover">{useTill(coverWords)}</View>
}

function coverWords({ visit, quoting: { quote } }: Till): string {
  if (visit?.member.balance === undefined || !quote) return ''
  if (!quote.balance) return '余额已用完,请换一种付款方式'
  const { available, covers, shortfall } = quote.balance
  return shortfall === 0
    ? `余额${money(available)},本单全部用余额付`
    : `余额付${money(covers)},还差${money(shortfall)}在柜台收`
}

/** Settles; a rest beside the balance only after the clerk has said that it is taken. */
export async function pressSettle(): Promise<void> {
  const { tender, phase, quoting, settle } = useTill.getState()
  const { quote, status } = quoting
  const rest = quote ? restOf(quote, tender) : 0
  if (!quote || rest === 0) return settle()
  if (phase !== 'serving' || status !== 'fresh' || rest === quote.receipt.paid) return
  const { confirm } = await Taro.showModal({
    title: `另收${money(rest)}?`,
    content: `余额付${money(quote.receipt.paid - rest)}。不足的${money(rest)}请先用现金或店内收款码收好,再结算。`,
    confirmText: '已收好',
    cancelText: '先不结算',
  })
  const now = useTill.getState().quoting.quote
  if (confirm && now?.receipt.paid === quote.receipt.paid) settle(rest)
}
