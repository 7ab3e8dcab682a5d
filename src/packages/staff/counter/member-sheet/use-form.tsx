import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Stepper } from '@/components/stepper'
import { fenOf } from '@/services/format'
import './use-form.scss'

/** Beyond so many, a number is typed faster than tapped. */
const MOST_TAPPED = 12

interface UnitsProps {
  title: string
  most: number
  unit: string
  action: string
  busy: boolean
  onUse: (units: number) => void
}

/** How many at once, from one up to what is left. */
export function UnitsForm({ title, most, unit, action, busy, onUse }: UnitsProps) {
  const [units, setUnits] = useState(1)
  const typed = most > MOST_TAPPED
  return (
    <View className="use-form">
      <View className="use-form__field">
        {typed ? (
          <Field
            type="number"
            value={units === 0 ? '' : String(units)}
            placeholder={`几${unit}`}
            onInput={(text) => setUnits(Math.min(most, Number(text.replace(/\D/g, '').slice(0, 5))))}
          />
        ) : (
          <Stepper value={units} most={most} label={title} onChange={setUnits} />
        )}
      </View>
      <Button compact loading={busy} disabled={units === 0} onTap={() => onUse(units)}>
        {`${action}${units}${unit}`}
      </Button>
    </View>
  )
}

/** For what is paid up to an amount: what the member asks for. */
export function AmountForm({ busy, onUse }: { busy: boolean; onUse: (fen: number) => void }) {
  const [text, setText] = useState('')
  const fen = fenOf(text) ?? 0
  return (
    <View className="use-form">
      <View className="use-form__field">
        <Field type="digit" value={text} placeholder="凭据上的金额(元)" onInput={setText} />
      </View>
      <Button compact loading={busy} disabled={fen === 0} onTap={() => onUse(fen)}>
        核销
      </Button>
    </View>
  )
}

const REASONS = ['今天没有空位了', '今天已经用完了', '设备正在维护'] as const
/** What the contract takes. */
const LEAST_REASON = 2
const LONGEST_REASON = 100

interface AvailableProps {
  busy: boolean
  onGive: () => void
  onRefuse: (reason: string) => void
}

/** Given, or not and why: the member reads the same reason (M122). */
export function AvailableForm({ busy, onGive, onRefuse }: AvailableProps) {
  const [reason, setReason] = useState('')
  const complete = reason.trim().length >= LEAST_REASON
  return (
    <View className="use-form use-form--stacked">
      <Button block loading={busy} onTap={onGive}>
        可以提供,记一次
      </Button>
      <View className="use-form__words">现在不能提供时,会员会看到这里写的原因:</View>
      <View className="use-form__reasons">
        {REASONS.map((words) => (
          <View
            key={words}
            className={words === reason ? 'use-form__reason use-form__reason--on' : 'use-form__reason'}
            ariaRole="radio"
            onClick={() => setReason(words)}
          >
            {words}
          </View>
        ))}
      </View>
      <Field
        type="text"
        value={reason}
        placeholder="或写下原因"
        onInput={(text) => setReason(text.slice(0, LONGEST_REASON))}
      />
      <Button
        kind="secondary"
        block
        loading={busy}
        disabled={!complete}
        onTap={() => onRefuse(reason.trim())}
      >
        这次不能提供
      </Button>
    </View>
  )
}

interface FieldProps {
  type: 'number' | 'digit' | 'text'
  value: string
  placeholder: string
  onInput: (text: string) => void
}

function Field({ type, value, placeholder, onInput }: FieldProps) {
  return (
    <Input
      className="use-form__input"
      type={type}
      value={value}
      placeholder={placeholder}
      placeholderClass="use-form__placeholder"
      confirmType="done"
      onInput={({ detail }) => onInput(detail.value)}
    />
  )
}
