import type { Output } from '../contract'
import { addDays, daysBetween, shanghaiDay } from '../domain/calendar'
import type { JournalEntry } from '../domain/decision'
import { forStaff } from '../entry/handler'
import { erasedKey } from '../ledger/privacy-requests'

type Request = Output<'operations.privacyRequests'>['requests'][number]

const SHOWN_DAYS = 180
const MOST_SHOWN = 200
const DAY_MS = 86_400_000
/** Fifteen working days are three weeks without a holiday. */
const MOST_DAYS = 21

/** All but the end of an account is done with the call itself; that waits for its refunds (L9). */
export const privacyRequests = forStaff('operations.privacyRequests', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: async (_input, { backend, now }) => {
    const entries = await backend.privacyRequests.since(now - SHOWN_DAYS * DAY_MS, MOST_SHOWN)
    const closed = entries.filter(({ facts }) => facts.kind === 'account_closed')
    const erased = await backend.privacyRequests.erased([...new Set(closed.map(({ memberId }) => memberId))])
    return { requests: entries.flatMap((entry) => requestOf(entry, erased, now) ?? []) }
  },
})

function requestOf(
  { memberId, operationId, at, facts }: JournalEntry,
  erased: ReadonlyMap<string, number>,
  now: number,
): Request | null {
  const done = (kind: Request['kind'], title: string): Request => ({
    ...{ id: operationId, kind, title, memberNumber: memberId, at, state: 'done', doneAt: at, days: 0 },
    by: addDays(shanghaiDay(at), MOST_DAYS),
    waitsFor: null,
  })
  switch (facts.kind) {
    case 'consent':
      return facts.granted
        ? null
        : done('withdrawn', facts.purpose === 'marketing' ? '撤回营销同意' : '撤回合作方授权')
    case 'profile_corrected':
      return done('corrected', '更正或删除资料')
    case 'personalised':
      return done('switched', facts.on ? '打开个性化推荐' : '关闭个性化推荐')
    case 'tag_hidden':
      return done('tag', facts.hidden ? '取消标签' : '恢复标签')
    case 'account_closed': {
      const doneAt = erased.get(erasedKey(memberId, facts.at)) ?? null
      return {
        ...done('closed', '注销账号'),
        state: doneAt === null ? 'open' : 'done',
        doneAt,
        days: daysBetween(shanghaiDay(at), shanghaiDay(doneAt ?? now)),
        waitsFor: doneAt === null ? '退款到账后清除微信标识' : null,
      }
    }
    default:
      return null
  }
}
