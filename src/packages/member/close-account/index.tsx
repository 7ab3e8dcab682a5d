import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { call, toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { back } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import { Closed, type ClosedAccount } from './closed'
import { Ends, type Ticks } from './ends'
import { Refunds } from './refunds'
import { Remains } from './remains'
import './index.scss'

export type Closing = Output<'membership.closing'>

const UNTICKED: Ticks = { points: false, coupons: false }

/** What closing gives back, ends, erases and keeps; staying and leaving are equally near (L9). */
export default function CloseAccountPage() {
  const answer = useAnswer('membership.closing', {})
  const [ticks, setTicks] = useState(UNTICKED)
  const [problem, setProblem] = useState('')
  const [closed, setClosed] = useState<ClosedAccount | null>(null)
  const [busy, run] = useBusy()
  const closing = answer.data

  const close = async (shown: Closing) => {
    const missing = shown.ends.find(({ tick }) => tick !== null && !ticks[tick])
    if (missing) return setProblem(`请先勾选「${missing.title}」`)
    const { confirm } = await Taro.showModal({
      title: '现在注销?',
      content: `${shown.refundTotal > 0 ? `${money(shown.refundTotal)} 会退回,` : ''}个人信息会删除,不能恢复。`,
      confirmText: '注销',
      cancelText: '先不注销',
    })
    if (!confirm) return
    setProblem('')
    try {
      setClosed(await closeAccount(shown, ticks))
    } catch (thrown) {
      const error = toCallError(thrown)
      setProblem(error.message)
      if (error.code !== 'CLOSING_CHANGED') return
      setTicks(UNTICKED)
      await answer.reload()
    }
  }
  if (closed)
    return (
      <Page>
        <Closed closed={closed} />
      </Page>
    )
  return (
    <Page
      answer={answer}
      skeleton={<ClosingSkeleton />}
      kept="什么都没有改变"
      footer={
        closing ? (
          <View className="closing-choices">
            <Button kind="secondary" onTap={back}>
              先不注销
            </Button>
            <Button
              kind="danger"
              loading={busy}
              disabled={closing.before.length > 0}
              onTap={() => void run(() => close(closing))}
            >
              {closing.refundTotal > 0 ? '退款并注销' : '注销'}
            </Button>
          </View>
        ) : undefined
      }
    >
      {closing ? (
        <View className="stack">
          <View className="stack">
            {closing.before.map(({ code, words }) => (
              <Notice key={code} tone="warn">
                {words}
              </Notice>
            ))}
          </View>
          <Refunds closing={closing} />
          <View>
            {closing.ends.length > 0 ? (
              <Ends
                ends={closing.ends}
                ticks={ticks}
                onTick={(kind, on) => setTicks({ ...ticks, [kind]: on })}
              />
            ) : null}
          </View>
          <Remains closing={closing} />
          <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
        </View>
      ) : null}
    </Page>
  )
}

/** Repeated with the same id until its end is known: closing happens once. */
async function closeAccount({ refundTotal }: Closing, ticks: Ticks): Promise<ClosedAccount> {
  const done = await commit(
    'payment.closeAccount',
    (operationId) => ({
      operationId,
      refundTotal,
      endsPoints: ticks.points,
      endsCoupons: ticks.coupons,
      confirm: true as const,
    }),
    { intention: 'close-account', resume: false },
  )
  return { ...done, shopPhone: await servicePhone() }
}

/** Whom to ask about a refund that is on its way. */
async function servicePhone(): Promise<string | null> {
  return call('membership.home', {}).then(
    ({ shop }) => shop.servicePhone || null,
    () => null,
  )
}

function ClosingSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <SkeletonRows count={4} />
    </View>
  )
}
