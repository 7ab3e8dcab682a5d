import { View } from '@tarojs/components'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import { Button } from '@/components/button'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { open } from '@/services/routes'
import type { AnswerState } from '@/stores/answer'
import './branch-list.scss'
import { NoBranch } from './no-branch'
import type { useStoredBranch } from './stored-branch'

/** Says what was done, and asks for what is left. */
export type OnDone = (words: string) => Promise<void>

interface Props<T> {
  here: ReturnType<typeof useStoredBranch>
  list: Omit<AnswerState<unknown>, 'replace'>
  items: readonly T[]
  /** Further ones that the back end has not sent. */
  beyond: number
  unit: string
  /** Rows that come at once; the others follow. */
  portion: number
  words: {
    /** While no branch is chosen: what will be here. */
    here: string
    nothing: string
    allDone: string
    /** What comes here, and when. */
    comes: string
  }
  children: (items: readonly T[], branchId: string, onDone: OnDone) => ReactNode
}

const PAGE = 20

/** A page of the clerk's phone: what waits to be done at its branch, one after the other. */
export function BranchList<T>(props: Props<T>) {
  const { here, list, items, beyond, unit, portion, words, children } = props
  const { staff, answer, branch } = here
  useDidShow(() => {
    if (list.data) void list.reload()
  })
  usePullDownRefresh(() => {
    void list.reload().finally(() => Taro.stopPullDownRefresh())
  })
  const [said, setSaid] = useState('')
  const { shown, left, more } = useGradually(items.length, { portion, page: PAGE })

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
        <NoBranch isStaff={staff !== null} hint={words.here} />
      </Page>
    )
  }
  return (
    <Page
      answer={list}
      skeleton={<SkeletonRows count={5} />}
      empty={
        list.data !== null && items.length === 0 ? (
          <EmptyState
            icon="circle-check"
            title={said === '' ? words.nothing : words.allDone}
            hint={words.comes}
            action="去收银台"
            onAction={() => open('counter')}
          />
        ) : undefined
      }
    >
      <View className="stack">
        <View>{said ? <Notice tone="saved">{said}</Notice> : null}</View>
        {children(items.slice(0, shown), branch.id, async (done) => {
          setSaid(done)
          await list.reload()
        })}
        <View>
          {left > 0 ? (
            <Button kind="text" block onTap={more}>
              {`更多(还有${left}${unit})`}
            </Button>
          ) : beyond > 0 ? (
            <View className="branch-list__beyond">{`另有${beyond}${unit},完成一些后会显示`}</View>
          ) : null}
        </View>
      </View>
    </Page>
  )
}
