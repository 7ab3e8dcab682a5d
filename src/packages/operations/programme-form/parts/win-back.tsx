import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import { serverNow } from '@/services/clock'
import { dayAfter } from '../../card-editor/sections/days'
import type { Draft } from '../../draft/draft'
import { couponsOf, participationOf } from '../../draft/programme'
import { winBackOf, withWinBack, type ComebackGift } from '../../draft/relations'
import { NumberField, TimesField } from '../../fields/figure-field'
import { PickField } from '../../fields/pick-field'
import { SpanField } from '../../fields/span-field'
import { TextField } from '../../fields/text-field'
import { couponOptions } from './campaigns'
import type { Part, PartProps } from './part'

/** As long as WeChat lets a line of a message be. */
const LINE = 20

export const winBack: Part = {
  title: '久未到店',
  explains:
    '只用会员自己的数据,每次离开只提醒一次,算进每周上限。余额和积分不会因为不来而减少,话里也不能这样写。',
  law: '消费者权益保护法第二十九条;单用途商业预付卡管理办法',
  summary: (draft) => {
    const { afterLapse, churn, wakeUp, comebackGift } = winBackOf(draft)
    const on = [
      afterLapse ? '卡到期第3天' : '',
      churn ? `${churn.days}天没来` : '',
      wakeUp ? `${wakeUp.days}天没来` : '',
      comebackGift ? '回归小礼' : '',
    ].filter(Boolean)
    return on.length > 0 ? on.join('、') : null
  },
  Fields,
}

function Fields({ draft, edit }: PartProps) {
  const { afterLapse, churn, wakeUp, comebackGift } = winBackOf(draft)
  return (
    <View className="programme-form__groups">
      <View>
        <SwitchRow
          title="卡到期第 3 天"
          detail="说清哪些不变、想续怎么续"
          on={afterLapse !== undefined}
          onChange={(on) =>
            edit(withWinBack({ afterLapse: on ? { words: '您的余额和积分都还在' } : undefined }))
          }
        />
        {afterLapse ? (
          <TextField
            label="消息里的一句话(20字内)"
            most={LINE}
            path="settings.winBack.afterLapse.words"
            value={afterLapse.words}
            onValue={(words) => edit(withWinBack({ afterLapse: { words } }))}
          />
        ) : null}
      </View>
      <View>
        <SwitchRow
          title="列出快流失的会员"
          detail="在「会员关系」里;要不要发消息另外选"
          on={churn !== undefined}
          onChange={(on) => edit(withWinBack({ churn: on ? { days: 30 } : undefined }))}
        />
        {churn ? <ChurnFields churn={churn} edit={edit} /> : null}
      </View>
      <View>
        <SwitchRow
          title="长期没来提醒一次"
          detail="说一句余额和权益都还在"
          on={wakeUp !== undefined}
          onChange={(on) =>
            edit(withWinBack({ wakeUp: on ? { days: 60, words: '您的余额都在,随时能用' } : undefined }))
          }
        />
        {wakeUp ? (
          <View>
            <NumberField
              label="超过"
              least={45}
              most={180}
              unit="天没来"
              value={wakeUp.days}
              onValue={(days) => edit(withWinBack({ wakeUp: { ...wakeUp, days } }))}
            />
            <TextField
              label="消息里的一句话(20字内)"
              most={LINE}
              path="settings.winBack.wakeUp.words"
              value={wakeUp.words}
              onValue={(words) => edit(withWinBack({ wakeUp: { ...wakeUp, words } }))}
            />
          </View>
        ) : null}
      </View>
      <GiftFields draft={draft} edit={edit} gift={comebackGift} />
    </View>
  )
}

type Edit = PartProps['edit']
type Churn = NonNullable<ReturnType<typeof winBackOf>['churn']>

function ChurnFields({ churn, edit }: { churn: Churn; edit: Edit }) {
  const change = (part: { [K in keyof Churn]?: Churn[K] | undefined }) => {
    const { days, cycleTenths, words } = { ...churn, ...part }
    edit(
      withWinBack({
        churn: {
          days,
          ...(cycleTenths === undefined ? {} : { cycleTenths }),
          ...(words === undefined ? {} : { words }),
        },
      }),
    )
  }
  return (
    <View>
      <NumberField
        label="超过"
        least={14}
        most={90}
        unit="天没来"
        value={churn.days}
        onValue={(days) => change({ days })}
      />
      <SwitchRow
        title="按每个人自己的间隔"
        detail="来得够多的会员,超过自己平常间隔的几倍才算"
        on={churn.cycleTenths !== undefined}
        onChange={(on) => change({ cycleTenths: on ? 25 : undefined })}
      />
      {churn.cycleTenths === undefined ? null : (
        <TimesField
          label="平常间隔的"
          least={12_000}
          most={60_000}
          value={churn.cycleTenths * 1000}
          onValue={(value) => change({ cycleTenths: Math.round(value / 1000) })}
        />
      )}
      <SwitchRow
        title="给他们发一条消息"
        on={churn.words !== undefined}
        onChange={(on) => change({ words: on ? '最近上了新品,来坐坐' : undefined })}
      />
      {churn.words === undefined ? null : (
        <TextField
          label="消息里的一句话(20字内)"
          most={LINE}
          path="settings.winBack.churn.words"
          value={churn.words}
          onValue={(words) => change({ words })}
        />
      )}
    </View>
  )
}

interface GiftProps {
  draft: Draft
  edit: Edit
  gift: ComebackGift | undefined
}

/** At most ¥5 of cost, and one in ten gets none, so that its effect can be told (M096). */
function GiftFields({ draft, edit, gift }: GiftProps) {
  const [coupon] = couponsOf(draft).templates
  const { rewards } = participationOf(draft)
  const [reward] = rewards
  const change = (part: Partial<ComebackGift>) =>
    gift ? edit(withWinBack({ comebackGift: { ...gift, ...part } })) : undefined
  const gives: ComebackGift['gives'] | null = coupon
    ? { kind: 'coupon', templateId: coupon.id }
    : reward
      ? { kind: 'reward', rewardId: reward.id }
      : null
  if (!gives) return <View className="small">想送回归小礼,先设计一种优惠券或奖品。</View>
  const start: ComebackGift = {
    id: 'comeback',
    title: '回来坐坐',
    gives,
    comesWith: 'wake_up',
    from: dayAfter(serverNow(), 0),
    through: dayAfter(serverNow(), 90),
    words: '给您留了一份小心意',
  }
  return (
    <View>
      <SwitchRow
        title="附一份回归小礼"
        detail="每份成本最多 ¥5;留十分之一不送,好知道有没有用"
        on={gift !== undefined}
        onChange={(on) => edit(withWinBack({ comebackGift: on ? start : undefined }))}
      />
      {gift ? (
        <View>
          <TextField
            label="名称"
            path="settings.winBack.comebackGift.title"
            value={gift.title}
            onValue={(title) => change({ title })}
          />
          <PickField
            label="送什么"
            options={[
              ...couponOptions(draft).map(({ id, name }) => ({ id: `coupon:${id}`, name: `券:${name}` })),
              ...rewards.map(({ id, title }) => ({ id: `reward:${id}`, name: `奖品:${title}` })),
            ]}
            value={
              gift.gives.kind === 'coupon'
                ? `coupon:${gift.gives.templateId}`
                : `reward:${gift.gives.rewardId}`
            }
            onValue={(id) => {
              const [kind, rest] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)]
              change({
                gives:
                  kind === 'coupon'
                    ? { kind: 'coupon', templateId: rest }
                    : { kind: 'reward', rewardId: rest },
              })
            }}
          />
          <PickField
            label="跟哪条消息一起"
            options={[
              { id: 'churn', name: '快流失的那条' },
              { id: 'wake_up', name: '长期没来的那条' },
            ]}
            value={gift.comesWith}
            onValue={(id) => change({ comesWith: id === 'churn' ? 'churn' : 'wake_up' })}
          />
          <SpanField from={gift.from} through={gift.through} change={change} />
          <TextField
            label="消息里的一句话(20字内)"
            most={LINE}
            path="settings.winBack.comebackGift.words"
            value={gift.words}
            onValue={(words) => change({ words })}
          />
        </View>
      ) : null}
    </View>
  )
}
