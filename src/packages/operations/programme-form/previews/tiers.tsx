import { View } from '@tarojs/components'
import { count } from '@/services/format'
import type { ProgrammePreview } from '../parts/part'
import { onlyFor, PreviewCard, PreviewList } from './preview-list'

interface Props {
  preview: ProgrammePreview
}

/** The ladder with its two figures, and the matrix of what each tier has. */
export function TiersPreview({ preview: { tiers, growth, matrix } }: Props) {
  if (tiers.length === 0) return <View className="small">没有等级</View>
  const rows = [
    { title: '升级', cells: tiers.map(({ threshold }) => (threshold > 0 ? count(threshold) : '—')) },
    { title: '保级', cells: tiers.map(({ keep }) => (keep > 0 ? count(keep) : '—')) },
    ...matrix,
  ]
  return (
    <View>
      <PreviewCard title="等级规则" lines={growth} />
      <PreviewCard title="各级权益" lines={[]}>
        <View className="preview-table">
          <View className="preview-table__row preview-table__row--head">
            <View className="preview-table__name" />
            {tiers.map(({ name }, index) => (
              <View key={index} className="preview-table__cell">
                {name || '未命名'}
              </View>
            ))}
          </View>
          {rows.map(({ title, cells }, row) => (
            <View key={row} className="preview-table__row">
              <View className="preview-table__name">{title}</View>
              {cells.map((cell, index) => (
                <View key={index} className="preview-table__cell">
                  {cell ?? '—'}
                </View>
              ))}
            </View>
          ))}
        </View>
      </PreviewCard>
    </View>
  )
}

export function ChallengesPreview({ preview }: Props) {
  return (
    <PreviewList items={preview.challenges} none="还没有挑战">
      {({ id, title, rule, reward, forWhom }) => (
        <PreviewCard key={id} title={title} head={reward} lines={[rule, onlyFor(forWhom)]} />
      )}
    </PreviewList>
  )
}

export function BadgesPreview({ preview }: Props) {
  return (
    <PreviewList items={preview.badges} none="还没有徽章">
      {({ id, title, rule, forWhom }) => (
        <PreviewCard key={id} title={title} lines={[rule, onlyFor(forWhom)]} />
      )}
    </PreviewList>
  )
}
