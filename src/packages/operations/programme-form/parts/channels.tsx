import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import { serverNow } from '@/services/clock'
import { money, monthText } from '@/services/format'
import { dayAfter } from '../../card-editor/sections/days'
import { newId } from '../../draft/draft'
import { couponsOf } from '../../draft/programme'
import { acquisitionOf, withAcquisition, type Channel, type WeComCode } from '../../draft/relations'
import { AmountField, NumberField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { MonthField, PickField } from '../../fields/pick-field'
import { PictureField } from '../../fields/picture-field'
import { TextField } from '../../fields/text-field'
import { NoCoupons, couponOptions } from './campaigns'
import { namesOf, type Part, type PartProps } from './part'

const KINDS = [
  { id: 'store', name: '门店' },
  { id: 'wecom', name: '企业微信' },
  { id: 'poster', name: '海报' },
  { id: 'media', name: '媒体' },
]

export const channels: Part = {
  title: '来源渠道',
  explains: '每个渠道有自己的小程序码。一个人只记第一次从哪里来;花费由您自己填,用来算每个首单的成本。',
  summary: (draft) =>
    namesOf(
      acquisitionOf(draft).channels.map(({ name }) => name),
      '个',
    ),
  Fields: ({ draft, edit, at }: PartProps) => {
    const { channels: items } = acquisitionOf(draft)
    return (
      <ItemList<Channel>
        path="acquisition.channels"
        items={items}
        onItems={(list) => edit(withAcquisition({ channels: list }))}
        most={100}
        openAt={at}
        addWords="加一个渠道"
        titleOf={({ name }) => name}
        detailOf={({ costs }) => `一共花费 ${money(costs.reduce((sum, { cost }) => sum + cost, 0))}`}
        make={() => ({ id: newId('channel', items), name: '', kind: 'store', costs: [] })}
      >
        {(channel, change) => (
          <View>
            <TextField
              label="名称"
              path="name"
              value={channel.name}
              onValue={(name) => change({ name })}
              placeholder="例如:老街店桌卡"
            />
            <PickField
              label="类型"
              options={KINDS}
              value={channel.kind}
              onValue={(id) => change({ kind: id as Channel['kind'] })}
            />
            <Costs costs={channel.costs} onCosts={(costs) => change({ costs })} />
          </View>
        )}
      </ItemList>
    )
  },
}

interface CostProps {
  costs: Channel['costs']
  onCosts: (costs: Channel['costs']) => void
}

function Costs({ costs, onCosts }: CostProps) {
  return (
    <View>
      <View className="field__label">每月花费</View>
      <ItemList<Channel['costs'][number]>
        items={costs}
        onItems={onCosts}
        most={60}
        addWords="加一个月"
        titleOf={({ month, cost }) => `${monthText(month, true)} ${money(cost)}`}
        make={() => ({ month: dayAfter(serverNow(), 0).slice(0, 7), cost: 0 })}
      >
        {(one, change) => (
          <View>
            <MonthField label="月份" value={one.month} onValue={(month) => change({ month })} />
            <AmountField label="花费" value={one.cost} onValue={(cost) => change({ cost })} />
          </View>
        )}
      </ItemList>
    </View>
  )
}

export const newcomer: Part = {
  title: '新人券',
  explains: '新加入的会员得一张,每个人、每个手机号、每台手机只有一次。',
  summary: (draft) => {
    const terms = acquisitionOf(draft).newcomer
    const title = couponsOf(draft).templates.find(({ id }) => id === terms?.templateId)?.title
    return terms ? `${title ?? '券已删除'},加入${terms.withinDays}天内领` : null
  },
  Fields: ({ draft, edit }: PartProps) => {
    const { newcomer: terms } = acquisitionOf(draft)
    const [first] = couponsOf(draft).templates
    if (!first) return <NoCoupons />
    const start = { templateId: first.id, withinDays: 30 }
    return (
      <View>
        <SwitchRow
          title="送新人券"
          on={terms !== undefined}
          onChange={(on) => edit(withAcquisition({ newcomer: on ? start : undefined }))}
        />
        {terms ? (
          <View>
            <PickField
              label="哪种券"
              options={couponOptions(draft)}
              value={terms.templateId}
              onValue={(templateId) => edit(withAcquisition({ newcomer: { ...terms, templateId } }))}
            />
            <NumberField
              label="加入后"
              most={90}
              unit="天内可领"
              value={terms.withinDays}
              onValue={(withinDays) => edit(withAcquisition({ newcomer: { ...terms, withinDays } }))}
            />
          </View>
        ) : null}
      </View>
    )
  },
}

export const weCom: Part = {
  title: '企业微信码',
  explains: '加入后和小票下方显示本店的企业微信或群,会员自己决定加不加;不加什么都不少。',
  law: '微信小程序平台运营规范',
  summary: (draft) => {
    const codes = acquisitionOf(draft).weCom
    return codes.length > 0 ? `${codes.length} 家门店` : null
  },
  Fields: ({ draft, edit, at }: PartProps) => {
    const { weCom: items } = acquisitionOf(draft)
    const free = draft.branches.find(({ id }) => !items.some(({ branchId }) => branchId === id))
    const nameOf = (branchId: string) =>
      draft.branches.find(({ id }) => id === branchId)?.name ?? '门店已删除'
    return (
      <ItemList<WeComCode>
        path="acquisition.weCom"
        items={items}
        onItems={(list) => edit(withAcquisition({ weCom: list }))}
        // One for each branch.
        most={Math.max(items.length, draft.branches.length)}
        openAt={at}
        addWords="给一家门店加码"
        titleOf={({ branchId }) => nameOf(branchId)}
        detailOf={({ kind, photo }) => `${kind === 'group' ? '群' : '店员'}${photo ? '' : ' · 还没有图片'}`}
        make={() =>
          free ? { branchId: free.id, kind: 'contact', photo: '', text: '加店员微信,新品早知道' } : null
        }
      >
        {(code, change) => (
          <View>
            <PickField
              label="门店"
              options={draft.branches.filter(
                ({ id }) => id === code.branchId || !items.some(({ branchId }) => branchId === id),
              )}
              value={code.branchId}
              onValue={(branchId) => change({ branchId })}
            />
            <PickField
              label="类型"
              options={[
                { id: 'contact', name: '店员' },
                { id: 'group', name: '群' },
              ]}
              value={code.kind}
              onValue={(id) => change({ kind: id === 'group' ? 'group' : 'contact' })}
            />
            <PictureField
              label="二维码图片"
              value={code.photo}
              onValue={(photo) => change({ photo })}
              name={nameOf(code.branchId)}
              hint="在企业微信后台下载的「联系我」或群活码"
            />
            <TextField
              label="旁边的话"
              path="text"
              value={code.text}
              onValue={(text) => change({ text })}
              most={60}
            />
          </View>
        )}
      </ItemList>
    )
  },
}
