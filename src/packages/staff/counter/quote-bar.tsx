import { Text, View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { Money } from '@/components/money'
import type { Tender } from '@/services/contract'
import { QuoteRing } from './quote-ring'
import { useTill } from './use-till'
import './quote-bar.scss'

const TENDERS: readonly { key: Tender; label: string }[] = [
  { key: 'external', label: '现金/店内收款码' },
  { key: 'wechat', label: '会员微信付款' },
]

/** Always in view: what is to be paid, what it saves, how it is paid, and the one press. */
export function QuoteBar({ onBasket }: { onBasket: () => void }) {
  const status = useTill((till) => till.quoting.status)
  const { settle } = useTill.getState()
  return (
    <View className={`quote-bar quote-bar--${status}`}>
      <Change />
      <View className="quote-bar__amounts">
        <View className="quote-bar__basket" ariaRole="button" onClick={onBasket}>
          <Pieces />
          <Icon name="chevron-right" size="small" />
        </View>
        <Amounts />
      </View>
      <Tenders />
      <View
        className="quote-bar__settle"
        hoverClass="quote-bar__settle--pressed"
        hoverStayTime={80}
        ariaRole="button"
        onClick={() => settle()}
      >
        <SettleWords />
      </View>
    </View>
  )
}

/** The old amount beside the new one, whenever it changed under the clerk's eyes. */
function Change() {
  const earlier = useTill((till) => till.quoting.earlierPaid)
  const paid = useTill((till) => till.quoting.quote?.receipt.paid ?? 0)
  return (
    <View>
      {earlier === null ? null : (
        <View className="quote-bar__change">
          <Icon name="warning" size="small" />
          {earlier === paid ? (
            <Text className="quote-bar__change-words">报价已更新,金额不变,请再次确认</Text>
          ) : (
            <Text className="quote-bar__change-words">
              金额有变化:原 <Money fen={earlier} size="small" /> 现 <Money fen={paid} size="small" strong />
            </Text>
          )}
        </View>
      )}
    </View>
  )
}

function Pieces() {
  const count = useTill(({ quoting: { quote } }) =>
    quote ? quote.receipt.lines.reduce((sum, { quantity }) => sum + quantity, 0) : 0,
  )
  return <Text>{count === 0 ? '未选' : `${count}件`}</Text>
}

function Amounts() {
  const list = useTill((till) => till.quoting.quote?.receipt.list ?? 0)
  const paid = useTill((till) => till.quoting.quote?.receipt.paid ?? 0)
  const saved = useTill((till) => till.quoting.quote?.receipt.saved ?? 0)
  return (
    <View className="quote-bar__figures">
      <View className="quote-bar__side">
        <View className={saved > 0 ? 'quote-bar__list' : 'quote-bar__list quote-bar__list--none'}>
          原价 <Money fen={list} size="small" />
        </View>
        <View className={saved > 0 ? 'quote-bar__saved' : 'quote-bar__saved quote-bar__saved--none'}>
          省 <Money fen={saved} size="body" strong />
        </View>
      </View>
      <Money fen={paid} size="hero" className="quote-bar__paid" />
      <QuoteRing />
    </View>
  )
}

function Tenders() {
  const tender = useTill((till) => till.tender)
  const byPhone = useTill((till) => till.visit?.memberPriceOnly ?? false)
  const { chooseTender } = useTill.getState()
  if (byPhone) return <View className="quote-bar__only">没有出示会员码,请用现金或店内收款码收款</View>
  return (
    <View className="quote-bar__tenders">
      {TENDERS.map(({ key, label }) => (
        <View
          key={key}
          className={key === tender ? 'quote-bar__tender quote-bar__tender--chosen' : 'quote-bar__tender'}
          ariaRole="radio"
          onClick={() => chooseTender(key)}
        >
          {label}
        </View>
      ))}
    </View>
  )
}

function SettleWords() {
  const status = useTill((till) => till.quoting.status)
  const tender = useTill((till) => till.tender)
  const changed = useTill((till) => till.quoting.earlierPaid !== null)
  const words =
    status === 'none'
      ? '请添加商品'
      : status === 'failed'
        ? '还没有报价'
        : tender === 'wechat'
          ? '发到会员手机付款'
          : changed
            ? '按新的金额结算'
            : '已收款,结算'
  return <Text>{words}</Text>
}
