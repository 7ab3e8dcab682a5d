import { isRefusal } from '../contract/refusals'
import { recommended as decide } from '../domain/recommendations'
import { forVisitors } from '../entry/handler'

/** 可能喜欢: by published rules; switched off, the same for everybody (M106, L10). */
export const recommended = forVisitors(
  'membership.recommended',
  async (_input, { backend, memberId, now }) => {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const members = memberId ? await backend.ledger.readMembers([memberId]) : null
    const state = (memberId && members?.get(memberId)?.state) || null
    const { personalised, rule, items } = decide(state?.joinedAt ? state : null, release, now)
    return { personalised, rule, items: items.map((item) => ({ ...item })) }
  },
)
