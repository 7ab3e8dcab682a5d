import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { SwitchRow } from '@/components/switch-row'
import { call, toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { newId, withPart, type PartnerDraft, type Settings } from '../../draft/draft'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import { withSettings, type Form, type FormProps } from './form'

type Messages = NonNullable<Settings['messages']>

const MESSAGES: readonly { kind: keyof Messages; label: string; hint: string }[] = [
  { kind: 'renewal_notice', label: '续费提醒', hint: '扣款前至少5天发出,自动续费必需' },
  { kind: 'renewal_result', label: '扣费结果', hint: '成功或失败都告诉会员,自动续费必需' },
  { kind: 'refund_result', label: '退款结果', hint: '退款到账时通知' },
  { kind: 'partner_reminder', label: '权益提醒', hint: '合作权益快过领取期时提醒' },
]

export const messages: Form = {
  title: '订阅消息与发货信息',
  edits: /^settings\.(messages|shippingReports)/,
  explains:
    '在微信公众平台「订阅消息」里选用模板,把模板编号抄过来。会员同意一次,系统只发一条;没有填的就不发,会员仍能在小程序里看到。',
  Fields: ({ draft, edit }: FormProps) => {
    const own = draft.settings?.messages ?? {}
    const change = (kind: keyof Messages, text: string) => {
      const next = withPart(own, { [kind]: text === '' ? undefined : text })
      edit(withSettings({ messages: Object.keys(next).length > 0 ? next : undefined }))
    }
    return (
      <View>
        {MESSAGES.map(({ kind, label, hint }) => (
          <TextField
            key={kind}
            label={label}
            most={80}
            value={own[kind] ?? ''}
            onValue={(text) => change(kind, text)}
            placeholder="模板编号"
            hint={hint}
          />
        ))}
        <SwitchRow
          title="向微信上报发货信息"
          detail="小程序被纳入交易管理时必须打开,否则货款会被微信冻结"
          on={draft.settings?.shippingReports === true}
          onChange={(on) => edit(withSettings({ shippingReports: on ? true : undefined }))}
        />
      </View>
    )
  },
}

export const partners: Form = {
  title: '合作方',
  edits: /^partners/,
  explains: '联名卡里别家商户的权益。合作方得到的信息要逐字写明,会员逐家同意后才提供;只给发放权益必需的。',
  Fields: ({ draft, edit, at }: FormProps) => (
    <ItemList<PartnerDraft>
      items={draft.partners ?? []}
      onItems={(items) => edit((before) => ({ ...before, partners: items }))}
      most={20}
      openAt={at}
      addWords="加一家合作方"
      titleOf={({ name }) => name}
      detailOf={({ port, dataShared }) => `${port === 'codes' ? '兑换码' : '接口'} · 提供:${dataShared}`}
      make={() => ({
        id: newId('partner', draft.partners ?? []),
        name: '',
        port: 'codes',
        dataShared: '订单编号',
        contact: '',
      })}
    >
      {(partner, change) => (
        <View>
          <TextField label="名称" value={partner.name} onValue={(name) => change({ name })} />
          <PickField
            label="怎么发"
            options={[
              { id: 'codes', name: '导入兑换码' },
              { id: 'api', name: '对方的接口' },
            ]}
            value={partner.port}
            onValue={(id) => change({ port: id === 'api' ? 'api' : 'codes' })}
          />
          <TextField
            label="它会得到什么信息"
            most={200}
            value={partner.dataShared}
            onValue={(dataShared) => change({ dataShared })}
            hint="同意书上原样显示(个人信息保护法第二十三条)"
          />
          <TextField
            label="联系人"
            most={120}
            value={partner.contact}
            onValue={(contact) => change({ contact })}
          />
        </View>
      )}
    </ItemList>
  ),
}

export const payment: Form = {
  title: '微信支付',
  edits: /^$/,
  explains: '向微信支付查询一笔不存在的订单,看商户号、密钥和证书能不能一起用。不会产生任何收款。',
  Fields: PaymentCheck,
}

function PaymentCheck() {
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<Output<'payment.check'> | null>(null)
  const check = async () => {
    setBusy(true)
    try {
      setResult(await call('payment.check', {}))
    } catch (thrown) {
      setResult({ ok: false, detail: toCallError(thrown).message })
    }
    setBusy(false)
  }
  return (
    <View className="stack">
      <Button block loading={busy} onTap={() => void check()}>
        检查支付
      </Button>
      {result ? <Notice tone={result.ok ? 'info' : 'danger'}>{result.detail}</Notice> : null}
    </View>
  )
}
