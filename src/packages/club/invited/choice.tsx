import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { open } from '@/services/routes'

interface Props {
  /** There is an invitation to accept. */
  invited: boolean
  /** Joined before: then only the invitation is accepted. */
  isMember: boolean
  busy: boolean
  onAccept: () => void
}

/** Two buttons of one size, side by side: nobody has to join to look around. */
export function Choice({ invited, isMember, busy, onAccept }: Props) {
  return (
    <View className="invited-choice">
      <Button kind="secondary" onTap={() => open('home')}>
        先逛逛
      </Button>
      {isMember && !invited ? (
        <Button onTap={() => open('home')}>去会员中心</Button>
      ) : (
        <Button loading={busy} onTap={onAccept}>
          {isMember ? '接受邀请' : '免费加入'}
        </Button>
      )}
    </View>
  )
}
