import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { SubscribeOutcome } from '@/platform/outcomes'
import {
  allowMessages,
  setAside,
  whatToAsk,
  type AskingMoment,
  type MessageAsk,
} from '@/services/message-asking'
import { open } from '@/services/routes'
import { useBusy } from '@/stores/busy'
import { Button } from './button'
import { Card } from './card'
import { Notice } from './notice'
import './message-ask.scss'

/** How it ended, without a word of blame: whatever was chosen, nothing else changes. */
function wordsFor(outcome: SubscribeOutcome): string {
  if (outcome.kind === 'switched_off') return '微信里关闭了服务通知,消息都会放在「我的 · 消息」'
  if (outcome.kind === 'unavailable') return '这里不能开启微信通知,消息都会放在「我的 · 消息」'
  const accepted = Object.values(outcome.answers).filter((answer) => answer === 'accept').length
  return accepted > 0 ? `已允许 ${accepted} 种,每种通知一次` : '没有开启,消息都会放在「我的 · 消息」'
}

/**
 * Asks at a natural moment whether WeChat may tell (L12): why it is asked, two equal ways, at most
 * once a day. It is not drawn where there is nothing to ask.
 */
export function MessageAsk({ moment }: { moment: AskingMoment }) {
  const [ask, setAsk] = useState<MessageAsk | null>(null)
  const [outcome, setOutcome] = useState<SubscribeOutcome | 'declined' | null>(null)
  const [busy, run] = useBusy()
  useEffect(() => {
    let left = false
    void whatToAsk(moment).then((found) => {
      if (!left) setAsk(found)
    })
    return () => {
      left = true
    }
  }, [moment])

  const decline = () => {
    setAside(moment)
    setOutcome('declined')
  }
  const allow = (templates: MessageAsk['templates']) =>
    void run(async () => {
      // WeChat's question comes first: it must be asked in the tap itself.
      const asked = allowMessages(templates)
      setAside(moment)
      setOutcome(await asked)
    })
  if (ask === null || outcome === 'declined') return <View />
  return (
    <Card kind="quiet" className="message-ask">
      <View>
        {outcome ? (
          <Notice>{wordsFor(outcome)}</Notice>
        ) : (
          <View>
            <View>{ask.reason}</View>
            <View className="small">{ask.templates.map(({ title }) => title).join('、')}</View>
            <View className="message-ask__choices">
              <Button kind="secondary" onTap={decline}>
                不用了
              </Button>
              <Button kind="secondary" loading={busy} onTap={() => allow(ask.templates)}>
                可以
              </Button>
            </View>
          </View>
        )}
      </View>
      <View>
        {outcome ? (
          <Button kind="text" compact onTap={() => open('messageSettings')}>
            消息设置
          </Button>
        ) : null}
      </View>
    </Card>
  )
}
