import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import type { Draft } from '../draft/draft'
import { tiersOf, type BenefitOffer } from '../draft/programme'
import { NumberField } from '../fields/figure-field'
import { ItemList } from '../fields/item-list'
import { PickField } from '../fields/pick-field'
import { PicksField } from '../fields/picks-field'
import { TextField } from '../fields/text-field'

type Service = Extract<BenefitOffer, { kind: 'service' }>
type Appointment = NonNullable<Service['appointment']>

interface Props {
  offer: Service
  onOffer: (offer: BenefitOffer) => void
  draft: Draft
}

/** Slots with so many places, open earlier for higher tiers (M029, M034). */
export function AppointmentFields({ offer, onOffer, draft }: Props) {
  const { appointment } = offer
  const change = (part: Partial<Appointment>) =>
    appointment && onOffer({ ...offer, appointment: { ...appointment, ...part } })
  return (
    <View>
      <SwitchRow
        title="要提前预约"
        on={appointment !== undefined}
        onChange={(on) => onOffer({ ...offer, appointment: on ? newAppointment(draft) : undefined })}
      />
      <View>{appointment ? <Slots appointment={appointment} change={change} draft={draft} /> : null}</View>
    </View>
  )
}

function newAppointment({ branches }: Draft): Appointment {
  return {
    branchIds: branches.slice(0, 1).map(({ id }) => id),
    slots: [{ at: '10:00', places: 2 }],
    openHours: 72,
    earlier: [],
    cancelHours: 2,
  }
}

function Slots(props: {
  appointment: Appointment
  change: (part: Partial<Appointment>) => void
  draft: Draft
}) {
  const { appointment, change, draft } = props
  const ranked = tiersOf(draft).slice(1)
  const free = ranked.find(({ rank }) => !appointment.earlier.some((one) => one.tierAtLeast === rank))
  return (
    <View>
      <PicksField
        label="门店"
        options={draft.branches}
        chosen={appointment.branchIds}
        onChosen={(branchIds) => change({ branchIds })}
      />
      <View className="field__label">每天的时段</View>
      <ItemList<Appointment['slots'][number]>
        items={appointment.slots}
        onItems={(slots) => change({ slots })}
        least={1}
        most={48}
        addWords="加一个时段"
        titleOf={({ at, places }) => `${at} · ${places}位`}
        make={() => ({ at: '', places: 2 })}
      >
        {(slot, changeSlot) => (
          <View>
            <TextField
              label="开始时间"
              most={5}
              value={slot.at}
              onValue={(at) => changeSlot({ at })}
              placeholder="例如:10:00"
            />
            <NumberField
              label="名额"
              most={200}
              unit="位"
              value={slot.places}
              onValue={(places) => changeSlot({ places })}
            />
          </View>
        )}
      </ItemList>
      <NumberField
        label="开始前"
        most={1440}
        unit="小时可约"
        value={appointment.openHours}
        onValue={(openHours) => change({ openHours })}
      />
      <NumberField
        label="开始前"
        least={0}
        most={72}
        unit="小时可取消"
        value={appointment.cancelHours}
        onValue={(cancelHours) => change({ cancelHours })}
        hint="到这时为止取消不算用过"
      />
      <View>
        {ranked.length > 0 ? (
          <View>
            <View className="field__label">高等级提前开放</View>
            <ItemList<Appointment['earlier'][number]>
              items={appointment.earlier}
              onItems={(earlier) => change({ earlier })}
              most={5}
              addWords="加一级"
              titleOf={({ tierAtLeast, hours }) =>
                `${ranked.find(({ rank }) => rank === tierAtLeast)?.name ?? `第${tierAtLeast}级`}提前${hours}小时`
              }
              make={() => (free ? { tierAtLeast: free.rank, hours: 24 } : null)}
            >
              {(one, changeOne) => (
                <View>
                  <PickField
                    label="等级"
                    options={ranked.map(({ rank, name }) => ({ id: String(rank), name: `${name}及以上` }))}
                    value={String(one.tierAtLeast)}
                    onValue={(id) => changeOne({ tierAtLeast: Number(id) })}
                  />
                  <NumberField
                    label="多提前"
                    most={720}
                    unit="小时"
                    value={one.hours}
                    onValue={(hours) => changeOne({ hours })}
                  />
                </View>
              )}
            </ItemList>
          </View>
        ) : null}
      </View>
    </View>
  )
}
