import { View } from '@tarojs/components'
import { useDidShow, useReachBottom } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { ListRow } from '@/components/list-row'
import { LoadMore } from '@/components/load-more'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { call } from '@/services/call'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { usePaged } from '@/stores/paged'
import { Message, type InboxRow } from './message'
import { NewTermsRow, type InboxTerms } from './new-terms-row'
import './index.scss'

/** Everything that the shop told this member, as it reads, and why each came (L12). */
export default function InboxPage() {
  const [terms, setTerms] = useState<InboxTerms | null>(null)
  const list = usePaged<InboxRow>('inbox', async (before) => {
    const { rows, next, terms: waiting } = await call('renewal.inbox', before === undefined ? {} : { before })
    if (before === undefined) setTerms(waiting ?? null)
    return { items: rows, next }
  })
  // Answered on the page of the terms: what came back to says so no more.
  useDidShow(() => {
    if (terms) void list.reload()
  })
  useReachBottom(() => void list.more())
  useRead(list.items)
  const { shown } = useGradually(list.items.length, { portion: 4, page: Number.MAX_SAFE_INTEGER })
  const none = (
    <EmptyState
      icon="bell"
      title="还没有消息"
      hint="到期、退款、扣款和账单的提醒都会放在这里,微信里没收到也不会漏掉"
      action="消息设置"
      onAction={() => open('messageSettings')}
    />
  )
  return (
    <Page
      answer={list}
      skeleton={<SkeletonRows count={5} />}
      empty={list.items.length === 0 && !list.hasMore && !terms ? none : undefined}
      kept="消息都在,不会丢"
    >
      <View className="stack">
        <Card kind="flush">
          <ListRow
            icon="bell"
            title="消息设置"
            detail="想收哪些,随时可改"
            onTap={() => open('messageSettings')}
          />
        </Card>
        <View>{terms ? <NewTermsRow terms={terms} /> : null}</View>
        <View className="stack">
          {list.items.slice(0, shown).map((row) => (
            <Message key={row.id} row={row} />
          ))}
        </View>
        <View>{shown < list.items.length ? null : <LoadMore list={list} />}</View>
      </View>
    </Page>
  )
}

/** What is on the page has been read; the marks on it stay until it is opened again. */
function useRead(rows: readonly InboxRow[]): void {
  const through = useRef(0)
  const newest = rows[0]
  useEffect(() => {
    if (!newest || newest.read || newest.at <= through.current) return
    through.current = newest.at
    const { at } = newest
    void commit('renewal.readInbox', (operationId) => ({ operationId, through: at }), {
      intention: `read-inbox:${at}`,
    }).catch(() => undefined)
  }, [newest])
}
