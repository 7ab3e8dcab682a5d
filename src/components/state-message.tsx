import { View } from '@tarojs/components'
import type { CallError } from '@/services/call'
import { open } from '@/services/routes'
import { Button } from './button'
import { Icon, type IconName } from './icon'
import './state-message.scss'

interface EmptyProps {
  icon?: IconName
  title: string
  /** What can be done about it. */
  hint?: string
  action?: string
  onAction?: () => void
}

/** Nothing here yet, and what to do. */
export function EmptyState({ icon = 'receipt', title, hint, action, onAction }: EmptyProps) {
  return (
    <View className="state-message">
      <Icon name={icon} size="hero" className="state-message__icon" />
      <View className="state-message__title">{title}</View>
      <View>{hint ? <View className="state-message__hint">{hint}</View> : null}</View>
      <View>
        {action && onAction ? (
          <View className="state-message__action">
            <Button kind="secondary" onTap={onAction}>
              {action}
            </Button>
          </View>
        ) : null}
      </View>
    </View>
  )
}

interface ErrorProps {
  error: CallError | null
  onRetry: () => void
  /** What is safe in spite of the failure. */
  kept?: string
}

/** What went wrong, in a sentence, with a way on. Without a network it says so. */
export function ErrorState({ error, onRetry, kept }: ErrorProps) {
  if (error?.code === 'JOIN_REQUIRED') return <JoinFirst />
  const offline = error?.code === 'OFFLINE'
  return (
    <View className="state-message">
      <Icon name={offline ? 'offline' : 'alert'} size="hero" className="state-message__icon" />
      <View className="state-message__title">{offline ? '网络已断开' : '暂时没能打开'}</View>
      <View className="state-message__hint">
        {offline ? '连上网络后再试,已有的记录都在' : (error?.message ?? '请稍后再试')}
      </View>
      <View>{kept ? <View className="state-message__hint">{kept}</View> : null}</View>
      <View className="state-message__action">
        <Button kind="secondary" icon="refresh" onTap={onRetry}>
          再试一次
        </Button>
      </View>
    </View>
  )
}

/** Not an error: asking again wouldn't help, joining does. */
function JoinFirst() {
  return (
    <EmptyState
      icon="user"
      title="加入会员后可用"
      hint="加入免费;不加入也可以浏览和消费"
      action="去加入"
      onAction={() => open('me')}
    />
  )
}
