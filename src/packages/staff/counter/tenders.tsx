import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { Tender } from '@/services/contract'
import { money } from '@/services/format'
import { restOf } from './till-state'
import { useTill } from './use-till'
import './tenders.scss'

const AT_THE_COUNTER: readonly { key: Tender; label: string }[] = [
  { key: 'external', label: '在柜台付款' },
  { key: 'wechat', label: '会员手机付' },
]
const WITH_BALANCE = [...AT_THE_COUNTER, { key: 'stored_value', label: '储值余额' }] as const

/** How the bill is paid, and for the balance what it covers and what it leaves (M014). */
export function Tenders() {
  const tender = useTill((till) => till.tender)
  const byPhone = useTill((till) => till.visit?.memberPriceOnly ?? false)
  const friend = useTill((till) => till.visit?.member.friendMost !== undefined)
  const balance = useTill((till) => till.visit?.member.balance !== undefined)
  const { chooseTender } = useTill.getState()
  if (byPhone) return <View className="tenders__only">没有出示会员码,请用现金或店内收款码收款</View>
  return (
    <View>
      <View className={friend ? 'tenders tenders--none' : 'tenders'}>
        {(balance ? WITH_BALANCE : AT_THE_COUNTER).map(({ key, label }) => (
          <View
            key={key}
            className={key === tender ? 'tenders__one tenders__one--chosen' : 'tenders__one'}
            ariaRole="radio"
            onClick={() => chooseTender(key)}
          >
            {label}
          </View>
        ))}
      </View>
      <View>{tender === 'stored_value' ? <Cover /> : null}</View>
    </View>
  )
}

/** What the balance covers of this bill, as the back end said. */
function Cover() {
  const balance = useTill(({ quoting }) => quoting.quote?.balance)
  const quoted = useTill(({ quoting }) => quoting.quote !== null)
  if (!quoted) return <View className="tenders__cover" />
  if (!balance)
    return <View className="tenders__cover tenders__cover--short">余额已用完,请换一种付款方式</View>
  const { available, covers, shortfall } = balance
  return shortfall === 0 ? (
    <View className="tenders__cover">{`余额${money(available)},本单全部用余额付`}</View>
  ) : (
    <View className="tenders__cover tenders__cover--short">
      {`余额付${money(covers)},还差${money(shortfall)}在柜台收`}
    </View>
  )
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
