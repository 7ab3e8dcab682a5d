import { money } from '@/services/format'
import type { ProgrammePreview } from '../parts/part'
import { onlyFor, PreviewCard, PreviewList } from './preview-list'

interface Props {
  preview: ProgrammePreview
}

export function RewardsPreview({ preview }: Props) {
  return (
    <PreviewList items={preview.rewards} none="还没有奖品">
      {({ id, title, gives, price, rule, forWhom }) => (
        <PreviewCard
          key={id}
          title={title}
          head={price ?? '不在商城'}
          lines={[`${gives} · ${rule}`, price === null ? null : onlyFor(forWhom)]}
        />
      )}
    </PreviewList>
  )
}

export function FlashSalesPreview({ preview }: Props) {
  return (
    <PreviewList items={preview.flashSales} none="还没有限时抢">
      {({ id, title, price, rule, forWhom }) => (
        <PreviewCard key={id} title={title} head={money(price)} lines={[rule, onlyFor(forWhom)]} />
      )}
    </PreviewList>
  )
}

export function PollsPreview({ preview }: Props) {
  return (
    <PreviewList items={preview.polls} none="还没有投票">
      {({ id, question, options, forWhom }) => (
        <PreviewCard
          key={id}
          title={question}
          lines={[options.map((label) => label || '未命名').join('、'), onlyFor(forWhom)]}
        />
      )}
    </PreviewList>
  )
}

export function DrawsPreview({ preview }: Props) {
  return (
    <PreviewList items={preview.draws} none="还没有抽奖">
      {({ id, title, organiser, rule, prizes, nothing, forWhom }) => (
        <PreviewCard
          key={id}
          title={title}
          lines={[
            ...prizes.map((prize) => `${prize.title}:中奖率${prize.odds} · 共${prize.quantity}份`),
            `没有中奖:${nothing}`,
            `${rule} · ${onlyFor(forWhom)}`,
            `举办者:${organiser}`,
          ]}
        />
      )}
    </PreviewList>
  )
}

export function SupportPreview({ preview }: Props) {
  return (
    <PreviewList items={preview.support} none="不接受提问">
      {({ who, promise }) => <PreviewCard key={who} title={who} lines={[promise]} />}
    </PreviewList>
  )
}
