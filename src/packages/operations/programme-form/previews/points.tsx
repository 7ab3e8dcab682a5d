import type { ProgrammePreview } from '../parts/part'
import { PreviewCard, PreviewList } from './preview-list'

export function PointsPreview({ preview: { points } }: { preview: ProgrammePreview }) {
  const parts = [
    { title: '积分规则', lines: points.rules },
    { title: '每日签到', lines: points.checkIn },
  ].filter(({ lines }) => lines.length > 0)
  return (
    <PreviewList items={parts} none="没有积分">
      {({ title, lines }) => <PreviewCard key={title} title={title} lines={lines} />}
    </PreviewList>
  )
}
