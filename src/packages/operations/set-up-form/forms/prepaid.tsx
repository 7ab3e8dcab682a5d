import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import type { Settings } from '../../draft/draft'
import { AmountField } from '../../fields/figure-field'
import { PickField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import { withSettings, type Form, type FormProps } from './form'

type Prepaid = NonNullable<Settings['prepaid']>

/** The caps of the rule for small issuers (L5); a place may demand less. */
const START: Prepaid = {
  issuer: 'sole_trader',
  stopSales: false,
  mostNamed: 500_000,
  mostAnonymous: 100_000,
  refundDays: 15,
}

export const prepaid: Form = {
  title: '预付卡(储值与长期卡)',
  edits: /^settings\.prepaid/,
  explains:
    '收了钱还没消费,就是欠会员的。限额和退款天数由法规规定;「今日经营」里随时能看到一共欠会员多少。只卖一年以内的会员卡可以不填。',
  Fields,
}

function Fields({ draft, edit }: FormProps) {
  const own = draft.settings?.prepaid
  const change = (part: Partial<Prepaid>) => edit(withSettings({ prepaid: { ...START, ...own, ...part } }))
  return (
    <View>
      <SwitchRow
        title="本店卖储值卡或长期卡"
        on={own !== undefined}
        onChange={(on) => edit(withSettings({ prepaid: on ? START : undefined }))}
      />
      {own ? (
        <View>
          <PickField
            label="发行主体"
            options={[
              { id: 'sole_trader', name: '个体工商户' },
              { id: 'enterprise', name: '企业' },
            ]}
            value={own.issuer}
            onValue={(id) => change({ issuer: id === 'enterprise' ? 'enterprise' : 'sole_trader' })}
            hint="企业需在开业30日内向商务部门备案,并按规定存管资金"
          />
          <TextField
            label="备案号"
            value={own.filingNumber ?? ''}
            onValue={(typed) => change({ filingNumber: typed.trim() || undefined })}
            hint="已备案的填写,会写进每一份协议副本"
          />
          <AmountField
            label="实名每人最多"
            most={500_000}
            value={own.mostNamed}
            onValue={(mostNamed) => change({ mostNamed })}
          />
          <AmountField
            label="不实名每人最多"
            most={100_000}
            value={own.mostAnonymous}
            onValue={(mostAnonymous) => change({ mostAnonymous })}
            hint="单用途商业预付卡管理办法:记名不超过5000元,不记名不超过1000元"
          />
          <PickField
            label="退款办完"
            options={[
              { id: '15', name: '15日内' },
              { id: '5', name: '5日内(当地有规定的)' },
            ]}
            value={String(own.refundDays)}
            onValue={(id) => change({ refundDays: id === '5' ? 5 : 15 })}
          />
          <SwitchRow
            title="暂停充值和长期卡销售"
            detail="停业、搬迁、转让前先打开:不再收新的预付款,余额照常使用和退款"
            on={own.stopSales}
            onChange={(stopSales) => change({ stopSales })}
          />
        </View>
      ) : null}
    </View>
  )
}
