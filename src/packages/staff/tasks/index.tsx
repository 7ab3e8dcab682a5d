import { View } from '@tarojs/components'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { NoBranch } from '../no-branch'
import { useStoredBranch } from '../stored-branch'
import { TaskRow } from './task-row'
import './index.scss'

/** What is to be prepared for holders (M031), the longest waiting first; any branch may do it. */
export default function TasksPage() {
  const { staff, answer, branch } = useStoredBranch()
  const list = useAnswer('counter.tasks', { branchId: branch?.id ?? '' }, { enabled: branch !== undefined })
  useDidShow(() => {
    if (list.data) void list.reload()
  })
  usePullDownRefresh(() => {
    void list.reload().finally(() => Taro.stopPullDownRefresh())
  })
  const [said, setSaid] = useState('')
  const tasks = list.data?.tasks ?? []
  const beyond = list.data?.left ?? 0
  const { shown, left, more } = useGradually(tasks.length, { portion: 6, page: 20 })

  if (answer.status !== 'ready') {
    return (
      <Page answer={answer} skeleton={<SkeletonRows count={5} />}>
        {null}
      </Page>
    )
  }
  if (!branch) {
    return (
      <Page>
        <NoBranch isStaff={staff !== null} hint="在收银台选择门店后,这里显示要为会员准备的东西" />
      </Page>
    )
  }
  return (
    <Page
      answer={list}
      skeleton={<SkeletonRows count={5} />}
      empty={
        list.data !== null && tasks.length === 0 ? (
          <EmptyState
            icon="circle-check"
            title={said === '' ? '没有要准备的东西' : '都准备好了'}
            hint="会员的定期权益到了时间,会出现在这里"
            action="去收银台"
            onAction={() => open('counter')}
          />
        ) : undefined
      }
    >
      <View className="stack">
        <View>{said ? <Notice tone="saved">{said}</Notice> : null}</View>
        <Card kind="flush">
          {tasks.slice(0, shown).map((task) => (
            <TaskRow
              key={task.taskId}
              task={task}
              branchId={branch.id}
              onDone={async (words) => {
                setSaid(words)
                await list.reload()
              }}
            />
          ))}
        </Card>
        <View>
          {left > 0 ? (
            <Button kind="text" block onTap={more}>
              {`更多(还有${left}项)`}
            </Button>
          ) : beyond > 0 ? (
            <View className="tasks__beyond">{`另有${beyond}项,完成一些后会显示`}</View>
          ) : null}
        </View>
      </View>
    </Page>
  )
}
