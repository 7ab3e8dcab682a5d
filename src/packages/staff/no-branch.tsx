import { EmptyState } from '@/components/state-message'
import { open, replace } from '@/services/routes'

/** For who is no clerk, or has not said yet where: a page of the counter has nothing to show. */
export function NoBranch({ isStaff, hint }: { isStaff: boolean; hint: string }) {
  return (
    <EmptyState
      icon="store"
      title={isStaff ? '还没有选择门店' : '当前微信不是店员'}
      hint={isStaff ? hint : '请店主发出店员邀请'}
      action={isStaff ? '去收银台' : '回到首页'}
      onAction={() => (isStaff ? replace('counter') : open('home'))}
    />
  )
}
