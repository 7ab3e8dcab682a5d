import type { Output } from '@/services/contract'

export type RefundRequest = Output<'operations.refundRequests'>['requests'][number]

/** What a person has to do for a request, if anything. */
export type Step = 'decide' | 'transfer' | 'at_wechat' | null

export function stepOf({ state, channel }: RefundRequest): Step {
  if (state === 'review') return 'decide'
  if (state === 'abnormal') return 'at_wechat'
  return state === 'processing' && channel === 'manual' ? 'transfer' : null
}

/** Those of a person first, and of them those that alarm; otherwise as they came, the oldest first. */
export function inOrder(requests: readonly RefundRequest[]): RefundRequest[] {
  const rank = (request: RefundRequest) => (request.alarm ? 0 : 1) + (stepOf(request) === null ? 2 : 0)
  return [...requests].sort((left, right) => rank(left) - rank(right))
}

/** `2笔要处理,其中1笔快到期限`. */
export function summaryOf(requests: readonly RefundRequest[]): string {
  const mine = requests.filter((request) => stepOf(request) !== null).length
  const alarmed = requests.filter(({ alarm }) => alarm).length
  const first = mine > 0 ? `${mine}笔要处理` : '没有要处理的,微信正在退'
  return alarmed > 0 ? `${first},${alarmed}笔快到期限` : first
}
