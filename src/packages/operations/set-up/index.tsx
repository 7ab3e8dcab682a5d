import { View } from '@tarojs/components'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { openProblem } from '../draft/open-problem'
import { ProblemList } from '../draft/problem-list'
import { useReleaseFooter } from '../draft/release-footer'
import { useDraft } from '../draft/use-draft'
import { Frame } from '../frame'
import { Claim } from './claim'
import { Guide } from './guide'
import { TemplateForm } from './template-form'
import './index.scss'

/** From an empty environment to a shop that sells, without a developer. */
export default function SetUpPage() {
  const setUp = useAnswer('operations.setUp', {}, { onShow: true })
  const { data } = setUp
  if (data?.mine) return <OwnShop setUp={setUp} />
  return (
    <Page
      answer={setUp}
      skeleton={<SetUpSkeleton />}
      empty={
        data?.claimed ? (
          <EmptyState
            icon="lock"
            title="这里只有店主能打开"
            hint="需要查看时,请用店主的微信打开"
            action="回到首页"
            onAction={() => open('home')}
          />
        ) : undefined
      }
    >
      <Claim onClaimed={() => void setUp.reload()} />
    </Page>
  )
}

function OwnShop({ setUp }: { setUp: ReturnType<typeof useAnswer<'operations.setUp'>> }) {
  const page = useDraft()
  const { answer, draft, changes, problems, message, edit, begin } = page
  const { footer, sheet } = useReleaseFooter(page, () => void setUp.reload())
  return (
    <Frame
      place="setUp"
      answer={answer}
      skeleton={<SetUpSkeleton />}
      kept="填过的内容都在"
      footer={footer}
      layers={sheet}
    >
      <View className="stack">
        <ProblemList
          problems={problems}
          message={message}
          draft={draft}
          onEdit={edit}
          onOpen={(problem) => draft && openProblem(problem, draft)}
        />
        <View>
          {answer.data && !draft ? <TemplateForm onDraft={begin} /> : null}
          {draft ? (
            <Guide release={page.release} steps={setUp.data?.steps ?? []} draft={draft} changes={changes} />
          ) : null}
        </View>
      </View>
    </Frame>
  )
}

function SetUpSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <SkeletonRows count={7} />
    </View>
  )
}
