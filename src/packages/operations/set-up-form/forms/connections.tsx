import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { call, toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { newId, type PartnerDraft } from '../../draft/draft'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import type { Form, FormProps } from './form'

export const partners: Form = {
  title: '合作方',
  edits: /^partners/,
  explains: '联名卡里别家商户的权益。合作方得到的信息要逐字写明,会员逐家同意后才提供;只给发放权益必需的。',
  Fields: ({ draft, edit, at }: FormProps) => (
    <ItemList<PartnerDraft>
      path="partners"
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
          <TextField label="名称" path="name" value={partner.name} onValue={(name) => change({ name })} />
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
            path="dataShared"
            value={partner.dataShared}
            onValue={(dataShared) => change({ dataShared })}
            hint="同意书上原样显示(个人信息保护法第二十三条)"
          />
          <TextField
            label="联系人"
            most={120}
            path="contact"
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
