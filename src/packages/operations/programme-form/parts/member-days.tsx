import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import { serverNow } from '@/services/clock'
import { dayText } from '@/services/format'
import { dayAfter } from '../../card-editor/sections/days'
import { newId, type Draft } from '../../draft/draft'
import { couponsOf } from '../../draft/programme'
import { careOf, withCare, type MemberDay } from '../../draft/relations'
import { AudienceField } from '../../fields/audience-field'
import { NumberField, TimesField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { DayField, PickField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import { couponOptions } from './campaigns'
import { namesOf, type Part, type PartProps } from './part'

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'].map((day, index) => ({
  id: String(index + 1),
  name: `每周${day}`,
}))
const RECURS = [
  { id: 'monthly', name: '每月一天' },
  { id: 'weekly', name: '每周一天' },
  { id: 'dates', name: '指定日期' },
]

export const memberDays: Part = {
  title: '会员日',
  explains: '固定的日子,到点自己开始、自己结束。前一天或当天早上告诉愿意收活动消息的会员。',
  summary: (draft) =>
    namesOf(
      careOf(draft).memberDays.map(({ title }) => title),
      '个',
    ),
  Fields,
}

function Fields({ draft, edit, at }: PartProps) {
  const { memberDays: items } = careOf(draft)
  return (
    <ItemList<MemberDay>
      path="care.memberDays"
      items={items}
      onItems={(list) => edit(withCare({ memberDays: list }))}
      most={10}
      openAt={at}
      addWords="加一个会员日"
      titleOf={({ title }) => title}
      detailOf={({ recurs }) => recurrenceWords(recurs)}
      make={() => ({
        id: newId('day', items),
        title: '',
        text: '',
        recurs: { kind: 'monthly', dayOfMonth: 8 },
        audience: {},
        pointsBasisPoints: 20_000,
      })}
    >
      {(one, change) => (
        <View>
          <TextField label="名称" path="title" value={one.title} onValue={(title) => change({ title })} />
          <TextField
            label="说明"
            long
            most={200}
            path="text"
            value={one.text}
            onValue={(text) => change({ text })}
          />
          <RecurrenceField recurs={one.recurs} onRecurs={(recurs) => change({ recurs })} />
          <Gives one={one} change={change} draft={draft} />
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

interface GivesProps {
  one: MemberDay
  change: (part: Partial<MemberDay>) => void
  draft: Draft
}

function Gives({ one, change, draft }: GivesProps) {
  const [coupon] = couponsOf(draft).templates
  return (
    <View>
      <SwitchRow
        title="当天积分多倍"
        on={one.pointsBasisPoints !== undefined}
        onChange={(on) => change({ pointsBasisPoints: on ? 20_000 : undefined })}
      />
      {one.pointsBasisPoints === undefined ? null : (
        <TimesField
          label="积分"
          least={11_000}
          most={100_000}
          value={one.pointsBasisPoints}
          onValue={(pointsBasisPoints) => change({ pointsBasisPoints })}
        />
      )}
      {coupon ? (
        <SwitchRow
          title="当天可领一张券"
          on={one.templateId !== undefined}
          onChange={(on) => change({ templateId: on ? coupon.id : undefined })}
        />
      ) : null}
      {one.templateId === undefined ? null : (
        <PickField
          label="哪种券"
          options={couponOptions(draft)}
          value={one.templateId}
          onValue={(templateId) => change({ templateId })}
        />
      )}
    </View>
  )
}

interface RecurrenceProps {
  recurs: MemberDay['recurs']
  onRecurs: (recurs: MemberDay['recurs']) => void
}

function RecurrenceField({ recurs, onRecurs }: RecurrenceProps) {
  const choose = (id: string) => {
    if (id === 'monthly') onRecurs({ kind: 'monthly', dayOfMonth: 8 })
    else if (id === 'weekly') onRecurs({ kind: 'weekly', weekday: 3 })
    else onRecurs({ kind: 'dates', days: [dayAfter(serverNow(), 7)] })
  }
  return (
    <View>
      <PickField label="什么时候" options={RECURS} value={recurs.kind} onValue={choose} />
      {recurs.kind === 'monthly' ? (
        <NumberField
          label="每月"
          most={31}
          unit="号"
          value={recurs.dayOfMonth}
          onValue={(dayOfMonth) => onRecurs({ kind: 'monthly', dayOfMonth })}
          hint="没有这一天的月份在最后一天"
        />
      ) : null}
      {recurs.kind === 'weekly' ? (
        <PickField
          label="星期几"
          options={WEEKDAYS}
          value={String(recurs.weekday)}
          onValue={(id) => onRecurs({ kind: 'weekly', weekday: Number(id) })}
        />
      ) : null}
      {recurs.kind === 'dates' ? (
        <ItemList<string>
          items={recurs.days}
          onItems={(days) => onRecurs({ kind: 'dates', days })}
          least={1}
          most={60}
          addWords="加一天"
          titleOf={(day) => dayText(day, serverNow())}
          make={() => dayAfter(serverNow(), 7)}
        >
          {(day, _change, replaceDay) => <DayField label="日期" value={day} onValue={replaceDay} />}
        </ItemList>
      ) : null}
    </View>
  )
}

function recurrenceWords(recurs: MemberDay['recurs']): string {
  if (recurs.kind === 'monthly') return `每月${recurs.dayOfMonth}号`
  if (recurs.kind === 'weekly') return WEEKDAYS[recurs.weekday - 1]?.name ?? ''
  return recurs.days.map((day) => dayText(day, serverNow())).join('、')
}
