import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { toCallError } from '@/services/call'
import type { ContractView } from '@/services/contract'
import { dayText, momentText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { syncContract } from '@/services/signing'
import { useBusy } from '@/stores/busy'
import { Events } from './events'
import { CONTRACT_STATE_NAMES, PURPOSE_NAMES, nothingDueWords, priceWords } from './words'

interface Props {
  contract: ContractView
  now: number
  onChanged: (contract: ContractView) => void
  onRefused: () => Promise<void>
}

/** One live contract: when money is taken next and how much, what was told, and how to end it. */
export function ContractCard({ contract, now, onChanged, onRefused }: Props) {
  const { contractCode, purpose, planId, planName, state, next, notice } = contract
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const name = PURPOSE_NAMES[purpose]

  const attempt = (work: () => Promise<ContractView>) =>
    void run(async () => {
      setWords('')
      try {
        onChanged(await work())
      } catch (error) {
        setWords(toCallError(error).message)
        await onRefused()
      }
    })
  /** The second of two taps: nothing is asked, offered or explained away in between (L1). */
  const end = async () => {
    const { confirm } = await Taro.showModal({
      title: `关闭${name}?`,
      content: '立即生效,不收费用,之后不再扣款。已付的有效期照常使用。',
      confirmText: '关闭',
      cancelText: '返回',
    })
    if (!confirm) return
    attempt(async () => {
      const ended = await commit('payment.cancelContract', (operationId) => ({ operationId, contractCode }), {
        intention: `cancel-contract:${contractCode}`,
      })
      return ended.contract
    })
  }

  return (
    <View className="stack">
      <Card>
        <View className="row row--between">
          <View className="title grow">{planName || name}</View>
          <Tag tone={state === 'active' || state === 'announced' ? 'gold' : 'warn'}>
            {CONTRACT_STATE_NAMES[state]}
          </Tag>
        </View>
        <View className="small">
          {name} · {priceWords(contract)}
        </View>
        <View>
          {next ? (
            <View className="renew-next">
              <View className="small">下次扣款</View>
              <View className="renew-next__line">
                <View className="renew-next__day">{dayText(next.chargeOn, now)}</View>
                <Money fen={next.amount} size="large" tone="ink" />
              </View>
              <View className="small">
                {dayText(next.noticeOn, now)}起提醒;提醒没有送达就不扣,扣的不会比这个多。
              </View>
            </View>
          ) : (
            <View className="renew-next">{nothingDueWords(contract)}</View>
          )}
        </View>
        <View>
          {notice ? (
            <View className="renew-notice">
              <View>{notice.text}</View>
              <View className="small">{momentText(notice.sentAt, now)}提醒</View>
            </View>
          ) : null}
        </View>
        <View className="renew-acts">
          {state === 'signing' ? (
            <Button
              kind="secondary"
              compact
              loading={busy}
              onTap={() => attempt(() => syncContract(contractCode))}
            >
              查询签约结果
            </Button>
          ) : null}
          {state === 'suspended' || state === 'retrying' ? (
            <Button kind="secondary" compact onTap={() => open('plan', { planId })}>
              手动续卡
            </Button>
          ) : null}
          <Button kind="secondary" compact loading={busy} onTap={() => void end()}>
            {state === 'signing' ? '不开通了' : `关闭${name}`}
          </Button>
        </View>
        <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
      </Card>
      <Events events={contract.events} now={now} first={6} />
    </View>
  )
}
