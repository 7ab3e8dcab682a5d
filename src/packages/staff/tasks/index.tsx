import { Card } from '@/components/card'
import { useAnswer } from '@/stores/answer'
import { BranchList } from '../branch-list'
import { useStoredBranch } from '../stored-branch'
import { TaskRow } from './task-row'
import './index.scss'

const WORDS = {
  here: '在收银台选择门店后,这里显示要为会员准备的东西',
  nothing: '没有要准备的东西',
  allDone: '都准备好了',
  comes: '会员的定期权益到了时间,会出现在这里',
}

/** What is to be prepared for holders (M031), the longest waiting first; any branch may do it. */
export default function TasksPage() {
  const here = useStoredBranch()
  const { branch } = here
  const list = useAnswer('counter.tasks', { branchId: branch?.id ?? '' }, { enabled: branch !== undefined })
  const { tasks = [], left = 0 } = list.data ?? {}
  return (
    <BranchList here={here} list={list} items={tasks} beyond={left} unit="项" portion={6} words={WORDS}>
      {(shown, branchId, onDone) => (
        <Card kind="flush">
          {shown.map((task) => (
            <TaskRow key={task.taskId} task={task} branchId={branchId} onDone={onDone} />
          ))}
        </Card>
      )}
    </BranchList>
  )
}
