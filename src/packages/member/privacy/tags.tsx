import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import type { Privacy } from './index'

type TagView = Privacy['tags'][number]

/** How the shop's rules know this member, each with its reason; taken off with one tap (L10). */
export function Tags({ tags }: { tags: TagView[] }) {
  return (
    <View>
      <View className="section-title">门店给我的标签</View>
      <Card kind="flush">
        {tags.map((tag) => (
          <TagRow key={tag.tagId} tag={tag} />
        ))}
      </Card>
    </View>
  )
}

function TagRow({ tag: { tagId, title, reason, hidden } }: { tag: TagView }) {
  const [off, setOff] = useState(hidden)
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const change = () =>
    void run(async () => {
      setProblem('')
      try {
        const done = await commit(
          'membership.hideTag',
          (operationId) => ({ operationId, tagId, hidden: !off }),
          {
            intention: `tag:${tagId}`,
          },
        )
        setOff(done.hidden)
      } catch (error) {
        setProblem(toCallError(error).message)
      }
    })
  return (
    <View className="privacy-tag">
      <View className="grow">
        <View className={off ? 'privacy-tag__title privacy-tag__title--off' : 'privacy-tag__title'}>
          {title}
        </View>
        <View className="small">{problem || (off ? '已去掉,不再使用' : reason)}</View>
      </View>
      <Button kind="secondary" compact loading={busy} onTap={change}>
        {off ? '恢复' : '去掉'}
      </Button>
    </View>
  )
}
