import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Tag } from '@/components/tag'
import { toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { momentText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { openPage } from '@/services/routes'
import { useBusy } from '@/stores/busy'

export type InboxRow = Output<'renewal.inbox'>['rows'][number]

const CHANNEL_NAMES: Record<InboxRow['channel'], string> = {
  inbox: '只放在这里',
  wechat: '也发了微信服务通知',
  sms: '也发了短信',
}

/** One message as it reads, by which way it came and why; a tap leads to what it is about. */
export function Message({ row }: { row: InboxRow }) {
  const { title, lines, at, page, read, channel, basis, reason } = row
  return (
    <Card>
      <View
        className="message"
        hoverClass={page === null ? 'none' : 'message--pressed'}
        onClick={page === null ? undefined : () => openPage(page)}
      >
        <View className="message__head">
          <View className="message__title">{title}</View>
          {read ? null : <Tag tone="warn">未读</Tag>}
          {page === null ? null : <Icon name="chevron-right" size="small" className="message__arrow" />}
        </View>
        {lines.map((line) => (
          <View key={line} className="message__line">
            {line}
          </View>
        ))}
      </View>
      <View className="message__why">{`${momentText(at, serverNow())} · ${CHANNEL_NAMES[channel]}\n${reason}`}</View>
      <View>{basis === 'marketing' ? <NoMore row={row} /> : null}</View>
    </Card>
  )
}

/** As easy to stop as it came, and at once (L12). */
function NoMore({ row: { flow, title } }: { row: InboxRow }) {
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const stop = () =>
    void run(async () => {
      try {
        await commit('renewal.switchFlow', (operationId) => ({ operationId, flow, on: false }), {
          intention: `switch-flow:${flow}`,
        })
        setWords('以后不再发送这类消息,可在消息设置里重新打开')
      } catch (error) {
        setWords(toCallError(error).message)
      }
    })
  return (
    <View>
      {words ? (
        <View className="message__done">{words}</View>
      ) : (
        <Button kind="text" compact loading={busy} className="message__stop" onTap={stop}>
          {`不再接收「${title}」`}
        </Button>
      )}
    </View>
  )
}
