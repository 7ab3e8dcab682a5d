import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Icon } from '@/components/icon'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { callTelephone } from '@/platform/telephone'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import './index.scss'

type Closing = Output<'payment.closingQuotes'>
type Quote = Closing['quotes'][number]

/** The shop closes or moves (L6): until when, whom to call, and what of one's own money comes back. */
export default function ClosingPage() {
  const answer = useAnswer('payment.closingQuotes', {}, { onShow: true })
  const found = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<ClosingSkeleton />}
      kept="名下的余额和会员卡都在,退款金额随时可以再查"
      empty={found && !found.closing ? <GoesOn /> : undefined}
    >
      {found?.closing ? (
        <View className="stack">
          <What closing={found.closing} now={found.now} />
          <Total found={found} />
          <View>
            <MoreRows items={found.quotes} first={3} unit="笔">
              {(quote) => (
                <OneQuote key={quote.orderId} quote={quote} now={found.now} reload={answer.reload} />
              )}
            </MoreRows>
          </View>
          <Card kind="flush">
            <ListRow icon="undo" title="退款进度" onTap={() => open('refunds')} />
          </Card>
        </View>
      ) : null}
    </Page>
  )
}

function What({ closing, now }: { closing: NonNullable<Closing['closing']>; now: number }) {
  const { day, text, call, announcedOn, stopSales } = closing
  return (
    <Card>
      <View className="closing-day">营业到{dayText(day, now)}</View>
      <Text className="closing-text">{text}</Text>
      <View className="small">
        {dayText(announcedOn, now)}公布{stopSales ? ',会员卡和充值已停止销售' : ''}
      </View>
      <View
        className="closing-call"
        hoverClass="closing-call--pressed"
        onClick={() => callTelephone(numberIn(call))}
      >
        <Icon name="phone" size="small" />
        <View>{call}</View>
      </View>
    </Card>
  )
}

function Total({ found: { quotes, total } }: { found: Closing }) {
  return (
    <Card>
      {quotes.length === 0 ? (
        <View>名下没有要退的款。</View>
      ) : (
        <View>
          <View className="small">因门店停业,可退</View>
          <Money fen={total} size="hero" />
          <View className="small">共 {quotes.length} 笔,逐笔由您决定;不退的,营业期间照常使用。</View>
        </View>
      )}
    </Card>
  )
}

interface QuoteProps {
  quote: Quote
  now: number
  reload: () => Promise<void>
}

/** One order's sum with how it was reckoned; one deliberate press asks for it. */
function OneQuote({ quote, now, reload }: QuoteProps) {
  const { orderId, title, paid, refunded, refund, explanation, deductions, interest, channel, by } = quote
  const [words, setWords] = useState<{ tone: 'saved' | 'warn'; words: string } | null>(null)
  const [busy, run] = useBusy()
  const sum = refund + (interest?.amount ?? 0)
  const ask = () =>
    void run(async () => {
      setWords(null)
      try {
        await commit('payment.refund', (operationId) => ({ operationId, orderId, refund }), {
          intention: `refund:${orderId}`,
        })
        setWords({ tone: 'saved', words: `${money(sum)}已开始退,可在「退款进度」查看` })
      } catch (error) {
        setWords({ tone: 'warn', words: toCallError(error).message })
      }
      await reload()
    })
  return (
    <View className="closing-quote">
      <Card>
        <View className="title">{title}</View>
        <FactLine label="付款" value={money(paid)} />
        {refunded > 0 ? <FactLine label="之前已退" value={money(-refunded)} /> : null}
        {deductions.map((one, index) => (
          <FactLine key={index} label={one.title} value={money(-one.amount)} />
        ))}
        {interest ? <FactLine label="利息" value={money(interest.amount)} /> : null}
        <FactLine label="可退" value={money(sum)} sum />
        <View className="small">
          {explanation}。{channel === 'wechat' ? '原路退回微信' : '付款已过一年,由门店转账'},最晚
          {dayText(by, now)}前办好。
          {interest?.channel === 'manual' ? '微信不能退得比付的多,利息由门店另外转账。' : ''}
        </View>
        <View>{words ? <Notice tone={words.tone}>{words.words}</Notice> : null}</View>
        <View className="closing-quote__ask">
          <Button kind="secondary" block loading={busy} onTap={ask}>
            退款 {money(sum)}
          </Button>
        </View>
      </Card>
    </View>
  )
}

/** The digits of 「张经理 0571-8800 1234」. */
function numberIn(call: string): string {
  return /[\d][\d\s-]{5,}/.exec(call)?.[0].replace(/[\s-]/g, '') ?? ''
}

function GoesOn() {
  return (
    <EmptyState
      icon="store"
      title="门店照常营业"
      hint="没有停业通知"
      action="回到会员中心"
      onAction={() => open('home')}
    />
  )
}

function ClosingSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="title" width={56} />
      <SkeletonRows count={2} />
      <Skeleton shape="hero" width={48} />
      <SkeletonRows count={3} />
    </View>
  )
}
