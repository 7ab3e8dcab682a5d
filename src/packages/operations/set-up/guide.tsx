import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Icon, type IconName } from '@/components/icon'
import { ListRow } from '@/components/list-row'
import { ProgressBar } from '@/components/progress-bar'
import { Tag } from '@/components/tag'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayText } from '@/services/format'
import { open } from '@/services/routes'
import type { Change } from '../draft/changes'
import type { Draft } from '../draft/draft'

type Step = Output<'operations.setUp'>['steps'][number]

const STATES: Record<Step['state'], { icon: IconName; label: string }> = {
  done: { icon: 'circle-check', label: '已完成' },
  advised: { icon: 'info', label: '建议' },
  missing: { icon: 'alert', label: '待完成' },
}

/** Where each step is done. */
const OPENS: Record<Exclude<Step['id'], 'open'>, () => void> = {
  shop: () => open('setUpForm', { form: 'shop' }),
  licence: () => open('setUpForm', { form: 'licence' }),
  branches: () => open('setUpForm', { form: 'branches' }),
  products: () => open('catalogue', { part: 'products' }),
  plan: () => open('catalogue', { part: 'plans' }),
  agreements: () => open('setUpForm', { form: 'agreements' }),
  messages: () => open('setUpForm', { form: 'messages' }),
  payment: () => open('setUpForm', { form: 'payment' }),
  staff: () => open('staff'),
}

/** Changes that are about a step, by the beginning of their key. */
const CHANGES: Partial<Record<Step['id'], readonly string[]>> = {
  shop: ['shop:'],
  licence: ['shop:licence'],
  branches: ['branches:'],
  agreements: ['agreements:'],
  messages: [
    'settings:messages',
    'settings:marketingPerWeek',
    'settings:smsFallback',
    'settings:shippingReports',
  ],
}

/** What a template has filled in: to be looked at before the first release, which is one tap. */
const FROM_TEMPLATE: readonly Step[] = [
  advised('shop', '店铺资料', '填写客服电话,选主题色'),
  advised('licence', '营业执照', '经营者名称与统一社会信用代码'),
  advised('branches', '门店', '补全地址和营业时间'),
  advised('products', '商品', '模板放了几样常见的,改成自己的价格和成本'),
  advised('plan', '会员卡', '模板放了一两张,可以改,也可以先停售'),
  advised('agreements', '协议', '补全空白处'),
]

function advised(id: Step['id'], title: string, detail: string): Step {
  return { id, title, state: 'advised', detail }
}

const WHOLE_CATALOGUE: readonly string[] = ['products', 'plan']

interface Props {
  /** 0 before the first. */
  release: number
  steps: readonly Step[]
  draft: Draft
  changes: readonly Change[]
}

/** What stands between this shop and its first sale; each row is done one tap further. */
export function Guide({ release, steps: told, draft, changes }: Props) {
  const steps = release > 0 ? told : [...FROM_TEMPLATE, ...told.filter(({ id }) => id !== 'shop')]
  const own = steps.filter(({ id }) => id !== 'open')
  const left = own.filter(({ state }) => state === 'missing').length
  // Rows and settings come after the first of them: together they are more than a page may send.
  const { shown } = useGradually(own.length + 1, { portion: 4, first: 4, page: own.length + 1 })
  const ready = steps.find(({ id }) => id === 'open')?.state === 'done'
  return (
    <View className="stack">
      <Card>
        <View className="set-up__head">
          <Icon name={ready ? 'circle-check' : 'store'} size="large" />
          <View className="grow">
            <View className="title">{headline(draft, release, ready, left)}</View>
            <View className="small">
              {release === 0
                ? '首次发布前,顾客看不到任何内容。先逐项看一遍,再点下面的「核对并发布」;发布后随时能改。'
                : (steps.find(({ id }) => id === 'open')?.detail ?? '')}
            </View>
          </View>
        </View>
        <View className="set-up__progress">
          {release > 0 ? <ProgressBar share={(own.length - left) / own.length} tone="accent" /> : null}
        </View>
      </Card>
      <Card kind="flush">
        {own.slice(0, shown).map((step) => (
          <StepRow key={step.id} step={step} isFirst={release === 0} edited={isEdited(step.id, changes)} />
        ))}
      </Card>
      <View>
        {ready ? (
          <Card kind="flush">
            <ListRow
              icon="smartphone"
              title="看看顾客看到的首页"
              detail="把小程序码放到收银台,就可以开卖"
              onTap={() => open('home')}
            />
          </Card>
        ) : null}
      </View>
      <View>{shown > own.length ? <ShopSettings draft={draft} /> : null}</View>
    </View>
  )
}

/** What a shop decides once, beside what it sells. */
function ShopSettings({ draft }: { draft: Draft }) {
  return (
    <View>
      <View className="section-title">经营设置</View>
      <Card kind="flush">
        <ListRow
          icon="refresh"
          title="自动续费"
          detail={draft.settings?.autoRenew?.enabled ? '已打开' : '没有打开,会员手动续卡'}
          onTap={() => open('setUpForm', { form: 'auto-renew' })}
        />
        <ListRow
          icon="wallet"
          title="预付卡"
          detail={prepaidWords(draft)}
          onTap={() => open('setUpForm', { form: 'prepaid' })}
        />
        <ListRow
          icon="undo"
          title="退款利息"
          detail={draft.settings?.refundInterest ? '已填利率,晚退几天付几天' : '没有填利率,退款页不显示利息'}
          onTap={() => open('setUpForm', { form: 'refund-interest' })}
        />
        <ListRow
          icon="handshake"
          title="合作方"
          detail={draft.partners?.length ? `${draft.partners.length}家` : '没有'}
          onTap={() => open('setUpForm', { form: 'partners' })}
        />
        <ListRow
          icon="undo"
          title="收银台撤销"
          detail={`结算后${draft.undoMinutes ?? 15}分钟内可撤销`}
          onTap={() => open('setUpForm', { form: 'counter' })}
        />
        <ListRow
          icon="info"
          title="停业或搬迁"
          detail={
            draft.closing ? `已公告,${dayText(draft.closing.day, serverNow())}为最后营业日` : '正常营业'
          }
          onTap={() => open('setUpForm', { form: 'closing' })}
        />
      </Card>
    </View>
  )
}

function headline({ shop }: Draft, release: number, ready: boolean, left: number): string {
  if (release === 0) return `${shop.name},还没有发布`
  return ready ? '可以开卖了' : `距离开卖还差${left}步`
}

function StepRow({ step, isFirst, edited }: { step: Step; isFirst: boolean; edited: boolean }) {
  const { id, title, state, detail } = step
  const { icon, label } = STATES[state]
  return (
    <View
      className={`set-up__step set-up__step--${state}`}
      hoverClass="set-up__step--pressed"
      ariaRole="button"
      ariaLabel={`${title},${label}`}
      onClick={id === 'open' ? undefined : OPENS[id]}
    >
      <Icon name={icon} className="set-up__mark" />
      <View className="grow">
        <View className="set-up__title">
          <View>{title}</View>
          {edited ? <Tag tone="warn">未发布</Tag> : null}
          {state === 'advised' && !edited && !isFirst ? <Tag>{label}</Tag> : null}
        </View>
        <View className="set-up__detail">{edited ? `已修改,发布后更新。${detail}` : detail}</View>
      </View>
      <Icon name="chevron-right" size="small" className="set-up__arrow" />
    </View>
  )
}

function isEdited(id: Step['id'], changes: readonly Change[]): boolean {
  const keys = CHANGES[id]
  if (WHOLE_CATALOGUE.includes(id))
    return changes.some(({ key }) => key.startsWith(id === 'plan' ? 'plans:' : 'products:'))
  return keys !== undefined && changes.some(({ key }) => keys.some((start) => key.startsWith(start)))
}

function prepaidWords({ settings }: Draft): string {
  if (!settings?.prepaid) return '没有填写;卖储值卡前必须填'
  return settings.prepaid.stopSales ? '已暂停充值和长期卡销售' : `退款${settings.prepaid.refundDays}日内办完`
}
