import { View } from '@tarojs/components'
import { useState } from 'react'
import { serverNow } from '@/services/clock'
import type { Input, Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { ActionRow } from './action-row'
import type { AtCounter, CarryOut, Where } from './at-counter'
import { AmountForm, AvailableForm, UnitsForm } from './use-form'

type Benefit = AtCounter['benefits'][number]
type Asked = Pick<Input<'counter.useBenefit'>, 'units' | 'amount' | 'refusedBecause' | 'appointmentId'>
type Used = Output<'counter.useBenefit'>

interface Props {
  benefit: Benefit
  where: Where
  carryOut: CarryOut
}

/** One benefit: a single press for one unit, a small form for several, for an amount, for "if available". */
export function BenefitRow({ benefit, where, carryOut }: Props) {
  const [busy, run] = useBusy()
  const [asking, setAsking] = useState(false)
  const form = formOf(benefit)
  const use = (asked: Asked) =>
    run(() =>
      carryOut(async () => {
        const used = await commitUse(benefit.benefit, asked, where)
        setAsking(false)
        return usedWords(used, benefit.unit, asked.amount)
      }),
    )
  return (
    <ActionRow
      title={benefit.title}
      detail={benefit.detail}
      state={stateOf(benefit)}
      action={form === null ? null : asking ? '收起' : '使用'}
      quiet={asking}
      busy={busy && form === 'once'}
      onTap={() => (form === 'once' ? void use({ units: 1 }) : setAsking(!asking))}
    >
      <View>
        {asking && form === 'units' ? (
          <UnitsForm
            title={benefit.title}
            most={benefit.left ?? 1}
            unit={benefit.unit}
            action="用"
            busy={busy}
            onUse={(units) => void use({ units })}
          />
        ) : asking && form === 'amount' ? (
          <AmountForm busy={busy} onUse={(amount) => void use({ units: 1, amount })} />
        ) : asking && form === 'available' ? (
          <AvailableForm
            busy={busy}
            onGive={() => void use({ units: 1 })}
            onRefuse={(refusedBecause) => void use({ units: 1, refusedBecause })}
          />
        ) : null}
      </View>
    </ActionRow>
  )
}

/** A lost answer is asked for again as the same use; its page alone may repeat it. */
export function commitUse(benefit: Benefit['benefit'], asked: Asked, where: Where): Promise<Used> {
  const intention = `use-benefit:${where.visit}:${benefit.source}:${benefit.benefitId}`
  return commit('counter.useBenefit', (operationId) => ({ operationId, ...where, benefit, ...asked }), {
    intention,
    resume: false,
  })
}

/** @param asked fen that were asked for, of which less may have been given (M118) */
export function usedWords({ title, units, amount, saved, outcome, reason }: Used, unit: string, asked = 0) {
  if (outcome === 'refused') return `已记录:${title}这次没有提供(${reason ?? ''})`
  if (amount > 0)
    return amount < asked
      ? `${title}给付${money(amount)},本期只剩这么多;余下${money(asked - amount)}由会员自付`
      : `${title}给付${money(amount)}`
  return `已使用${title}${units}${unit || '次'}${saved > 0 ? `,省${money(saved)}` : ''}`
}

function formOf({
  kind,
  left,
  gate,
  choice,
  bookable,
}: Benefit): 'once' | 'units' | 'amount' | 'available' | null {
  if ((gate?.missing ?? 0) > 0 || left === 0) return null
  switch (kind) {
    case 'quota':
      return (left ?? 1) > 1 ? 'units' : 'once'
    case 'service':
      return bookable ? null : (left ?? 1) > 1 ? 'units' : 'once'
    case 'choice':
      return choice?.chosen ? ((left ?? 1) > 1 ? 'units' : 'once') : null
    case 'capped':
      return 'amount'
    case 'if_available':
      return 'available'
    case 'birthday':
      return 'once'
    default:
      return null
  }
}

/** How much is left, or what is in the way. */
function stateOf({ kind, left, of, unit, gate, choice, bookable, renewsOn, worth }: Benefit): string {
  if (gate !== null && gate.missing > 0) return `再消费${money(gate.missing)}可用`
  if (left === 0) return renewsOn ? `本期已用完,${dayText(renewsOn, serverNow())}恢复` : '已用完'
  if (choice?.chosen === null) return '请会员先在手机上选好本期的权益'
  if (bookable) return '需要先预约,到店后在「今天的预约」里完成'
  const chosen = choice?.options.find(({ id }) => id === choice.chosen)?.title
  const amounts =
    left === null || of === null
      ? ''
      : kind === 'capped'
        ? `剩${money(left)},共${money(of)}`
        : `剩${left}${unit},共${of}${unit}`
  return [chosen ? `本期选了${chosen}` : '', amounts, worth === null ? '' : `值${money(worth)}`]
    .filter((text) => text !== '')
    .join(' · ')
}
