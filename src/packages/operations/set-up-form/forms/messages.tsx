import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import {
  MESSAGE_TEMPLATES,
  type MessageSource,
  type MessageTemplate,
  TEMPLATE_SOURCES,
  TEMPLATE_TITLES,
  USUAL_FIELDS,
} from '@/services/contract'
import { withPart, type Settings } from '../../draft/draft'
import { ItemList } from '../../fields/item-list'
import { NumberField } from '../../fields/figure-field'
import { PickField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import { withSettings, type Form, type FormProps } from './form'

type Messages = NonNullable<Settings['messages']>
type Own = NonNullable<Messages[MessageTemplate]>

const HINTS: Readonly<Record<MessageTemplate, string>> = {
  renewal_notice: '扣款前至少5天发出,自动续费必需',
  renewal_result: '成功或失败都告诉会员,自动续费必需',
  refund_result: '退款到账时通知',
  expiry: '卡、积分、券和权益快到期时提醒',
  account_change: '等级、邀请奖励等变动',
  activity: '活动、会员日和节日,只发给另外同意过的会员',
  monthly_bill: '每月一份消费与节省账单',
}

const SOURCE_NAMES: Readonly<Record<MessageSource, string>> = {
  title: '标题',
  amount: '金额',
  day: '日期',
  count: '数量',
  shop: '店名',
  note: '备注',
}

const MOST_KEYWORDS = 5
const USUAL_CAP = 2

export const messages: Form = {
  title: '订阅消息与发货信息',
  edits: /^settings\.(messages|marketingPerWeek|smsFallback|shippingReports)/,
  explains:
    '在微信公众平台「订阅消息」里选用模板,把模板编号和关键词抄过来。会员同意一次,系统只发一条;没有填的就不发,会员仍能在小程序里看到。',
  Fields,
}

function Fields({ draft, edit }: FormProps) {
  const own = draft.settings?.messages ?? {}
  const change = (template: MessageTemplate, next: Own | undefined) => {
    const all = withPart(own, { [template]: next })
    edit(withSettings({ messages: Object.keys(all).length > 0 ? all : undefined }))
  }
  const withId = (template: MessageTemplate, templateId: string): Own | undefined =>
    templateId === ''
      ? undefined
      : { templateId, fields: own[template]?.fields ?? { ...USUAL_FIELDS[template] } }
  return (
    <View>
      {MESSAGE_TEMPLATES.map((template) => (
        <TextField
          key={template}
          label={TEMPLATE_TITLES[template]}
          most={80}
          value={own[template]?.templateId ?? ''}
          onValue={(text) => change(template, withId(template, text))}
          placeholder="模板编号"
          hint={HINTS[template]}
        />
      ))}
      {MESSAGE_TEMPLATES.map((template) => {
        const set = own[template]
        return set ? (
          <Keywords key={template} template={template} own={set} onOwn={(next) => change(template, next)} />
        ) : null
      })}
      <NumberField
        label="每人每周活动消息上限"
        unit="条"
        least={0}
        most={7}
        value={draft.settings?.marketingPerWeek ?? USUAL_CAP}
        onValue={(value) => edit(withSettings({ marketingPerWeek: value }))}
        hint="所有活动消息加在一起,0表示不发;到期、扣款等通知不算在内"
      />
      <SwitchRow
        title="法定通知用短信补发"
        detail="微信发不出时,把扣款、停业等通知发到会员绑定的手机。打开后才保存手机号,需要先接好短信服务"
        on={draft.settings?.smsFallback === true}
        onChange={(on) => edit(withSettings({ smsFallback: on ? true : undefined }))}
      />
      <SwitchRow
        title="向微信上报发货信息"
        detail="小程序被纳入交易管理时必须打开,否则货款会被微信冻结"
        on={draft.settings?.shippingReports === true}
        onChange={(on) => edit(withSettings({ shippingReports: on ? true : undefined }))}
      />
    </View>
  )
}

interface Keyword {
  keyword: string
  source: MessageSource
}

/** The template's keywords as its page at WeChat spells them, each with what it shows. */
function Keywords({
  template,
  own,
  onOwn,
}: {
  template: MessageTemplate
  own: Own
  onOwn: (own: Own) => void
}) {
  const items = Object.entries(own.fields).map(([keyword, source]): Keyword => ({ keyword, source }))
  const title = TEMPLATE_TITLES[template]
  return (
    <View className="stack">
      <View className="small">{`“${title}”的关键词`}</View>
      <ItemList<Keyword>
        items={items}
        onItems={(next) =>
          onOwn({ ...own, fields: Object.fromEntries(next.map(({ keyword, source }) => [keyword, source])) })
        }
        most={MOST_KEYWORDS}
        addWords="加一个关键词"
        titleOf={({ keyword }) => keyword}
        detailOf={({ source }) => `显示${SOURCE_NAMES[source]}`}
        make={() => ({ keyword: `thing${items.length + 1}`, source: 'title' })}
      >
        {(item, replaced) => (
          <View>
            <TextField
              label="关键词"
              most={23}
              value={item.keyword}
              onValue={(keyword) => replaced({ keyword })}
              hint="模板详情里大括号中的名字,如thing1、date3"
            />
            <PickField
              label="显示什么"
              options={TEMPLATE_SOURCES[template].map((id) => ({ id, name: SOURCE_NAMES[id] }))}
              value={item.source}
              onValue={(id) => {
                const source = TEMPLATE_SOURCES[template].find((one) => one === id)
                if (source) replaced({ source })
              }}
            />
          </View>
        )}
      </ItemList>
    </View>
  )
}
