import { View } from '@tarojs/components'
import { serverNow } from '@/services/clock'
import { dayText } from '@/services/format'
import { dayAfter } from '../../card-editor/sections/days'
import { newId, withPart, type Draft } from '../../draft/draft'
import type { MemberEvent } from '../../draft/relations'
import { AudienceField } from '../../fields/audience-field'
import { NumberField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { DayField, PickField, TimeField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import { namesOf, type Part, type PartProps } from './part'

const eventsOf = (draft: Draft): readonly MemberEvent[] => draft.events ?? []

export const events: Part = {
  title: '活动报名',
  explains: '聚会、课程、试吃:报名不收费,名额报满为止,到场用会员码签到。前一天提醒报了名的人。',
  summary: (draft) =>
    namesOf(
      eventsOf(draft).map(({ title }) => title),
      '场',
    ),
  Fields,
}

function Fields({ draft, edit, at }: PartProps) {
  const items = eventsOf(draft)
  const [branch] = draft.branches
  return (
    <ItemList<MemberEvent>
      path="events"
      items={items}
      onItems={(list) => edit((whole) => withPart(whole, { events: list.length > 0 ? list : undefined }))}
      most={20}
      openAt={at}
      addWords="加一场"
      titleOf={({ title }) => title}
      detailOf={({ day, from, capacity }) => `${dayText(day, serverNow())} ${from} · ${capacity} 个名额`}
      make={() =>
        branch
          ? {
              id: newId('event', items),
              title: '',
              text: '',
              branchId: branch.id,
              day: dayAfter(serverNow(), 14),
              from: '14:00',
              to: '16:00',
              signUpThrough: dayAfter(serverNow(), 13),
              capacity: 20,
              audience: {},
            }
          : null
      }
    >
      {(one, change) => (
        <View>
          <TextField label="名称" path="title" value={one.title} onValue={(title) => change({ title })} />
          <TextField
            label="内容"
            long
            most={500}
            path="text"
            value={one.text}
            onValue={(text) => change({ text })}
          />
          <PickField
            label="门店"
            options={draft.branches}
            value={one.branchId}
            onValue={(branchId) => change({ branchId })}
          />
          <DayField label="哪一天" value={one.day} onValue={(day) => change({ day })} />
          <TimeField label="开始" value={one.from} onValue={(from) => change({ from })} />
          <TimeField label="结束" value={one.to} onValue={(to) => change({ to })} />
          <DayField
            label="报名截止(含当天)"
            value={one.signUpThrough}
            onValue={(signUpThrough) => change({ signUpThrough })}
          />
          <NumberField
            label="名额"
            most={10_000}
            unit="个"
            value={one.capacity}
            onValue={(capacity) => change({ capacity })}
          />
          <AudienceField
            audience={one.audience}
            draft={draft}
            onAudience={(audience) => change({ audience })}
          />
        </View>
      )}
    </ItemList>
  )
}
