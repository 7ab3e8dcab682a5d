import type { Output } from '@/services/contract'
import type { Mark, Place } from '../frame'

/** What to write beside the pages of the shop's money; nothing where nothing waits. */
export function marksOf(
  attention: Output<'operations.attention'> | null,
): Partial<Record<Place, readonly Mark[]>> {
  if (!attention) return {}
  const { refunds, refundAlarms, disputes, differentDays, unreportedOrders, rewardsAwaited } = attention
  const { refusedTemplates } = attention
  return {
    ownerRefunds: marks([
      [refundAlarms, (count) => `${count}笔快到期限`, 'danger'],
      [refunds + disputes, (count) => `${count}件待处理`, 'warn'],
    ]),
    reports: marks([
      [differentDays.length, (count) => `${count}天对不上`, 'danger'],
      [unreportedOrders, (count) => `${count}单未上报`, 'danger'],
    ]),
    setUp: marks([[refusedTemplates, (count) => `${count}个消息模板被微信退回`, 'danger']]),
    programme: marks([[rewardsAwaited, (count) => `${count}份奖励缺货`, 'danger']]),
  }
}

function marks(all: [number, (count: number) => string, Mark['tone']][]): Mark[] {
  return all.filter(([count]) => count > 0).map(([count, words, tone]) => ({ words: words(count), tone }))
}
