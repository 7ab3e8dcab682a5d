import Taro from '@tarojs/taro'
import { useEffect, useMemo, useState } from 'react'
import { signalFailure, signalSuccess } from '@/platform/feedback'
import { call, isDefinite, toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { useAnswer, type AnswerState } from '@/stores/answer'
import { changesOf } from './changes'
import { tidied, type Draft } from './draft'
import { useDraftStore } from './draft-store'
import { problemOf, type Problem } from './problems'

/** The draft on a page that edits it: what is released is asked for when the page opens. */
export function useDraft({ enabled = true }: { enabled?: boolean } = {}) {
  const answer = useAnswer('operations.catalogue', {}, { enabled })
  const store = useDraftStore()
  const { learn } = store
  const { data } = answer
  useEffect(() => {
    if (data) learn(data)
  }, [data, learn])
  const { draft, released, problems, releasedAt, release } = store
  const changes = useMemo(
    () => (draft && draft !== released ? changesOf(released, draft) : []),
    [draft, released],
  )
  return { answer, draft, released, problems, releasedAt, release, changes, ...useRelease(answer) }
}

/** Checking and releasing the draft as a whole, against the release that it was made from. */
function useRelease(answer: AnswerState<Output<'operations.catalogue'>>) {
  const { report, discard, edit, begin } = useDraftStore()
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState('')

  const working = async (work: (draft: Draft) => Promise<boolean>): Promise<boolean> => {
    const { draft } = useDraftStore.getState()
    if (!draft) return false
    setBusy(true)
    setMessage('')
    try {
      return await work(tidied(draft))
    } finally {
      setBusy(false)
    }
  }

  /** All problems at once, before anything is released; true where there are none. */
  const check = () =>
    working(async (draft) => {
      try {
        const { problems } = await call('operations.checkDraft', { draft })
        report(problems)
        if (problems.length > 0) signalFailure()
        return problems.length === 0
      } catch (thrown) {
        const error = toCallError(thrown)
        if (isDefinite(error)) report([problemOf(error, draft)])
        else setMessage(error.message)
        return false
      }
    })

  const release = () =>
    working(async (draft) => {
      const expectedRelease = useDraftStore.getState().release
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
        if (error.code === 'RELEASE_CONFLICT') {
          await answer.reload()
          setMessage('资料刚刚被别人更新,已载入最新内容。您的改动还在,请核对后再发布。')
        } else if (isDefinite(error)) report([problemOf(error, draft)])
        else setMessage(`${error.message}。改动已保存,再次发布不会重复。`)
        return false
      }
    })

  const throwAway = async (changes: number) => {
    const { confirm } = await Taro.showModal({
      title: '放弃全部改动?',
      content: `${changes}处改动都没有发布,放弃后恢复为当前版本。`,
      confirmText: '放弃',
      cancelText: '保留',
    })
    if (!confirm) return
    setMessage('')
    discard()
  }

  return { busy, message, check, publish: release, throwAway, edit, begin }
}

export type DraftOnPage = ReturnType<typeof useDraft>
export type { Problem }
