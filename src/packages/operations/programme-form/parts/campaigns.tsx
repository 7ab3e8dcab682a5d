import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { SwitchRow } from '@/components/switch-row'
import { serverNow } from '@/services/clock'
import { dayText } from '@/services/format'
import { open } from '@/services/routes'
import { dayAfter } from '../../card-editor/sections/days'
import { newId, type Draft } from '../../draft/draft'
import {
  couponsOf,
  withCoupons,
  type CouponCampaign,
  type Coupons,
  type CrossCategory,
} from '../../draft/programme'
import { AudienceField } from '../../fields/audience-field'
import { NumberField, PercentField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { SpanField } from '../../fields/span-field'
import { TextField } from '../../fields/text-field'
import { CampaignsPreview } from '../previews/coupons'
import { namesOf, type Part, type PartProps } from './part'

type Item = CouponCampaign['items'][number]
type Signs = NonNullable<Coupons['resaleSigns']>

const MONTH_DAYS = 30

/** Coupons by name, to pick one. */
export function couponOptions(draft: Draft): { id: string; name: string }[] {
  return couponsOf(draft).templates.map(({ id, title }) => ({ id, name: title }))
}

/** Where something gives coupons and there are none yet. */
export function NoCoupons() {
  return (
    <View className="stack">
      <View className="small">还没有优惠券。先设计一种,再回来选它。</View>
      <Button kind="secondary" compact onTap={() => open('programmeForm', { part: 'templates' })}>
        去设计优惠券
      </Button>
    </View>
  )
}

export const campaigns: Part = {
  title: '领券活动',
  explains: '符合条件的会员各领一次,一套券一起到账。活动的条件和剩余数量会员都看得到,领完如实显示“已领完”。',
  law: '明码标价和禁止价格欺诈规定',
  costs: 'campaigns',
  summary: (draft) =>
    namesOf(
      couponsOf(draft).campaigns.map(({ title }) => title),
      '个',
    ),
  Fields: CampaignFields,
  Preview: CampaignsPreview,
}

function CampaignFields({ draft, edit, at }: PartProps) {
  const { campaigns: items, templates } = couponsOf(draft)
  const [first] = templates
  if (!first) return <NoCoupons />
  return (
    <ItemList<CouponCampaign>
      path="coupons.campaigns"
      items={items}
      onItems={(list) => edit(withCoupons({ campaigns: list }))}
      most={50}
      openAt={at}
      addWords="加一个活动"
      titleOf={({ title }) => title}
      detailOf={({ from, through }) => `${dayText(from, serverNow())}到${dayText(through, serverNow())}`}
      make={() => ({
        id: newId('campaign', items),
        title: '',
        audience: {},
        from: dayAfter(serverNow(), 0),
        through: dayAfter(serverNow(), MONTH_DAYS),
        items: [{ templateId: first.id, count: 1 }],
      })}
    >
      {(campaign, change) => (
        <View>
          <TextField
            label="活动名"
            path="title"
            value={campaign.title}
            onValue={(title) => change({ title })}
          />
          <SpanField from={campaign.from} through={campaign.through} change={change} />
          <View className="field__label">这一套里有</View>
          <ItemList<Item>
            path="items"
            items={campaign.items}
            onItems={(list) => change({ items: list })}
            least={1}
            most={10}
            addWords="加一种券"
            titleOf={({ templateId, count }) =>
              `${templates.find(({ id }) => id === templateId)?.title ?? '券已删除'} × ${count}`
            }
            make={() => ({ templateId: first.id, count: 1 })}
          >
            {(item, changeItem) => (
              <View>
                <PickField
                  label="券"
                  options={couponOptions(draft)}
                  value={item.templateId}
                  onValue={(templateId) => changeItem({ templateId })}
                />
                <NumberField
                  label="张数"
                  most={20}
                  unit="张"
                  value={item.count}
                  onValue={(count) => changeItem({ count })}
                />
              </View>
            )}
          </ItemList>
          <NumberField
            label="一共"
            least={0}
            most={1_000_000}
            unit="套"
            value={campaign.sets ?? 0}
            onValue={(sets) => change({ sets: sets > 0 ? sets : undefined })}
            hint="0为不限"
          />
          <AudienceField
            audience={campaign.audience}
            draft={draft}
            onAudience={(audience) => change({ audience })}
          />
        </View>
      )}
    </ItemList>
  )
}

export const crossCategory: Part = {
  title: '从常买到少买',
  explains:
    '90天里常买一类、还没买过另一类的会员,得到一张另一类的券。留出一部分人不发作对照,「账目」里能看到发券有没有用。',
  costs: 'crossCategory',
  summary: (draft) =>
    namesOf(
      couponsOf(draft).crossCategory.map(({ title }) => title),
      '个',
    ),
  Fields: CrossFields,
}

function CrossFields({ draft, edit, at }: PartProps) {
  const { crossCategory: items, templates } = couponsOf(draft)
  const [coupon] = templates
  const [from, to] = draft.categories
  if (!coupon) return <NoCoupons />
  return (
    <ItemList<CrossCategory>
      path="coupons.crossCategory"
      items={items}
      onItems={(list) => edit(withCoupons({ crossCategory: list }))}
      most={10}
      openAt={at}
      addWords="加一个"
      titleOf={({ title }) => title}
      make={() =>
        from
          ? {
              id: newId('cross', items),
              title: '',
              fromCategoryId: from.id,
              toCategoryId: (to ?? from).id,
              orders: 4,
              templateId: coupon.id,
              holdOut: 2000,
              from: dayAfter(serverNow(), 0),
              through: dayAfter(serverNow(), MONTH_DAYS),
            }
          : null
      }
    >
      {(one, change) => (
        <View>
          <TextField label="名称" path="title" value={one.title} onValue={(title) => change({ title })} />
          <PickField
            label="常买"
            options={draft.categories}
            value={one.fromCategoryId}
            onValue={(fromCategoryId) => change({ fromCategoryId })}
          />
          <NumberField
            label="90天内至少"
            least={2}
            most={90}
            unit="单"
            value={one.orders}
            onValue={(orders) => change({ orders })}
          />
          <PickField
            label="推荐"
            options={draft.categories}
            value={one.toCategoryId}
            onValue={(toCategoryId) => change({ toCategoryId })}
          />
          <PickField
            label="送券"
            options={couponOptions(draft)}
            value={one.templateId}
            onValue={(templateId) => change({ templateId })}
          />
          <PercentField
            label="对照组"
            least={500}
            most={5000}
            value={one.holdOut}
            onValue={(holdOut) => change({ holdOut })}
            hint="这些会员不发券,用来比较效果"
          />
          <SpanField from={one.from} through={one.through} change={change} />
        </View>
      )}
    </ItemList>
  )
}

const SIGNS: Signs = { recipientsPerWeek: 5, nightOrdersPerWeek: 5 }

export const resaleSigns: Part = {
  title: '异常用券提醒',
  explains:
    '达到下面的次数,只是提醒店主看一看,券照常能用。要不要暂停由店主看过后决定,写明原因,会员能看到并申诉。',
  law: '个人信息保护法第二十四条',
  summary: (draft) => (couponsOf(draft).resaleSigns ? '已打开' : null),
  Fields: ({ draft, edit }: PartProps) => {
    const { resaleSigns: signs } = couponsOf(draft)
    const change = (part: Partial<Signs>) =>
      edit(withCoupons({ resaleSigns: { ...SIGNS, ...signs, ...part } }))
    return (
      <View>
        <SwitchRow
          title="提醒异常用券"
          on={signs !== undefined}
          onChange={(on) => edit(withCoupons({ resaleSigns: on ? SIGNS : undefined }))}
        />
        <View>
          {signs ? (
            <View>
              <NumberField
                label="7天内收件人达到"
                least={2}
                most={50}
                unit="位"
                value={signs.recipientsPerWeek}
                onValue={(recipientsPerWeek) => change({ recipientsPerWeek })}
                hint="用券的外送订单,按收件电话区分,不保存电话"
              />
              <NumberField
                label="7天内深夜用券达到"
                least={2}
                most={50}
                unit="单"
                value={signs.nightOrdersPerWeek}
                onValue={(nightOrdersPerWeek) => change({ nightOrdersPerWeek })}
                hint="0点到5点"
              />
            </View>
          ) : null}
        </View>
      </View>
    )
  },
}
