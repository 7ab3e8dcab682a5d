import { View } from '@tarojs/components'
import { CheckRow } from '@/components/check-row'
import { TextField } from '../../fields/text-field'
import { EVERY_MODE, type Section, type SectionProps } from './section'

export const rules: Section = {
  id: 'rules',
  also: ['agreementIds'],
  title: '使用规则与协议',
  modes: EVERY_MODE,
  summary: ({ terms }) => `${terms.rules.length}条规则 · ${terms.agreementIds.length}份协议`,
  explains:
    '规则写在购买按钮上方,协议付款前由顾客自己勾选。不能写“概不退换”“最终解释权归本店”“有权随时变更”,这些条款无效,发布会被拦下。',
  law: '法释〔2025〕4号第九条、消费者权益保护法第二十六条',
  Fields,
}

const LONGEST_RULE = 200

function Fields({ terms, draft, changeTerms }: SectionProps) {
  return (
    <View>
      <TextField
        label="使用规则"
        long
        most={20 * LONGEST_RULE}
        value={terms.rules.join('\n')}
        onValue={(text) => changeTerms({ rules: rulesOf(text) })}
        hint="一行一条,最多20条"
      />
      <View className="field__label">付款前要同意的协议</View>
      {draft.agreements.map(({ id, title }) => (
        <CheckRow
          key={id}
          checked={terms.agreementIds.includes(id)}
          onChange={(checked) => {
            const others = terms.agreementIds.filter((one) => one !== id)
            const agreementIds = checked ? [...others, id] : others
            if (agreementIds.length > 0) changeTerms({ agreementIds })
          }}
        >
          {title}
        </CheckRow>
      ))}
    </View>
  )
}

/** Empty lines stay while the person types; what is released has none (see `tidied`). */
function rulesOf(text: string): string[] {
  return text.split('\n').slice(0, 20)
}
