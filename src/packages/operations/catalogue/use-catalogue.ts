import Taro from '@tarojs/taro'
import { useMemo, useState } from 'react'
import { signalFailure, signalSuccess } from '@/platform/feedback'
import { forgetStored, readStored, writeStored } from '@/platform/storage'
import { isDefinite, toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import { useAnswer } from '@/stores/answer'
import { applyEdits, changesOf, NO_EDITS, type Edits } from './draft-edits'
import { releaseProblem, type ReleaseProblem } from './release-problem'

const KEY = 'catalogue-edits'

/** The released catalogue with the owner's changes over it, and releasing them as a whole. */
export function useCatalogue() {
  const answer = useAnswer('operations.catalogue', {})
  const [edits, setEdits] = useState<Edits>(() => readStored<Edits>(KEY) ?? NO_EDITS)
  const [problem, setProblem] = useState<ReleaseProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const released = answer.data?.draft ?? null
  const draft = useMemo(() => released && applyEdits(released, edits), [released, edits])
  const changes = useMemo(() => (released ? changesOf(released, edits) : []), [released, edits])

  /** Kept on the phone until it is released or thrown away. */
  const edit = (next: Edits) => {
    setProblem(null)
    setEdits(next)
    writeStored(KEY, next)
  }
  const discard = () => {
    setProblem(null)
    setEdits(NO_EDITS)
    forgetStored(KEY)
  }

  const release = async (): Promise<boolean> => {
    if (!answer.data || !draft) return false
    const expectedRelease = answer.data.release
    setBusy(true)
    setProblem(null)
    try {
      const done = await commit(
        'operations.release',
        (operationId) => ({ operationId, expectedRelease, draft }),
        { intention: 'release', resume: false },
      )
      discard()
      signalSuccess()
      void Taro.showToast({ title: `已发布第${done.release}版`, icon: 'none' })
      await answer.reload()
      return true
    } catch (thrown) {
      const error = toCallError(thrown)
      signalFailure()
      const shown = releaseProblem(error, draft)
      setProblem(
        isDefinite(error) ? shown : { ...shown, message: `${error.message}。改动已保存,再次发布不会重复。` },
      )
      if (error.code === 'RELEASE_CONFLICT') {
        await answer.reload()
        setProblem({ ...shown, message: '资料刚刚被别人更新,已载入最新内容。您的改动还在,请核对后再发布。' })
      }
      return false
    } finally {
      setBusy(false)
    }
  }

  return { answer, released, draft, edits, changes, problem, busy, edit, discard, release }
}
