import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import { serverNow } from '@/services/clock'
import { dayText } from '@/services/format'
import { dayAfter } from '../../card-editor/sections/days'
import { newId, type Draft } from '../../draft/draft'
import { couponsOf } from '../../draft/programme'
import { careOf, withCare, type CareTexts, type Holiday } from '../../draft/relations'
import { ItemList } from '../../fields/item-list'
import { DayField, PickField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import { couponOptions } from './campaigns'
import { namesOf, type Part, type PartProps } from './part'

/** A coupon that comes with it, or none. */
function CouponField(props: {
  draft: Draft
  value: string | undefined
  onValue: (id: string | undefined) => void
}) {
  const { draft, value, onValue } = props
  if (couponsOf(draft).templates.length === 0) return null
  return (
    <PickField
      label="附一张券"
      options={[{ id: '', name: '不附' }, ...couponOptions(draft)]}
      value={value ?? ''}
      onValue={(id) => onValue(id === '' ? undefined : id)}
    />
  )
}

export const birthdayCare: Part = {
  title: '生日祝福',
  explains: '填了生日、同意收活动消息的会员,每年一次;改生日也不会有第二次。没填生日的不打扰。',
  law: '个人信息保护法第六条',
  summary: (draft) => (careOf(draft).birthday ? '已打开' : null),
  Fields: ({ draft, edit }: PartProps) => {
    const { birthday } = careOf(draft)
    return (
      <View>
        <SwitchRow
          title="祝会员生日快乐"
          on={birthday !== undefined}
          onChange={(on) =>
            edit(withCare({ birthday: on ? { text: '生日快乐,愿你今天开开心心' } : undefined }))
          }
        />
        {birthday ? (
          <View>
            <TextField
              label="祝福"
              long
              most={200}
              path="care.birthday.text"
              value={birthday.text}
              onValue={(text) => edit(withCare({ birthday: { ...birthday, text } }))}
            />
            <CouponField
              draft={draft}
              value={birthday.templateId}
              onValue={(templateId) =>
                edit(withCare({ birthday: { text: birthday.text, ...(templateId ? { templateId } : {}) } }))
              }
            />
          </View>
        ) : null}
      </View>
    )
  },
}

export const holidays: Part = {
  title: '节日问候',
  explains: '每个节日一次,算进每周活动消息的上限。农历节日每年日期不同,一年一行。',
  summary: (draft) =>
    namesOf(
      careOf(draft).holidays.map(({ title }) => title),
      '个',
    ),
  Fields: ({ draft, edit, at }: PartProps) => {
    const { holidays: items } = careOf(draft)
    return (
      <ItemList<Holiday>
        path="care.holidays"
        items={items}
        onItems={(list) => edit(withCare({ holidays: list }))}
        most={60}
        openAt={at}
        addWords="加一个节日"
        titleOf={({ title }) => title}
        detailOf={({ day }) => dayText(day, serverNow())}
        make={() => ({ id: newId('holiday', items), day: dayAfter(serverNow(), 7), title: '', text: '' })}
      >
        {(one, change) => (
          <View>
            <TextField label="节日" path="title" value={one.title} onValue={(title) => change({ title })} />
            <DayField label="哪一天" value={one.day} onValue={(day) => change({ day })} />
            <TextField
              label="问候"
              long
              most={200}
              path="text"
              value={one.text}
              onValue={(text) => change({ text })}
            />
            <CouponField
              draft={draft}
              value={one.templateId}
              onValue={(templateId) => change({ templateId })}
            />
          </View>
        )}
      </ItemList>
    )
  },
}

const TEXTS: CareTexts = {
  birthdayText: '您好,{day}是您的生日,提前祝您生日快乐!到店给您准备了小心意。',
  cardEndingText: '您好,您的会员卡{day}到期,续不续都行,有问题随时问我。',
  absentText: '您好,有一阵子没见您了,最近上了几样新品,路过来坐坐。',
}

export const careList: Part = {
  title: '店员关怀清单',
  explains: '店员的待办里列出该问候的会员和准备好的话,由店员自己用企业微信发。系统不会替人群发。',
  summary: (draft) => (careOf(draft).careList ? '已打开' : null),
  Fields: ({ draft, edit }: PartProps) => {
    const { careList: texts } = careOf(draft)
    const change = (part: Partial<CareTexts>) => edit(withCare({ careList: { ...TEXTS, ...texts, ...part } }))
    return (
      <View>
        <SwitchRow
          title="列出该问候的会员"
          on={texts !== undefined}
          onChange={(on) => edit(withCare({ careList: on ? TEXTS : undefined }))}
        />
        {texts ? (
          <View>
            <TextField
              label="一周内生日"
              long
              most={300}
              path="care.careList.birthdayText"
              value={texts.birthdayText}
              onValue={(birthdayText) => change({ birthdayText })}
              hint="{day} 会换成日期"
            />
            <TextField
              label="会员卡快到期"
              long
              most={300}
              path="care.careList.cardEndingText"
              value={texts.cardEndingText}
              onValue={(cardEndingText) => change({ cardEndingText })}
            />
            <TextField
              label="很久没来"
              long
              most={300}
              path="care.careList.absentText"
              value={texts.absentText}
              onValue={(absentText) => change({ absentText })}
            />
          </View>
        ) : null}
      </View>
    )
  },
}
