import { View } from '@tarojs/components'
import { clockText } from '@/services/format'
import type { Output } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import { ActionRow } from './action-row'
import type { CarryOut, Where } from './at-counter'

type Event = Output<'counter.events'>['events'][number]

interface Props {
  where: Where
  carryOut: CarryOut
}

/** Today's events at this branch: who signed up is checked in with the code that was just shown (M105). */
export function EventRows({ where, carryOut }: Props) {
  const { data, reload } = useAnswer('counter.events', where)
  const events = data?.events.filter(({ signedUp }) => signedUp) ?? []
  return (
    <View>
      {events.length > 0 ? <View className="member-sheet__title">今天报名的活动</View> : null}
      {events.map((event) => (
        <EventRow
          key={event.eventId}
          event={event}
          where={where}
          carryOut={async (work) => {
            await carryOut(work)
            await reload()
          }}
        />
      ))}
    </View>
  )
}

function EventRow({ event, where, carryOut }: Props & { event: Event }) {
  const { eventId, title, startsAt, endsAt, checkedInAt, why } = event
  const [busy, run] = useBusy()
  const checkIn = () =>
    run(() =>
      carryOut(async () => {
        await commit('counter.checkInEvent', (operationId) => ({ operationId, ...where, eventId }), {
          intention: `check-in-event:${where.visit}:${eventId}`,
          resume: false,
        })
        return `已签到:${title}`
      }),
    )
  return (
    <ActionRow
      title={title}
      detail={`${clockText(startsAt)}到${clockText(endsAt)}`}
      state={checkedInAt === null ? (why ?? '已报名') : `${clockText(checkedInAt)}已签到`}
      action={checkedInAt === null && why === null ? '签到' : null}
      busy={busy}
      onTap={() => void checkIn()}
    />
  )
}
