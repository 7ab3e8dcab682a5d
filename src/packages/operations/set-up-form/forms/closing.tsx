import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import { serverNow } from '@/services/clock'
import { dayAfter } from '../../card-editor/sections/days'
import { withPart, type Draft } from '../../draft/draft'
import { DayField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import type { Form, FormProps } from './form'

const NOTICE_DAYS = 30

export const closing: Form = {
  title: '停业或搬迁',
  edits: /^closing/,
  explains:
    '发布以后:不再卖充值和会员卡,也不再发促销消息,持有余额或会员卡的人都会收到通知,会员首页显示公告;从这时起的退款按商家原因算,对会员更有利。写错了去掉再发布,就恢复营业。',
  Fields,
}

function Fields({ draft, edit }: FormProps) {
  const own = draft.closing
  const change = (part: Partial<NonNullable<Draft['closing']>>) =>
    edit((whole) => (whole.closing ? withPart(whole, { closing: { ...whole.closing, ...part } }) : whole))
  const start = {
    day: dayAfter(serverNow(), NOTICE_DAYS),
    text: '因门店停业,请持有余额或会员卡的会员在小程序里申请退款,也可以到店办理。',
    call: draft.shop.servicePhone ?? '',
  }
  return (
    <View>
      <SwitchRow
        title="公告停业或搬迁"
        on={own !== undefined}
        onChange={(on) => edit((whole) => withPart(whole, { closing: on ? start : undefined }))}
      />
      {own ? (
        <View>
          <DayField
            label="最后营业日"
            value={own.day}
            onValue={(day) => change({ day })}
            hint="至少提前 30 天公告"
          />
          <TextField
            label="公告"
            long
            most={300}
            path="closing.text"
            value={own.text}
            onValue={(text) => change({ text })}
            hint="写明原因和会员怎样拿回钱"
          />
          <TextField
            label="联系方式"
            path="closing.call"
            value={own.call}
            onValue={(call) => change({ call })}
          />
        </View>
      ) : null}
    </View>
  )
}
