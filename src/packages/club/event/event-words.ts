import type { Output } from '@/services/contract'

export type MemberEvent = Output<'membership.event'>['event']

/** One's own standing first; else whether there is room. */
export function placeTag({
  mine,
  left,
  admission,
}: MemberEvent): { words: string; tone: 'quiet' | 'saved' | 'warn' } | null {
  if (mine?.checkedInAt) return { words: '已签到', tone: 'saved' }
  if (mine) return { words: '已报名', tone: 'saved' }
  if (left === 0) return { words: '已满', tone: 'quiet' }
  return admission.admitted ? null : { words: '暂不可报', tone: 'quiet' }
}
