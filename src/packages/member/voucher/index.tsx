import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tag } from '@/components/tag'
import { VOUCHER_STATES, wherePickedUp } from '@/components/voucher-row'
import { toCallError } from '@/services/call'
import type { VoucherView } from '@/services/contract'
import { count, dayText, money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import { useParameters } from '@/stores/parameters'
import { useSession } from '@/stores/session'
import { VOUCHER_SOURCES } from './words'
import './index.scss'

/** One voucher: where and until when it is picked up, with the member code one tap away (M030, M060). */
export default function VoucherPage() {
  const { voucherId } = useParameters()
  const answer = useAnswer('points.home', {}, { onShow: true })
  const voucher = answer.data?.vouchers.find((one) => one.voucherId === voucherId)
  const [returned, setReturned] = useState('')
  return (
    <Page
      answer={answer}
      skeleton={<VoucherSkeleton />}
      empty={answer.data && !voucher ? <NotFound /> : undefined}
      kept="凭证还在,到店出示会员码一样可以领取"
      footer={
        voucher?.state === 'open' ? (
          <Button block icon="qr-code" onTap={() => open('memberCode')}>
            出示会员码领取
          </Button>
        ) : null
      }
    >
      {voucher ? (
        <View className="stack">
          <Head voucher={voucher} now={answer.data?.now ?? 0} />
          <View>{returned ? <Notice tone="saved">{returned}</Notice> : null}</View>
          <View>{voucher.state === 'open' ? <Places voucher={voucher} /> : null}</View>
          <View>
            {voucher.cancellable ? (
              <GiveBack voucher={voucher} onDone={setReturned} onChanged={answer.reload} />
            ) : null}
          </View>
        </View>
      ) : null}
    </Page>
  )
}

function Head({ voucher, now }: { voucher: VoucherView; now: number }) {
  const { title, source, points, paid, state, from, through } = voucher
  const cost = [points > 0 ? `${count(points)} 积分` : '', paid > 0 ? money(paid) : '']
    .filter(Boolean)
    .join(' + ')
  return (
    <Card>
      <View className="voucher-head">
        <View className="voucher-head__title grow">{title}</View>
        <Tag tone={state === 'open' ? 'gold' : 'quiet'}>{VOUCHER_STATES[state]}</Tag>
      </View>
      <View className="small">
        {VOUCHER_SOURCES[source]}
        {cost ? ` · ${cost}` : ''}
      </View>
      <View className="voucher-head__days">
        {dayText(from, now)} 至 {dayText(through, now)}
      </View>
    </Card>
  )
}

/** The branches by name, with address and hours where this phone knows them. */
function Places({ voucher: { branches } }: { voucher: VoucherView }) {
  const known = useSession((state) => state.shop?.branches) ?? []
  const places = known.filter(({ name }) => branches.length === 0 || branches.includes(name))
  return (
    <View>
      <View className="section-title">在哪里领取</View>
      <Card kind="flush">
        <View>
          {places.length === 0 ? <ListRow icon="store" title={wherePickedUp(branches)} /> : null}
          {places.slice(0, 20).map(({ id, name, address, hours }) => (
            <ListRow
              key={id}
              icon="store"
              title={name}
              detail={[address, hours].filter(Boolean).join(' · ')}
            />
          ))}
        </View>
      </Card>
      <View className="voucher-how">到店请店员扫会员码,凭证会出现在店员的屏幕上,当面交付。</View>
    </View>
  )
}

interface GiveBackProps {
  voucher: VoucherView
  onDone: (words: string) => void
  onChanged: () => Promise<void>
}

/** An unused voucher goes back: points to the lots that they came from, money the way it came. */
function GiveBack({ voucher, onDone, onChanged }: GiveBackProps) {
  const { voucherId, source, points, paid } = voucher
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const giveBack = async () => {
    const { confirm } = await Taro.showModal({
      title: '退回这张凭证?',
      content: backWords(voucher),
      confirmText: '退回',
    })
    if (!confirm) return
    void run(async () => {
      setProblem('')
      try {
        if (source === 'flash') {
          const { refund, state } = await commit(
            'payment.returnVoucher',
            (operationId) => ({ operationId, voucherId, refund: paid }),
            { intention: `return-voucher:${voucherId}` },
          )
          onDone(
            state === 'manual'
              ? `已退回。付款已过一年,微信不能原路退回,${money(refund)} 由门店转账`
              : `已退回,${money(refund)} 原路退款`,
          )
        } else {
          const back = await commit('points.cancelVoucher', (operationId) => ({ operationId, voucherId }), {
            intention: `cancel-voucher:${voucherId}`,
          })
          onDone(returnedWords(back))
        }
      } catch (error) {
        setProblem(toCallError(error).message)
      }
      await onChanged()
    })
  }
  return (
    <View>
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      <Button kind="text" block loading={busy} onTap={() => void giveBack()}>
        {points > 0 ? '不想要了,退回积分' : '不想要了,退回'}
      </Button>
    </View>
  )
}

function backWords({ source, points, paid }: VoucherView): string {
  if (source === 'flash') return `没有领取,${money(paid)} 原路退款。退回后这张凭证不能再用。`
  if (points > 0)
    return `${count(points)} 积分退回原来的批次,有效期不变,已过有效期的部分不再退回。退回后这张凭证不能再用。`
  return '退回后这张凭证不能再用。'
}

function returnedWords({ points, expired }: { points: number; expired: number }): string {
  const back = points > 0 ? `已退回 ${count(points)} 积分` : '已退回'
  return expired > 0 ? `${back},另有 ${count(expired)} 积分已过有效期` : back
}

function NotFound() {
  return (
    <EmptyState
      icon="ticket"
      title="没有找到这张凭证"
      hint="领取和退回很久的凭证不再显示"
      action="看看积分和凭证"
      onAction={() => open('points')}
    />
  )
}

function VoucherSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <SkeletonRows count={2} />
    </View>
  )
}
