import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { CheckRow } from '@/components/check-row'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { copyText } from '@/platform/clipboard'
import { FALLBACKS } from '@/platform/outcomes'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'

export type Perk = Output<'membership.perks'>['perks'][number]

const STATE_NAMES: Record<Perk['state'], string> = {
  offered: '待领取',
  issued: '已领取',
  activated: '已激活',
  used: '已使用',
  expired: '已到期',
  void: '已失效',
  refunded: '已退回',
}

interface Props {
  perk: Perk
  now: number
  onChanged: (perk: Perk) => void
  onMoved: () => Promise<void>
}

/** One perk: what the partner learns, its code for the holder's eyes, and how long it is paid for. */
export function PerkCard({ perk, now, onChanged, onMoved }: Props) {
  const { partnerName, title, state, code, codeValidThrough, paidThrough, instead } = perk
  const over = state === 'expired' || state === 'void' || state === 'refunded' || state === 'used'
  return (
    <Card kind={over ? 'quiet' : 'plain'}>
      <View className="row row--between">
        <View className="title grow">{title}</View>
        <Tag tone={over ? 'quiet' : 'gold'}>{STATE_NAMES[state]}</Tag>
      </View>
      <View className="small">
        由{partnerName}提供
        {state === 'void' || state === 'refunded' ? '' : ` · 已付到${dayText(paidThrough, now)}`}
      </View>
      <View>{instead ? <Notice>{instead}</Notice> : null}</View>
      <View>{code ? <Code code={code} validThrough={codeValidThrough} now={now} /> : null}</View>
      <View>
        {state === 'offered' ? <Claim perk={perk} onChanged={onChanged} onMoved={onMoved} /> : null}
      </View>
      <View>{state === 'issued' ? <Activation perk={perk} now={now} onChanged={onChanged} /> : null}</View>
    </Card>
  )
}

function Code({ code, validThrough, now }: { code: string; validThrough: string | null; now: number }) {
  const [words, setWords] = useState('点一下复制')
  const copy = () => void copyText(code).then((done) => setWords(done ? '已复制' : FALLBACKS.clipboard))
  return (
    <View className="perk-code" hoverClass="perk-code--pressed" onClick={copy}>
      <View className="perk-code__value">{code}</View>
      <View className="small">
        {words}
        {validThrough ? ` · ${dayText(validThrough, now)}前兑换` : ''}
      </View>
    </View>
  )
}

/** The consent is for this partner alone, empty until the person ticks it (PIPL 23, L9). */
function Claim({ perk, onChanged, onMoved }: Omit<Props, 'now'>) {
  const { orderId, perkId, partnerName, dataShared, deduction } = perk
  const [consent, setConsent] = useState(false)
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const issue = () => {
    if (!consent) return setWords(`请先勾选,同意把信息提供给${partnerName}`)
    void run(async () => {
      setWords('')
      try {
        const issued = await commit(
          'membership.issuePerk',
          (operationId) => ({ operationId, orderId, perkId, consent: true as const }),
          { intention: `perk:${orderId}:${perkId}` },
        )
        onChanged(issued)
        if (issued.state !== 'issued') await onMoved()
      } catch (error) {
        setWords(toCallError(error).message)
      }
    })
  }
  return (
    <View>
      <View className="perk-shared">
        <View className="small">{partnerName}会收到</View>
        <View>{dataShared}</View>
      </View>
      <View>
        {deduction > 0 ? (
          <View className="small">领取并使用后再退卡,会从退款里扣 {money(deduction)}。</View>
        ) : null}
      </View>
      <CheckRow checked={consent} onChange={setConsent}>
        单独同意把上面的信息提供给{partnerName},只用于这项权益
      </CheckRow>
      <Button block kind="secondary" loading={busy} onTap={issue}>
        领取
      </Button>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </View>
  )
}

function Activation({ perk, now, onChanged }: Omit<Props, 'onMoved'>) {
  const { orderId, perkId, partnerName, activateBy } = perk
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const mark = () =>
    void run(async () => {
      setWords('')
      try {
        onChanged(
          await commit('membership.activatedPerk', (operationId) => ({ operationId, orderId, perkId }), {
            intention: `activated:${orderId}:${perkId}`,
          }),
        )
      } catch (error) {
        setWords(toCallError(error).message)
      }
    })
  return (
    <View>
      <View className="small">
        到{partnerName}兑换
        {activateBy ? `,请在${dayText(activateBy, now)}前激活` : ''}。
      </View>
      <View className="perk-act">
        <Button kind="secondary" compact loading={busy} onTap={mark}>
          我已激活
        </Button>
      </View>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </View>
  )
}
