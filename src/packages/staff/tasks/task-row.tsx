import { Input, View } from '@tarojs/components'
import { memo, useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { signalFailure, signalSuccess } from '@/platform/feedback'
import { toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import type { OnDone } from '../branch-list'

type Task = Output<'counter.tasks'>['tasks'][number]

const LONGEST_NOTE = 100

interface Props {
  task: Task
  branchId: string
  onDone: OnDone
}

/** One thing to prepare: what, for whom, since when; done with an optional word about it. */
export const TaskRow = memo(function TaskRow({ task, branchId, onDone }: Props) {
  const { taskId, title, task: what, displayName, memberNumber, since } = task
  const [asking, setAsking] = useState(false)
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const complete = () =>
    run(async () => {
      setProblem('')
      try {
        await commit(
          'counter.completeTask',
          (operationId) => ({ operationId, branchId, taskId, note: note.trim() }),
          { intention: `complete-task:${taskId}`, resume: false },
        )
        signalSuccess()
        await onDone(`${displayName}的「${title}」已备好`)
      } catch (thrown) {
        signalFailure()
        setProblem(toCallError(thrown).message)
      }
    })
  return (
    <View className="task-row">
      <View className="task-row__head">
        <View className="grow">
          <View className="task-row__what">{what}</View>
          <View className="task-row__for">
            {`${displayName} · 会员号末四位${memberNumber.slice(-4)} · ${title} · ${dayText(since, serverNow())}起`}
          </View>
        </View>
        <Button kind={asking ? 'secondary' : 'primary'} compact onTap={() => setAsking(!asking)}>
          {asking ? '收起' : '备好了'}
        </Button>
      </View>
      <View>
        {asking ? (
          <View className="task-row__note">
            <Input
              className="task-row__input"
              value={note}
              maxlength={LONGEST_NOTE}
              placeholder="备注(可不填),例如放在哪里"
              placeholderClass="task-row__placeholder"
              confirmType="done"
              onInput={({ detail }) => setNote(detail.value)}
            />
            <Button block loading={busy} onTap={() => void complete()}>
              确认已备好
            </Button>
          </View>
        ) : null}
      </View>
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
    </View>
  )
})
