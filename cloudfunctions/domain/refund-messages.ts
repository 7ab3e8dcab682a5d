import { shanghaiDay } from './calendar'
import type { MessageAbout } from './due'
import type { Message } from './message-ledger'
import type { Refund } from './order'

/**
 * What a member is told of a refund without asking (L6): once when it stops being WeChat's to carry
 * out, and once when it ends. What is on its way is no news yet.
 */
export type RefundNews = NonNullable<MessageAbout['refund']>

/** Null while WeChat or a person is still at it. */
export function refundNews({ state, byHand }: Pick<Refund, 'state' | 'byHand'>): RefundNews | null {
  switch (state) {
    case 'succeeded':
      return byHand ? 'transferred' : 'returned'
    case 'abnormal':
    case 'manual':
      return 'by_hand'
    case 'refused':
      return 'refused'
    case 'reserved':
    case 'processing':
    case 'review':
    case 'granted':
      return null
  }
}

/** First in the title, because a keyword shows twenty characters of it. */
const TITLES: Readonly<Record<RefundNews, string>> = {
  returned: '已退款',
  transferred: '已转账退款',
  by_hand: '退款转人工',
  refused: '退款未通过',
}

/**
 * The message of a refund as it stands. Its key follows from the refund and from whether it is over,
 * so however often a notification, an answer or a timer says the same, it is one message.
 * @returns null while there is nothing to tell
 */
export function refundMessage(refund: Refund, now: number): Message | null {
  const news = refundNews(refund)
  if (!news) return null
  const { _id, orderId, memberId, amount, title, finishedAt } = refund
  return {
    kind: 'message',
    key: `refund_result:${_id}:${news === 'by_hand' ? 'by_hand' : 'end'}`,
    owner: 'renewal',
    flow: 'refund_result',
    memberId,
    about: {
      id: orderId,
      amount,
      day: shanghaiDay(finishedAt ?? now),
      title: `${TITLES[news]}:${title ?? '付款退回'}`,
      refund: news,
    },
  }
}
