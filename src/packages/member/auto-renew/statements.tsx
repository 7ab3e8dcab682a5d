import { Textarea, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { toCallError } from '@/services/call'
import { momentText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { STATEMENT_STATE_NAMES, type Statement } from './words'

interface Props {
  statements: Statement[]
  now: number
  onChanged: () => Promise<void>
}

/** Bills of cards that are paid by what they saved: first the bill, a day to object, then money (M050). */
export function Statements({ statements, now, onChanged }: Props) {
  if (statements.length === 0) return null
  return (
    <View>
      <View className="section-title">省多少付多少 · 账单</View>
      <View className="stack">
        {statements.map((statement) => (
          <StatementCard key={statement.statementId} statement={statement} now={now} onChanged={onChanged} />
        ))}
      </View>
    </View>
  )
}

interface CardProps extends Omit<Props, 'statements'> {
  statement: Statement
}

function StatementCard({ statement, now, onChanged }: CardProps) {
  const { planName, saved, cap, charge, issuedAt, disputeUntil, state } = statement
  return (
    <Card>
      <View className="row row--between">
        <View className="title grow">{planName}</View>
        <Tag tone={state === 'open' || state === 'failed' ? 'warn' : 'quiet'}>
          {STATEMENT_STATE_NAMES[state]}
        </Tag>
      </View>
      <View className="small">{momentText(issuedAt, now)}出账</View>
      <View className="renew-bill">
        <View className="renew-bill__line">
          <View>这一期省了</View>
          <Money fen={saved} tone="ink" />
        </View>
        <View className="renew-bill__line">
          <View>最多付</View>
          <Money fen={cap} tone="ink" />
        </View>
        <View className="renew-bill__line renew-bill__line--sum">
          <View>这次付</View>
          <Money fen={charge} tone="ink" strong />
        </View>
      </View>
      <View>
        {state === 'open' && now < disputeUntil ? (
          <Dispute statement={statement} now={now} onChanged={onChanged} />
        ) : null}
      </View>
    </Card>
  )
}

function Dispute({ statement: { statementId, disputeUntil }, now, onChanged }: CardProps) {
  const [writing, setWriting] = useState(false)
  const [reason, setReason] = useState('')
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const send = () =>
    void run(async () => {
      setWords('')
      try {
        await commit(
          'payment.disputeStatement',
          (operationId) => ({ operationId, statementId, reason: reason.trim() }),
          { intention: `dispute:${statementId}` },
        )
        await onChanged()
      } catch (error) {
        setWords(toCallError(error).message)
      }
    })
  return (
    <View>
      <View className="small">
        24小时内可提出异议({momentText(disputeUntil, now)}前)。提出后先由门店核对,核对前不扣款。
      </View>
      <View className="renew-acts">
        {writing ? null : (
          <Button kind="secondary" compact onTap={() => setWriting(true)}>
            提出异议
          </Button>
        )}
      </View>
      <View>
        {writing ? (
          <View className="stack">
            <Textarea
              className="renew-reason"
              value={reason}
              placeholder="哪里不对?例如:11月20日那单没有用卡"
              maxlength={200}
              onInput={({ detail }) => setReason(detail.value)}
            />
            <Button block loading={busy} disabled={reason.trim() === ''} onTap={send}>
              提交异议,先不扣款
            </Button>
          </View>
        ) : null}
      </View>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </View>
  )
}
