import { call } from '@/services/call'
import { clockText, money } from '@/services/format'
import { useBusy } from '@/stores/busy'
import { UndoButton } from '../../undo-button'
import { untilAnswered } from '../../until-answered'
import { ActionRow } from './action-row'
import type { AtCounter, CarryOut } from './at-counter'

type Use = AtCounter['recent'][number]

interface Props {
  use: Use
  which: { branchId: string; memberNumber: string }
  carryOut: CarryOut
}

/** A use of the last minutes: taken back it counts again and its saving goes. */
export function RecentUse({ use, which, carryOut }: Props) {
  const [busy, run] = useBusy()
  const { useId, at, title, amount, saved, undoUntil } = use
  const undo = () =>
    run(() =>
      carryOut(async () => {
        await untilAnswered(() => call('counter.undoBenefit', { ...which, useId }))
        return `${title}已撤销,次数已还给会员`
      }),
    )
  return (
    <ActionRow
      title={title}
      detail={[
        `${clockText(at)}使用`,
        amount > 0 ? `给付${money(amount)}` : saved > 0 ? `省${money(saved)}` : '',
      ]
        .filter((text) => text !== '')
        .join(' · ')}
    >
      {undoUntil === null ? null : <UndoButton until={undoUntil} busy={busy} onUndo={() => void undo()} />}
    </ActionRow>
  )
}
