import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { open } from '@/services/routes'
import { useParameters } from '@/stores/parameters'
import { CostList } from '../benefits/cost-list'
import type { Draft } from '../draft/draft'
import { openProblem, partOf } from '../draft/open-problem'
import { ProblemList } from '../draft/problem-list'
import { useReleaseFooter } from '../draft/release-footer'
import { useDraft } from '../draft/use-draft'
import { FindingsIn, FoundElsewhere, showFirstFound, useLedToFound } from '../fields/found'
import { Frame } from '../frame'
import { indexIn, PARTS } from './parts/all'
import type { Part } from './parts/part'
import { useProgrammePreview } from './use-programme-preview'
import './index.scss'

/** One part of the programme: its fields, and beside them what members see and what it may cost. */
export default function ProgrammeFormPage() {
  const { part: name = '', field = '' } = useParameters()
  const page = useDraft()
  const { answer, draft, problems, message, edit } = page
  const { footer, sheet } = useReleaseFooter(page)
  const part = PARTS[name]
  const here = problems.filter((problem) => partOf(problem) === name)
  useLedToFound(field !== '' && draft !== null && here.length > 0)
  return (
    <Frame
      place="programme"
      answer={answer}
      skeleton={<FormSkeleton />}
      kept="还没有发布的改动都在"
      footer={footer}
      layers={sheet}
      empty={
        answer.data && (!draft || !part) ? (
          <EmptyState
            icon="tag"
            title={draft ? '没有这一项' : '还没有商品'}
            hint={draft ? '从列表里重新选一项' : '先选一个行业模板,几分钟就有样子'}
            action={draft ? '去会员经营' : '去开店设置'}
            onAction={() => open(draft ? 'programme' : 'setUp')}
          />
        ) : undefined
      }
    >
      {draft && part ? (
        <View className="programme-form">
          <View>
            <View className="title">{part.title}</View>
            <View className="small">{part.explains}</View>
            {part.law ? <View className="small">{`依据:${part.law}`}</View> : null}
          </View>
          <ProblemList
            problems={problems.filter((problem) => partOf(problem) !== name)}
            below={{ count: here.length, onShow: showFirstFound }}
            message={message}
            draft={draft}
            onEdit={edit}
            onOpen={(problem) => openProblem(problem, draft)}
          />
          <View className="programme-form__columns">
            <View className="programme-form__fields">
              <Card>
                <FindingsIn problems={here}>
                  <FoundElsewhere />
                  <part.Fields draft={draft} edit={edit} at={indexIn(field)} />
                </FindingsIn>
              </Card>
            </View>
            <View className="programme-form__aside">
              <Aside part={part} draft={draft} />
            </View>
          </View>
        </View>
      ) : null}
    </Frame>
  )
}

/** What members will see of the part, and what it may cost, as the draft stands now. */
function Aside({ part, draft }: { part: Part; draft: Draft }) {
  const { preview, problem } = useProgrammePreview(draft)
  const { Preview, costs } = part
  if (!Preview && !costs) return null
  return (
    <View className="programme-form__stack">
      <View>{problem ? <Notice tone="warn">{problem}</Notice> : null}</View>
      <View>{!preview && !problem ? <SkeletonRows count={3} /> : null}</View>
      <View>
        {preview && Preview ? (
          <View>
            <View className="section-title">会员看到的</View>
            <View className="programme-form__preview">
              <Preview preview={preview} />
            </View>
          </View>
        ) : null}
      </View>
      <View>
        {preview && costs ? (
          <View>
            <View className="section-title">费用,按全部用满算</View>
            <Card>
              <CostList costs={preview.costs.filter((cost) => cost.part === costs)} />
            </Card>
          </View>
        ) : null}
      </View>
    </View>
  )
}

function FormSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="title" width={44} />
      <SkeletonRows count={5} />
    </View>
  )
}
