import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { ListRow } from '@/components/list-row'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tag } from '@/components/tag'
import { open } from '@/services/routes'
import type { Change } from '../draft/changes'
import { openProblem, partOf } from '../draft/open-problem'
import { ProblemList } from '../draft/problem-list'
import type { Problem } from '../draft/problems'
import { useReleaseFooter } from '../draft/release-footer'
import { useDraft } from '../draft/use-draft'
import { Sentences, showFirstFound } from '../fields/found'
import { Frame } from '../frame'
import { PART_GROUPS } from '../programme-form/parts/all'
import type { Part } from '../programme-form/parts/part'
import './index.scss'

/** What keeps members coming: coupons, points, tiers, activities; each part one tap further. */
export default function ProgrammePage() {
  const page = useDraft()
  const { answer, draft, problems, message, changes, edit } = page
  const { footer, sheet } = useReleaseFooter(page)
  const { shown } = useGradually(PART_GROUPS.length, { portion: 1, first: 1, page: PART_GROUPS.length })
  return (
    <Frame
      place="programme"
      answer={answer}
      skeleton={<SkeletonRows count={7} />}
      kept="还没有发布的改动都在"
      footer={footer}
      layers={sheet}
      empty={
        answer.data && !draft ? (
          <EmptyState
            icon="tag"
            title="还没有商品"
            hint="先选一个行业模板,几分钟就有样子"
            action="去开店设置"
            onAction={() => open('setUp')}
          />
        ) : undefined
      }
    >
      {draft ? (
        <View className="programme">
          <ProblemList
            problems={problems.filter((problem) => partOf(problem) === null)}
            below={{
              count: problems.filter((problem) => partOf(problem) !== null).length,
              onShow: showFirstFound,
            }}
            message={message}
            draft={draft}
            onEdit={edit}
            onOpen={(problem) => openProblem(problem, draft)}
          />
          <View className="programme__groups">
            {PART_GROUPS.slice(0, shown).map(({ title, parts }) => (
              <View key={title}>
                <View className="section-title">{title}</View>
                <Card kind="flush">
                  {parts.map(([name, part]) => (
                    <PartRow
                      key={name}
                      title={part.title}
                      summary={part.summary(draft)}
                      edited={isEdited(name, changes)}
                      found={problems.filter((problem) => partOf(problem) === name)}
                      onOpen={(problem) =>
                        problem ? openProblem(problem, draft) : open('programmeForm', { part: name })
                      }
                    />
                  ))}
                </Card>
              </View>
            ))}
          </View>
          <View className="small">随会员卡发的券、卡里的权益和续费券,在「商品与会员卡」的那张卡里设置。</View>
        </View>
      ) : null}
    </Frame>
  )
}

interface RowProps extends Pick<Part, 'title'> {
  summary: string | null
  edited: boolean
  found: readonly Problem[]
  /** With the first thing that was found in it. */
  onOpen: (problem: Problem | undefined) => void
}

/** A part as it stands, and what has to be changed in it before the draft can be released. */
function PartRow({ title, summary, edited, found, onOpen }: RowProps) {
  return (
    <ListRow
      title={
        found.length > 0 ? (
          <View className="programme__name">
            <View>{title}</View>
            <Tag tone="danger">{`${found.length}处要改`}</Tag>
          </View>
        ) : (
          title
        )
      }
      detail={
        found.length > 0 ? (
          <View>
            {summary ?? '没有设置'}
            <Sentences problems={found} />
          </View>
        ) : (
          (summary ?? '没有设置')
        )
      }
      {...(edited && found.length === 0 ? { value: <Tag tone="warn">未发布</Tag> } : {})}
      onTap={() => onOpen(found[0])}
    />
  )
}

/** Changes say by the beginning of their key which part they are about. */
function isEdited(name: string, changes: readonly Change[]): boolean {
  return changes.some(({ key }) => key === name || key.startsWith(`${name}:`))
}
