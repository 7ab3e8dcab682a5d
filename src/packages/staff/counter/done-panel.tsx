import { Text, View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Icon, type IconName } from '@/components/icon'
import { ListRow } from '@/components/list-row'
import { breakEvenText } from '@/components/member-card'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { serverNow } from '@/services/clock'
import { dayText, money, TENDER_NAMES, tendersText } from '@/services/format'
import { confirmUndo } from '../confirm-undo'
import { deliveryWords } from './quote-hints'
import { MoneyBack } from './money-back'
import type { Settled } from './till-state'
import { UndoCountdown } from './undo-countdown'
import { useTill } from './use-till'
import './done-panel.scss'

const ENDS: Record<'settled' | 'cancelled' | 'undone', { icon: IconName; title: string }> = {
  settled: { icon: 'circle-check', title: '已结算' },
  cancelled: { icon: 'circle-x', title: '付款已取消,没有结算' },
  undone: { icon: 'undo', title: '已撤销' },
}

/** The end of one settlement: what was saved, in words that the clerk can say aloud (M044, M048). */
export function DonePanel({ onGifts, onBenefits }: { onGifts: () => void; onBenefits: () => void }) {
  const settled = useTill((till) => till.settled)
  const problem = useTill((till) => till.problem)
  const busy = useTill((till) => till.busy)
  const { next, undo } = useTill.getState()
  if (!settled) return null
  const { receipt, undoUntil } = settled
  const end = receipt.state === 'awaiting_payment' ? ENDS.settled : ENDS[receipt.state]
  const askUndo = async () => {
    if (await confirmUndo(receipt)) void undo()
  }
  return (
    <View className={`done done--${receipt.state}`}>
      <Icon name={end.icon} size="hero" className="done__icon" />
      <View className="done__title">{end.title}</View>
      <View>{receipt.state === 'settled' ? <SavedWords settled={settled} /> : null}</View>
      <View>
        {receipt.state === 'settled' && receipt.reachedTier ? (
          <View className="done__tier">
            <Tag tone="gold">{`已升级为${receipt.reachedTier}`}</Tag>
          </View>
        ) : null}
      </View>
      <View>{receipt.state === 'undone' ? <MoneyBack /> : null}</View>
      <View className="done__receipt">
        {receipt.state === 'settled' ? (
          <Card kind="flush">
            <ListRow
              title="实收"
              detail={
                receipt.forFriend ? '朋友代付' : receipt.tender ? TENDER_NAMES[receipt.tender] : undefined
              }
              value={<Money fen={receipt.paid} size="large" tone="ink" />}
            />
            {receipt.tenders ? <ListRow title="付款来自" detail={tendersText(receipt.tenders)} /> : null}
            {(receipt.coupons ?? []).map(({ lotId, title, amount }) => (
              <ListRow key={lotId} title="用券" detail={title} value={`省${money(amount)}`} />
            ))}
            {receipt.points ? (
              <ListRow
                title="积分抵扣"
                detail={`用了${receipt.points.spent}积分`}
                value={`省${money(receipt.points.off)}`}
              />
            ) : null}
            {receipt.delivery ? <ListRow title="外送" detail={deliveryWords(receipt.delivery)} /> : null}
            {receipt.earned ? <ListRow title="本单所得" detail={earningWords(receipt.earned)} /> : null}
            <ListRow title="内容" value={contents(settled)} />
          </Card>
        ) : null}
      </View>
      <StillToDo onGifts={onGifts} onBenefits={onBenefits} />
      <View className="done__notice">
        {problem ? <Notice tone="danger">{problem.message}</Notice> : null}
      </View>
      <View>
        {receipt.state === 'settled' && undoUntil !== null ? (
          <UndoCountdown until={undoUntil} busy={busy} onUndo={() => void askUndo()} />
        ) : null}
      </View>
      <View
        className="done__next"
        hoverClass="done__next--pressed"
        hoverStayTime={80}
        ariaRole="button"
        onClick={next}
      >
        <Icon name="arrow-right" size="hero" />
        <Text className="done__next-words">下一位</Text>
      </View>
    </View>
  )
}

/** 本单省¥6.00 · 累计已省¥199.00 · 刚好回本; without a saving the amount leads. */
function SavedWords({ settled: { saved, receipt } }: { settled: Settled }) {
  const nothing = saved.thisReceipt === 0
  return (
    <View>
      <View className={nothing ? 'done__saved' : 'done__saved done__saved--green'}>
        <Text className="done__saved-word">{nothing ? '实收' : '本单省'}</Text>
        <Money
          fen={nothing ? receipt.paid : saved.thisReceipt}
          size="hero"
          tone={nothing ? 'ink' : 'saved'}
        />
      </View>
      <View className="done__total">{totalWords(saved)}</View>
    </View>
  )
}

function totalWords({ total, breakEven }: Settled['saved']): string {
  if (total === 0 && !breakEven) return '本单没有会员优惠'
  return `累计已省${money(total)}${breakEven ? ` · ${breakEvenText(breakEven)}` : ''}`
}

/** Easily forgotten once the bill is settled. */
function StillToDo({ onGifts, onBenefits }: { onGifts: () => void; onBenefits: () => void }) {
  const gifts = useTill((till) => till.visit?.member.gifts?.length ?? 0)
  const mayUse = useTill(
    ({ visit }) => visit !== null && !visit.memberPriceOnly && visit.member.friendMost === undefined,
  )
  return (
    <View className="done__gifts">
      {gifts > 0 || mayUse ? (
        <Card kind="flush">
          {gifts > 0 ? (
            <ListRow icon="gift" title={`还有${gifts}份赠品等着交给会员`} onTap={onGifts} />
          ) : null}
          {mayUse ? <ListRow icon="badge-check" title="会员的权益和兑换" onTap={onBenefits} /> : null}
        </Card>
      ) : null}
    </View>
  )
}

/** 12积分(11月30日起可用)、36成长值 */
function earningWords({ points, growth, usableOn }: NonNullable<Settled['receipt']['earned']>): string {
  const now = serverNow()
  const parts = [
    points > 0 ? `${points}积分(${dayText(usableOn, now)}起可用)` : '',
    growth > 0 ? `${growth}成长值` : '',
  ]
  return parts.filter((text) => text !== '').join('、')
}

function contents({ receipt: { lines } }: Settled): string {
  const [first] = lines
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  if (!first) return ''
  return pieces > 1 ? `${first.name} 等${pieces}件` : first.name
}
