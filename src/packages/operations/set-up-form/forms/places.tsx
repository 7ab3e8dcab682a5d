import { View } from '@tarojs/components'
import { JOINING_AGREEMENT } from '@/services/contract'
import { newId, type AgreementDraft, type BranchDraft } from '../../draft/draft'
import { NumberField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { TextField } from '../../fields/text-field'
import type { Form, FormProps } from './form'

export const branches: Form = {
  title: '门店',
  edits: /^branches/,
  explains: '每家店的地址和营业时间会显示给顾客;店员按门店授权。',
  Fields: ({ draft, edit, at }: FormProps) => (
    <ItemList<BranchDraft>
      path="branches"
      items={draft.branches}
      onItems={(items) => edit((before) => ({ ...before, branches: items }))}
      least={1}
      most={100}
      openAt={at ?? (draft.branches.length === 1 ? 0 : null)}
      addWords="加一家门店"
      titleOf={({ name }) => name}
      detailOf={({ address, hours }) => [address, hours].filter(Boolean).join(' · ')}
      make={() => ({ id: newId('branch', draft.branches), name: '', address: '', hours: '', phone: '' })}
    >
      {(branch, change) => (
        <View>
          <TextField label="店名" path="name" value={branch.name} onValue={(name) => change({ name })} />
          <TextField
            label="地址"
            most={120}
            path="address"
            value={branch.address ?? ''}
            onValue={(address) => change({ address })}
          />
          <TextField
            label="营业时间"
            path="hours"
            value={branch.hours ?? ''}
            onValue={(hours) => change({ hours })}
            placeholder="例如:07:00–21:00"
          />
          <TextField
            label="电话"
            most={20}
            path="phone"
            value={branch.phone ?? ''}
            onValue={(phone) => change({ phone })}
          />
        </View>
      )}
    </ItemList>
  ),
}

export const agreements: Form = {
  title: '协议',
  edits: /^agreements/,
  explains:
    '付款前由顾客自己勾选,每份合同都存下当时的文本。把【】里的空白补全,开卖前请法律顾问看一遍。改协议只对之后的购买生效。',
  Fields: ({ draft, edit, at }: FormProps) => (
    <ItemList<AgreementDraft>
      path="agreements"
      items={draft.agreements}
      onItems={(items) => edit((before) => ({ ...before, agreements: items }))}
      most={20}
      openAt={at}
      addWords="加一份协议"
      titleOf={({ title }) => title}
      detailOf={({ text }) => {
        const blanks = text.match(/【[^】]*】|_{3,}/g)?.length ?? 0
        return blanks > 0 ? `还有${blanks}处空白要补全` : `${text.length}字`
      }}
      make={() => ({ id: newId('agreement', draft.agreements), title: '', text: '' })}
    >
      {(agreement, change) => (
        <View>
          <TextField
            label="标题"
            path="title"
            value={agreement.title}
            onValue={(title) => change({ title })}
          />
          <TextField
            label="正文"
            long
            most={20_000}
            path="text"
            value={agreement.text}
            onValue={(text) => change({ text })}
          />
          {agreement.id === JOINING_AGREEMENT ? (
            <TextField
              label="这次改了什么"
              most={100}
              path="summary"
              value={agreement.summary ?? ''}
              onValue={(summary) => change({ summary })}
              placeholder="改了正文时写一句,例如:手机号可以随时自己删除"
              hint="已经加入的会员会看到这一句,自己决定同不同意。不同意的,已经买的照旧版本用到最后。"
            />
          ) : null}
        </View>
      )}
    </ItemList>
  ),
}

export const counter: Form = {
  title: '收银台',
  edits: /^undoMinutes/,
  explains: '结算后这么久之内,店员可以自己撤销一张小票;过了要由店主处理。',
  Fields: ({ draft, edit }: FormProps) => (
    <NumberField
      label="可撤销"
      most={120}
      unit="分钟"
      value={draft.undoMinutes ?? null}
      onValue={(undoMinutes) => edit((before) => ({ ...before, undoMinutes }))}
    />
  ),
}
