import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { serverNow } from '@/services/clock'
import { dayText } from '@/services/format'
import { open } from '@/services/routes'
import { dayAfter } from '../../card-editor/sections/days'
import { newId, type Draft } from '../../draft/draft'
import { participationOf, withParticipation, type Poll, type PrizeDraw } from '../../draft/programme'
import { AudienceField } from '../../fields/audience-field'
import { AmountField, NumberField, OddsField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { SpanField } from '../../fields/span-field'
import { TextField } from '../../fields/text-field'
import { DrawsPreview, PollsPreview } from '../previews/participation'
import { namesOf, type Part, type PartProps } from './part'

const MONTH_DAYS = 30
/** L14. */
const MOST_PRIZE = 5_000_000

export const polls: Part = {
  title: '投票',
  explains: '每位会员一票,截止前可以改。票数截止后公布,谁投了什么不公开。',
  law: '个人信息保护法',
  summary: (draft) =>
    namesOf(
      participationOf(draft).polls.map(({ question }) => question),
      '个',
    ),
  Fields: PollList,
  Preview: PollsPreview,
}

function PollList({ draft, edit, at }: PartProps) {
  const { polls: items } = participationOf(draft)
  return (
    <ItemList<Poll>
      path="participation.polls"
      items={items}
      onItems={(list) => edit(withParticipation({ polls: list }))}
      most={20}
      openAt={at}
      addWords="加一个投票"
      titleOf={({ question }) => question}
      detailOf={({ options, through }) => `${options.length}个选项 · ${dayText(through, serverNow())}截止`}
      make={() => ({
        id: newId('poll', items),
        question: '',
        options: [
          { id: newId('option', []), label: '' },
          { id: newId('option', []), label: '' },
        ],
        audience: {},
        from: dayAfter(serverNow(), 0),
        through: dayAfter(serverNow(), MONTH_DAYS),
      })}
    >
      {(poll, change) => (
        <View>
          <TextField
            label="问题"
            most={120}
            path="question"
            value={poll.question}
            onValue={(question) => change({ question })}
          />
          <View className="field__label">选项</View>
          <ItemList<Poll['options'][number]>
            path="options"
            items={poll.options}
            onItems={(options) => change({ options })}
            least={2}
            most={10}
            addWords="加一个选项"
            titleOf={({ label }) => label}
            make={() => ({ id: newId('option', poll.options), label: '' })}
          >
            {(option, changeOption) => (
              <TextField
                label="选项"
                path="label"
                value={option.label}
                onValue={(label) => changeOption({ label })}
              />
            )}
          </ItemList>
          <SpanField from={poll.from} through={poll.through} change={change} />
          <AudienceField
            audience={poll.audience}
            draft={draft}
            onAudience={(audience) => change({ audience })}
          />
        </View>
      )}
    </ItemList>
  )
}

export const draws: Part = {
  title: '抽奖',
  explains:
    '中奖率、奖品、数量在开始前公布,开始后不能改;不收钱,最高奖不超过5万元。抽奖的随机数开始前先封存,结束后公开,谁都可以核对。',
  law: '规范促销行为暂行规定',
  costs: 'draws',
  summary: (draft) =>
    namesOf(
      participationOf(draft).draws.map(({ title }) => title),
      '个',
    ),
  Fields: DrawList,
  Preview: DrawsPreview,
}

function DrawList({ draft, edit, at }: PartProps) {
  const { draws: items, rewards } = participationOf(draft)
  const [reward] = rewards
  if (!reward)
    return (
      <View className="stack">
        <View className="small">先准备至少一样奖品,抽奖从奖品里选。</View>
        <Button kind="secondary" compact onTap={() => open('programmeForm', { part: 'rewards' })}>
          去准备奖品
        </Button>
      </View>
    )
  return (
    <ItemList<PrizeDraw>
      path="participation.draws"
      items={items}
      onItems={(list) => edit(withParticipation({ draws: list }))}
      most={10}
      openAt={at}
      addWords="加一个抽奖"
      titleOf={({ title }) => title}
      detailOf={({ prizes, through }) => `${prizes.length}个奖项 · ${dayText(through, serverNow())}截止`}
      make={() => ({
        id: newId('draw', items),
        title: '',
        audience: {},
        from: dayAfter(serverNow(), 1),
        through: dayAfter(serverNow(), MONTH_DAYS),
        chancesPerDay: 1,
        prizes: [newPrize([], reward.id)],
        organiser: draft.shop.name,
      })}
    >
      {(draw, change) => <DrawFields draw={draw} change={change} draft={draft} rewardId={reward.id} />}
    </ItemList>
  )
}

function newPrize(taken: readonly { id: string }[], rewardId: string): PrizeDraw['prizes'][number] {
  return { id: newId('prize', taken), rewardId, oddsPerMillion: 10_000, quantity: 10, worth: 0 }
}

function DrawFields(props: {
  draw: PrizeDraw
  change: (part: Partial<PrizeDraw>) => void
  draft: Draft
  rewardId: string
}) {
  const { draw, change, draft, rewardId } = props
  const options = participationOf(draft).rewards.map(({ id, title }) => ({ id, name: title }))
  return (
    <View>
      <TextField label="名称" path="title" value={draw.title} onValue={(title) => change({ title })} />
      <TextField
        label="举办者"
        most={120}
        path="organiser"
        value={draw.organiser}
        onValue={(organiser) => change({ organiser })}
        hint="要写清楚是谁办的"
      />
      <SpanField from={draw.from} through={draw.through} change={change} />
      <NumberField
        label="每人每天"
        most={10}
        unit="次"
        value={draw.chancesPerDay}
        onValue={(chancesPerDay) => change({ chancesPerDay })}
      />
      <View className="field__label">奖项</View>
      <ItemList<PrizeDraw['prizes'][number]>
        path="prizes"
        items={draw.prizes}
        onItems={(prizes) => change({ prizes })}
        least={1}
        most={10}
        addWords="加一个奖项"
        titleOf={({ rewardId: id }) => options.find((option) => option.id === id)?.name ?? '奖品已删除'}
        detailOf={({ quantity }) => `${quantity}份`}
        make={() => newPrize(draw.prizes, rewardId)}
      >
        {(prize, changePrize) => (
          <View>
            <PickField
              label="奖品"
              options={options}
              value={prize.rewardId}
              onValue={(id) => changePrize({ rewardId: id })}
            />
            <OddsField
              label="每次中奖率"
              value={prize.oddsPerMillion}
              onValue={(oddsPerMillion) => changePrize({ oddsPerMillion })}
              hint="会公布;各奖项相加不超过100%"
            />
            <NumberField
              label="数量"
              most={1_000_000}
              unit="份"
              value={prize.quantity}
              onValue={(quantity) => changePrize({ quantity })}
            />
            <AmountField
              label="每份值"
              most={MOST_PRIZE}
              value={prize.worth}
              onValue={(worth) => changePrize({ worth })}
              hint="反不正当竞争法:最高奖不超过5万元"
            />
          </View>
        )}
      </ItemList>
      <AudienceField audience={draw.audience} draft={draft} onAudience={(audience) => change({ audience })} />
    </View>
  )
}
