import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { ProgressBar } from '@/components/progress-bar'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import { useParameters } from '@/stores/parameters'
import './index.scss'

type Guarantee = Output<'payment.guarantee'>

/** What the guarantee would pay today, how it is worked out, and when it comes by itself (M047, F1). */
export default function GuaranteePage() {
  const orderId = useParameters().orderId ?? ''
  const answer = useAnswer('payment.guarantee', { orderId }, { onShow: true })
  const found = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<GuaranteeSkeleton />}
      footer={found?.claimable ? <Claim guarantee={found} onClaimed={answer.reload} /> : null}
    >
      {found ? (
        <View className="stack">
          <Standing guarantee={found} />
          <Card>
            <View className="title">怎么算</View>
            <View className="guarantee-words">{found.explanation}</View>
            <View className="guarantee-words">
              补差 = 会员费 ×(约定省够的 − 已省的)÷ 约定省够的。省得越多补得越少,省够了就不补。
            </View>
          </Card>
          <View>{found.state === 'running' ? <When guarantee={found} /> : null}</View>
          <Card kind="flush">
            <ListRow title="会员费" value={<Money fen={found.fee} tone="ink" />} />
            <ListRow title="每一笔省了多少" icon="savings" onTap={() => open('savings')} />
            <ListRow
              title="这张卡的订单"
              icon="document"
              onTap={() => open('order', { orderId: found.orderId })}
            />
            <ListRow title="退款进度" icon="history" onTap={() => open('refunds')} />
          </Card>
        </View>
      ) : null}
    </Page>
  )
}

const STANDING_TITLES: Record<Guarantee['state'], string> = {
  running: '今天结算可补',
  settled: '已补差',
  void: '补差已结束',
}

function Standing({ guarantee: { state, refund, saved, target } }: { guarantee: Guarantee }) {
  const reached = saved >= target
  return (
    <Card>
      <View className="small">{STANDING_TITLES[state]}</View>
      <Money fen={refund} size="hero" tone="ink" />
      <View className="guarantee-bar">
        <ProgressBar share={target === 0 ? 1 : Math.min(1, saved / target)} tone="saved" />
      </View>
      <View className="guarantee-line">
        <View className="saved">已省 {money(saved)}</View>
        <View>约定省够 {money(target)}</View>
      </View>
      <View className="small">
        {state === 'void'
          ? '这张卡已退款或已折抵升级'
          : reached
            ? '已经省够约定的数,不需要补差'
            : `还差 ${money(target - saved)} 省够`}
      </View>
    </Card>
  )
}

function When({ guarantee: { settlesOn, claimFrom } }: { guarantee: Guarantee }) {
  const now = serverNow()
  return (
    <Card>
      <View className="title">什么时候补</View>
      <View className="guarantee-words">
        {dayText(settlesOn, now)}自动结算,没省够的差额原路退回微信,不用申请,卡继续用到到期。
      </View>
      <View className="guarantee-words">
        {dayText(claimFrom, now)}起也可以自己提前申请,差额立即退回,卡随之结束。
      </View>
    </Card>
  )
}

function Claim({ guarantee, onClaimed }: { guarantee: Guarantee; onClaimed: () => Promise<void> }) {
  const { orderId, refund, settlesOn } = guarantee
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const claim = async () => {
    const { confirm } = await Taro.showModal({
      title: `现在补 ${money(refund)}?`,
      content: `补差后这张卡立即结束。不申请的话,${dayText(settlesOn, serverNow())}会自动结算,卡照常用到到期。`,
      confirmText: '补差',
      cancelText: '先不',
    })
    if (!confirm) return
    await run(async () => {
      setWords('')
      try {
        await commit('payment.claimGuarantee', (operationId) => ({ operationId, orderId, refund }), {
          intention: `claim-guarantee:${orderId}`,
        })
      } catch (error) {
        setWords(toCallError(error).message)
      }
      await onClaimed()
    })
  }
  return (
    <View>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
      <Button block loading={busy} onTap={() => void claim()}>
        现在补 {money(refund)},结束这张卡
      </Button>
    </View>
  )
}

function GuaranteeSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="hero" />
      <SkeletonRows count={3} />
    </View>
  )
}
