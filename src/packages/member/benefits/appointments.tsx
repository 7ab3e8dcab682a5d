import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Fold } from '@/components/fold'
import { useGradually } from '@/components/gradually'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { momentText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'

type Appointment = Output<'membership.benefits'>['appointments'][number]

const STATE_NAMES: Record<Appointment['state'], string> = {
  booked: '已约好',
  completed: '已完成',
  cancelled: '已取消',
  missed: '没有到店',
}

interface Props {
  appointments: readonly Appointment[]
  now: number
  reload: () => Promise<void>
}

/** What is booked comes first; what is over can be looked up. */
export function Appointments({ appointments, now, reload }: Props) {
  const booked = appointments.filter(({ state }) => state === 'booked')
  const past = appointments.filter(({ state }) => state !== 'booked')
  const { shown } = useGradually(booked.length, { portion: 5, first: 2, page: 50 })
  if (appointments.length === 0) return <View />
  return (
    <View>
      <View className="section-title">预约</View>
      <Card kind="flush">
        <View>
          {booked.slice(0, shown).map((appointment) => (
            <Booked key={appointment.appointmentId} appointment={appointment} now={now} reload={reload} />
          ))}
        </View>
        {past.length > 0 ? (
          <Fold title="之前的预约" summary={`${past.length} 次`}>
            <MoreRows items={past} first={3} unit="次">
              {({ appointmentId, title, at, branchName, state }) => (
                <View key={appointmentId} className="benefit-past">
                  <View className="grow">
                    <View>{title}</View>
                    <View className="small">
                      {momentText(at, now)} · {branchName}
                    </View>
                  </View>
                  <Tag>{STATE_NAMES[state]}</Tag>
                </View>
              )}
            </MoreRows>
          </Fold>
        ) : null}
      </Card>
    </View>
  )
}

function Booked({ appointment, now, reload }: { appointment: Appointment } & Omit<Props, 'appointments'>) {
  const { appointmentId, title, at, branchName, cancellableUntil, state } = appointment
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const cancel = async () => {
    const { confirm } = await Taro.showModal({
      title: '取消这次预约?',
      content: '不收费,次数还给您,时段留给其他会员。',
      confirmText: '取消预约',
      cancelText: '留着',
    })
    if (!confirm) return
    await run(async () => {
      setWords('')
      try {
        await commit('membership.cancelAppointment', (operationId) => ({ operationId, appointmentId }), {
          intention: `cancel-appointment:${appointmentId}`,
        })
      } catch (error) {
        setWords(toCallError(error).message)
      }
      await reload()
    })
  }
  return (
    <View className="benefit">
      <View className="benefit__head">
        <View className="grow">
          <View className="benefit__when">{momentText(at, now)}</View>
          <View>{title}</View>
        </View>
        <Tag tone="gold">{STATE_NAMES[state]}</Tag>
      </View>
      <View className="small">{branchName},到店请店员扫会员码完成</View>
      <View>
        {cancellableUntil > now ? (
          <View className="benefit__act">
            <Button kind="secondary" compact loading={busy} onTap={() => void cancel()}>
              取消预约
            </Button>
            <View className="small">{momentText(cancellableUntil, now)}前可免费取消</View>
          </View>
        ) : (
          <View className="small">已过可取消的时间。不能来请告诉门店,次数不会扣掉。</View>
        )}
      </View>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </View>
  )
}
