import { Input, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { ProgressBar } from '@/components/progress-bar'
import { Sheet } from '@/components/sheet'
import { toCallError } from '@/services/call'
import { fenOf, money, yuan } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import type { Wallet } from './index'

/** What the member wants to spend here in a month: only shown, nothing is ever blocked (M117). */
export function Budget({ budget, onEdit }: { budget: Wallet['budget']; onEdit: () => void }) {
  if (!budget) {
    return (
      <Card kind="flush">
        <ListRow icon="chart" title="每月预算" detail="给自己定个数,随时看花了多少" onTap={onEdit} />
      </Card>
    )
  }
  const { monthly, spent } = budget
  return (
    <Card onTap={onEdit}>
      <FactLine label={`本月预算 ${money(monthly)}`} value={<Money fen={spent} tone="ink" />} />
      <ProgressBar share={spent / monthly} tone="accent" />
      <View className="small">
        {spent > monthly
          ? `已超出 ${money(spent - monthly)},余额照常可用`
          : `还可以花 ${money(monthly - spent)}`}
      </View>
    </Card>
  )
}

interface SheetProps {
  open: boolean
  wallet: Wallet
  onClose: () => void
  onSaved: () => void
}

export function BudgetSheet({ open, wallet, onClose, onSaved }: SheetProps) {
  const before = wallet.budget?.monthly ?? null
  const kept = before === null ? '' : yuan(before).replaceAll(',', '')
  const [text, setText] = useState(kept)
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  useEffect(() => {
    if (open) setText(kept)
  }, [open, kept])
  const monthly = fenOf(text)

  const save = (amount: number | null) =>
    void run(async () => {
      setWords('')
      try {
        await commit('membership.budget', (operationId) => ({ operationId, monthly: amount }), {
          intention: 'budget',
        })
        onSaved()
      } catch (error) {
        setWords(toCallError(error).message)
      }
    })

  return (
    <Sheet
      open={open}
      title="每月预算"
      onClose={onClose}
      footer={
        <Button block loading={busy} disabled={monthly === null || monthly < 100} onTap={() => save(monthly)}>
          保存
        </Button>
      }
    >
      <View className="stack">
        <View>每月想在这里花多少?只做提醒,不会限制付款,店家也看不到。</View>
        <Input
          className="wallet-input"
          type="digit"
          value={text}
          placeholder="金额,元"
          onInput={({ detail }) => setText(detail.value)}
        />
        <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
        <View>
          {before === null ? null : (
            <Button kind="text" block disabled={busy} onTap={() => save(null)}>
              不再设预算
            </Button>
          )}
        </View>
      </View>
    </Sheet>
  )
}
