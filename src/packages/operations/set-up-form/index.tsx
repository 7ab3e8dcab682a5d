import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { back, open } from '@/services/routes'
import { useParameters } from '@/stores/parameters'
import { ProblemList } from '../draft/problem-list'
import { useDraft } from '../draft/use-draft'
import { FindingsIn, FoundElsewhere, showFirstFound, useLedToFound } from '../fields/found'
import { Frame } from '../frame'
import { FORMS } from './forms/all'
import './index.scss'

/** One form of the set-up guide; what is typed is kept at once and goes out with the release. */
export default function SetUpFormPage() {
  const { form: name = '', field = '' } = useParameters()
  const { answer, draft, problems, edit } = useDraft()
  const form = FORMS[name]
  const here = form ? problems.filter(({ path }) => form.edits.test(path)) : []
  useLedToFound(field !== '' && draft !== null && here.length > 0)
  const index = /\.(\d+)(?:\.|$)/.exec(field)?.[1]
  return (
    <Frame
      place="setUp"
      answer={answer}
      skeleton={<FormSkeleton />}
      kept="还没有发布的改动都在"
      empty={
        answer.data && (!draft || !form) ? (
          <EmptyState
            icon="store"
            title="先选一个行业模板"
            hint="有了样子再逐项修改"
            action="去开店设置"
            onAction={() => open('setUp')}
          />
        ) : undefined
      }
      footer={
        <View className="set-up-form__footer">
          <Button block onTap={back}>
            改好了
          </Button>
        </View>
      }
    >
      {draft && form ? (
        <View className="stack">
          <View>
            <View className="title">{form.title}</View>
            <View className="small">{form.explains}</View>
          </View>
          <ProblemList problems={[]} below={{ count: here.length, onShow: showFirstFound }} draft={draft} />
          <Card>
            <FindingsIn problems={here}>
              <FoundElsewhere />
              <form.Fields draft={draft} edit={edit} at={index === undefined ? null : Number(index)} />
            </FindingsIn>
          </Card>
          <View>
            {name === 'payment' ? null : (
              <View className="small">改动已存在这台设备上,回到开店设置发布后生效。</View>
            )}
          </View>
        </View>
      ) : null}
    </Frame>
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
