import { clockText } from '@/services/format'
import { useBusy } from '@/stores/busy'
import { ActionRow } from './action-row'
import { commitUse, usedWords } from './benefit-row'
import type { AtCounter, CarryOut, Where } from './at-counter'

type Appointment = AtCounter['appointments'][number]

const STATES: Record<Appointment['state'], string> = {
  booked: '',
  completed: '已完成',
  cancelled: '已取消',
  missed: '没有到店',
}

interface Props {
  appointment: Appointment
  where: Where
  carryOut: CarryOut
}

/** A service of today at this branch, completed by the clerk once it was given (M029). */
export function AppointmentRow({ appointment, where, carryOut }: Props) {
  const { appointmentId, benefit, title, at, state } = appointment
  const [busy, run] = useBusy()
  const complete = () =>
    run(() =>
      carryOut(async () => usedWords(await commitUse(benefit, { units: 1, appointmentId }, where), '次')),
    )
  return (
    <ActionRow
      title={title}
      detail={`今天 ${clockText(at)}`}
      state={STATES[state]}
      action={state === 'booked' ? '完成' : null}
      busy={busy}
      onTap={() => void complete()}
    />
  )
}
