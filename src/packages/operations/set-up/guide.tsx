import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Icon, type IconName } from '@/components/icon'
import { ListRow } from '@/components/list-row'
import { ProgressBar } from '@/components/progress-bar'
import { Tag } from '@/components/tag'
import type { Output } from '@/services/contract'
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
  messages: ['settings:messages', 'settings:shippingReports'],
}

const WHOLE_CATALOGUE: readonly string[] = ['products', 'plan']

interface Props {
  steps: readonly Step[]
  draft: Draft
  changes: readonly Change[]
}

/** What stands between this shop and its first sale; each row is done one tap further. */
export function Guide({ steps, draft, changes }: Props) {
  const own = steps.filter(({ id }) => id !== 'open')
  const left = own.filter(({ state }) => state === 'missing').length
  const ready = steps.find(({ id }) => id === 'open')?.state === 'done'
  return (
    <View className="stack">
      <Card>
        <View className="set-up__head">
          <Icon name={ready ? 'circle-check' : 'store'} size="large" />
          <View className="grow">
            <View className="title">{ready ? '可以开卖了' : `距离开卖还差${left}步`}</View>
            <View className="small">
              {steps.find(({ id }) => id === 'open')?.detail ?? `${draft.shop.name},先发布一次,再逐项补全`}
            </View>
          </View>
        </View>
        <ProgressBar share={own.length === 0 ? 0 : (own.length - left) / own.length} tone="accent" />
      </Card>
      <Card kind="flush">
        {own.map((step) => (
          <StepRow key={step.id} step={step} edited={isEdited(step.id, changes)} />
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
        </Card>
      </View>
    </View>
  )
}

function StepRow({ step, edited }: { step: Step; edited: boolean }) {
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
          {edited ? <Tag tone="warn">未发布</Tag> : state === 'advised' ? <Tag>{label}</Tag> : null}
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
