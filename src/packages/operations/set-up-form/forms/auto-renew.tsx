import { View } from '@tarojs/components'
import { Notice } from '@/components/notice'
import { SwitchRow } from '@/components/switch-row'
import { withPart, type Settings } from '../../draft/draft'
import { NumberField } from '../../fields/figure-field'
import { TextField } from '../../fields/text-field'
import { withSettings, type Form, type FormProps } from './form'

type AutoRenew = NonNullable<Settings['autoRenew']>

const OFF: AutoRenew = { enabled: false, templateId: '', graceDays: 3 }

/** What whoever switches it on takes upon themselves (L1, L11). */
const DUTIES = [
  '顾客自己勾选才开通,付款页从不预先勾好',
  '每次扣款前至少5天先通知;没有送达,系统不会扣款',
  '微信只在7点到22点发扣费提醒,提醒后第三天起才能扣',
  '会员随时两下关闭,不需要找店员,也不收费',
  '扣款失败时会员卡保留几天,提醒补付,不停用已买的时间',
]

export const autoRenew: Form = {
  title: '自动续费',
  edits: /^settings\.autoRenew/,
  explains: '默认关闭,会员手动续卡。打开前需要在微信商户平台申请“委托代扣”,把批下来的模板编号填在这里。',
  Fields,
}

function Fields({ draft, edit }: FormProps) {
  const own = draft.settings?.autoRenew ?? OFF
  const change = (part: { [K in keyof AutoRenew]?: AutoRenew[K] | undefined }) => {
    const next = withPart(own, part)
    edit(withSettings({ autoRenew: next.enabled || next.templateId !== '' ? next : undefined }))
  }
  const messages = draft.settings?.messages ?? {}
  const lacks = !messages.renewal_notice || !messages.renewal_result
  return (
    <View>
      <SwitchRow
        title="开通自动续费"
        detail="打开后,设了自动续费的卡才能签约"
        on={own.enabled}
        onChange={(enabled) => change({ enabled })}
      />
      <View className="set-up-form__duties">
        {DUTIES.map((duty) => (
          <View key={duty} className="set-up-form__duty">
            {duty}
          </View>
        ))}
        <View className="small">依据:网络交易监督管理办法第十八条、微信支付扣款规则</View>
      </View>
      <TextField
        label="续费签约模板编号"
        type="number"
        most={28}
        value={own.templateId}
        onValue={(templateId) => change({ templateId })}
        hint="微信商户平台·委托代扣·模板ID,只有数字"
      />
      <TextField
        label="自动充值的模板编号(没有可不填)"
        type="number"
        most={28}
        value={own.topUpTemplateId ?? ''}
        onValue={(text) => change({ topUpTemplateId: text === '' ? undefined : text })}
      />
      <TextField
        label="先用后付的模板编号(没有可不填)"
        type="number"
        most={28}
        value={own.asSavedTemplateId ?? ''}
        onValue={(text) => change({ asSavedTemplateId: text === '' ? undefined : text })}
      />
      <NumberField
        label="扣款失败后保留"
        least={0}
        most={15}
        unit="天"
        value={own.graceDays}
        onValue={(graceDays) => change({ graceDays })}
      />
      <View>
        {own.enabled && lacks ? (
          <Notice tone="warn">
            还缺“续费提醒”和“扣费结果”两个消息模板,请到「订阅消息」填写,否则不能扣款。
          </Notice>
        ) : null}
      </View>
    </View>
  )
}
