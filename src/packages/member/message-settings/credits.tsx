import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import type { SubscribeOutcome } from '@/platform/outcomes'
import { allowMessages } from '@/services/message-asking'
import { useBusy } from '@/stores/busy'
import type { Settings } from './index'

type Credit = Settings['credits'][number]

/** One accept is one message, and WeChat never says how many are left: the shop counts them (L12). */
export function Credits({ credits, reload }: { credits: Settings['credits']; reload: () => Promise<void> }) {
  const [words, setWords] = useState('')
  if (credits.length === 0) return <Notice>这家店没有开通微信服务通知,消息都放在这里的「消息」里</Notice>
  return (
    <View>
      <View className="section-title">微信通知</View>
      <View className="stack">
        <Card kind="flush">
          {credits.map((credit) => (
            <CreditRow key={credit.template} credit={credit} onWords={setWords} reload={reload} />
          ))}
        </Card>
        <View>{words ? <Notice>{words}</Notice> : null}</View>
      </View>
    </View>
  )
}

interface RowProps {
  credit: Credit
  onWords: (words: string) => void
  reload: () => Promise<void>
}

function CreditRow({ credit, onWords, reload }: RowProps) {
  const { title, left } = credit
  const [busy, run] = useBusy()
  const allow = () =>
    void run(async () => {
      // WeChat's question comes first: it must be asked in the tap itself.
      const asked = allowMessages([credit])
      onWords('')
      const outcome = await asked
      onWords(wordsFor(outcome, credit))
      if (outcome.kind === 'answered') await reload()
    })
  return (
    <View className="credit">
      <View className="grow">
        <View>{title}</View>
        <View className="credit__left">
          {left > 0 ? `微信还可以通知 ${left} 次` : '现在不发微信通知,只放在「消息」里'}
        </View>
      </View>
      <Button kind="secondary" compact loading={busy} onTap={allow}>
        {left > 0 ? '再允许一次' : '允许一次'}
      </Button>
    </View>
  )
}

/** WeChat's own reasons, with the way out. */
function wordsFor(outcome: SubscribeOutcome, { title, templateId }: Credit): string {
  if (outcome.kind === 'switched_off')
    return '微信里关闭了这个小程序的通知。可在右上角「…」→ 设置 → 通知管理里打开;不打开也不影响使用。'
  if (outcome.kind === 'unavailable') return '现在不能打开微信的允许窗口,请稍后再试。消息照常放在「消息」里。'
  switch (outcome.answers[templateId]) {
    case 'accept':
      return `「${title}」多了一次微信通知`
    case 'ban':
    case 'filter':
      return `微信暂停了「${title}」的通知,门店会处理。消息照常放在「消息」里。`
    default:
      return `没有允许「${title}」。如果没有弹出窗口,是之前选过「总是保持」,可在右上角「…」→ 设置里修改。`
  }
}
