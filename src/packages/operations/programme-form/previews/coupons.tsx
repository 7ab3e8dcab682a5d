import type { ProgrammePreview } from '../parts/part'
import { onlyFor, PreviewCard, PreviewList } from './preview-list'

interface Props {
  preview: ProgrammePreview
}

export function TemplatesPreview({ preview }: Props) {
  return (
    <PreviewList items={preview.templates} none="还没有券">
      {({ id, title, offer, scope, combines, days, forWhom }) => (
        <PreviewCard
          key={id}
          title={title}
          head={offer}
          lines={[scope, `到账后${days}天有效 · ${combines}`, onlyFor(forWhom)]}
        />
      )}
    </PreviewList>
  )
}

export function CampaignsPreview({ preview }: Props) {
  return (
    <PreviewList items={preview.campaigns} none="还没有活动">
      {({ id, title, items, forWhom }) => (
        <PreviewCard key={id} title={title} lines={[...items, `${onlyFor(forWhom)} · 每人一次`]} />
      )}
    </PreviewList>
  )
}
