import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { QrCode } from '@/components/qr-code'
import { EmptyState } from '@/components/state-message'
import { copyText } from '@/platform/clipboard'
import { FALLBACKS } from '@/platform/outcomes'
import { toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { momentText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { type Item, Passing, Rules } from './passing'

type Transferable = Output<'membership.transferable'>
type Offered = NonNullable<Transferable['offered']>

/** What can be passed on, and the code that is out: one at a time, and it can be taken back. */
export function Give({ answer, reload }: { answer: Transferable; reload: () => Promise<void> }) {
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const { items, offered, rules } = answer

  const act = (work: () => Promise<unknown>) =>
    void run(async () => {
      setWords('')
      try {
        await work()
        await reload()
      } catch (error) {
        setWords(toCallError(error).message)
      }
    })
  const offer = ({ item }: Item) =>
    act(() =>
      commit('membership.offerTransfer', (operationId) => ({ operationId, item }), {
        intention: 'offer-transfer',
        resume: false,
      }),
    )
  const withdraw = () =>
    act(() =>
      commit('membership.withdrawTransfer', (operationId) => ({ operationId }), {
        intention: 'withdraw-transfer',
        resume: false,
      }),
    )

  if (items.length === 0)
    return (
      <EmptyState icon="handshake" title="没有可转让的余额或卡" hint="刚消费的要等撤销时间过了才能转让" />
    )
  return (
    <View className="stack">
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
      <View>{offered ? <Shown offered={offered} busy={busy} onWithdraw={withdraw} /> : null}</View>
      {items.map((item) => (
        <Card key={item.item.kind === 'card' ? item.item.membershipId : 'balance'}>
          <View className="stack">
            <Passing item={item} />
            <Button kind="secondary" block loading={busy} onTap={() => offer(item)}>
              {item.item.kind === 'card' ? '转让这张卡' : '转让全部余额'}
            </Button>
          </View>
        </Card>
      ))}
      <Card>
        <Rules rules={rules} />
      </Card>
    </View>
  )
}

interface ShownProps {
  offered: Offered
  busy: boolean
  onWithdraw: () => void
}

function Shown({ offered: { code, validUntil, item }, busy, onWithdraw }: ShownProps) {
  const [words, setWords] = useState('')
  const copy = () =>
    void copyText(code).then((copied) => setWords(copied ? '已复制,只发给要转让的人' : FALLBACKS.clipboard))
  return (
    <Card>
      <View className="transfer-code">
        <View className="title">{item.kind === 'card' ? '转让卡' : '转让余额'}</View>
        <View className="small">对方在「转让与接收」里扫码或粘贴,确认后立即转走</View>
        <QrCode id="transfer-qr" value={code} />
        <View className="small">{`${momentText(validUntil, serverNow())}前有效,只能用一次`}</View>
        <Button kind="text" block icon="copy" onTap={copy}>
          {words || '复制转让码'}
        </Button>
        <Button kind="secondary" block loading={busy} onTap={onWithdraw}>
          不转了,作废这个码
        </Button>
      </View>
    </Card>
  )
}
