import { Text, View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { Money } from '@/components/money'
import { money } from '@/services/format'
import { CouponRow } from './coupon-row'
import { PointsSwitch } from './points-switch'
import { QuoteHints } from './quote-hints'
import { QuoteRing } from './quote-ring'
import { pressSettle, Tenders } from './tenders'
import { restOf, type Till } from './till-state'
import { useTill } from './use-till'
import './quote-bar.scss'

/** Always in view: what is to be paid, what it saves, how it is paid, and the one press. */
export function QuoteBar({ onBasket, onCoupons }: { onBasket: () => void; onCoupons: () => void }) {
  const status = useTill((till) => till.quoting.status)
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
      <View className="quote-bar__off">
        <CouponRow onTap={onCoupons} />
        <PointsSwitch />
      </View>
      <QuoteHints />
      <Tenders />
      <View
        className="quote-bar__settle"
        hoverClass="quote-bar__settle--pressed"
        hoverStayTime={80}
        ariaRole="button"
        onClick={() => void pressSettle()}
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

function SettleWords() {
  return <Text>{useTill(settleWords)}</Text>
}

/** What the one press does, in words. */
function settleWords({ quoting: { status, quote, earlierPaid }, tender }: Till): string {
  if (status === 'none') return '请添加商品'
  if (status === 'failed' || !quote) return '还没有报价'
  if (tender === 'wechat') return '发到会员手机付款'
  if (tender === 'stored_value') {
    const rest = restOf(quote, tender)
    if (rest === 0) return '用余额结算'
    return rest === quote.receipt.paid ? '余额已用完' : `用余额,另收${money(rest)}`
  }
  return earlierPaid === null ? '已收款,结算' : '按新的金额结算'
}
