import { View } from '@tarojs/components'
import { CheckRow } from '@/components/check-row'
import { Notice } from '@/components/notice'
import { SwitchRow } from '@/components/switch-row'
import { money } from '@/services/format'
import { AmountField, NumberField } from '../../fields/figure-field'
import { PickField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import { EVERY_MODE, WITH_A_TERM, type Section, type SectionProps } from './section'

export const basics: Section = {
  id: 'name',
  also: ['oneLine', 'price', 'months', 'fulfilment', 'oncePerMonth', 'onSale'],
  title: '卡名、价格与期限',
  modes: EVERY_MODE,
  summary: ({ terms: { name, price, months, mode } }) =>
    [name, mode === 'stored_value' ? '' : money(price), months > 0 ? `${months}个月` : '']
      .filter(Boolean)
      .join(' · '),
  explains: '顾客先看到卡名、一句话和价格。一句话只写做得到的事,不写“最”“第一”这类词。',
  law: '广告法第九条',
  Fields,
}

function Fields({ plan, terms, changeTerms, changePlan }: SectionProps) {
  const mode = terms.mode ?? 'ticket'
  return (
    <View>
      <TextField label="卡名" value={terms.name} onValue={(name) => changeTerms({ name })} />
      <TextField
        label="一句话说明"
        most={80}
        value={terms.oneLine}
        onValue={(oneLine) => changeTerms({ oneLine })}
      />
      <View>
        {mode === 'stored_value' ? null : (
          <AmountField
            label="售价"
            least={1}
            value={terms.price}
            onValue={(price) => changeTerms({ price })}
          />
        )}
      </View>
      <View>
        {WITH_A_TERM.includes(mode) ? (
          <NumberField
            label="期限"
            unit="个月"
            most={36}
            value={terms.months}
            onValue={(months) => changeTerms({ months })}
            hint="按自然月计算:1月31日买的月卡到2月最后一天"
          />
        ) : null}
      </View>
      <PickField
        label="使用方式"
        options={[
          { id: 'offline', name: '到店使用' },
          { id: 'digital', name: '只在线上使用' },
        ]}
        value={terms.fulfilment}
        onValue={(id) => changeTerms({ fulfilment: id === 'digital' ? 'digital' : 'offline' })}
        hint="只在线上使用的权益,苹果手机不能用微信支付购买,本店暂不售卖"
      />
      <View>
        {mode === 'coupon_pack' ? (
          <CheckRow
            checked={terms.oncePerMonth === true}
            onChange={(on) => changeTerms({ oncePerMonth: on ? true : undefined })}
          >
            每人每个自然月限买一次
          </CheckRow>
        ) : null}
      </View>
      <SwitchRow
        title="在售"
        detail="关掉后不能新购,已经买的照常使用"
        on={plan.onSale}
        onChange={(onSale) => changePlan({ onSale })}
      />
      <Notice>改动会成为新的版本:已售出的卡按原约定,续费时把变化列给会员看。</Notice>
    </View>
  )
}
