import { isRefusal, refuse } from '../contract/refusals'
import { CHANNEL_PAGE, sceneOf } from '../contract/referral-scene'
import { channelCost, type ChannelCount, countChannel } from '../domain/referral-funnel'
import { codePicture } from '../entry/code-picture'
import { forStaff } from '../entry/handler'

/** Where people come from, and what each who ordered has cost, by the owner's own figures (M103). */
export const channels = forStaff('operations.channels', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now, deadline }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const known = release.acquisition?.channels ?? []
    const ids = known.map(({ id }) => id)
    const counts = new Map<string, ChannelCount>()
    if (!(await backend.referrals.each((record) => countChannel(counts, record), deadline)))
      return refuse('BUSY')
    const codes = ids.length > 0 ? await backend.referralCodes.codesOf('channel', ids, now) : new Map()
    return {
      asOf: now,
      channels: known.map(({ id, name, kind, costs }) => {
        const code = String(codes.get(id))
        const count = counts.get(id) ?? { firstTouches: 0, joined: 0, firstOrders: 0 }
        return {
          ...{ channelId: id, name, kind, code, costs },
          scene: sceneOf({ kind: 'channel', code }),
          page: CHANNEL_PAGE,
          ...count,
          ...channelCost({ costs }, count.firstOrders),
        }
      }),
    }
  },
})

/** A channel's code for print: scanned, it leads to the member centre. */
export const channelCode = forStaff('operations.channelCode', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ channelId }, scope) {
    const { backend, now } = scope
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    if (!release.acquisition?.channels.some(({ id }) => id === channelId)) return refuse('NOT_FOUND')
    const code = await backend.referralCodes.codeOf({ kind: 'channel', id: channelId }, now)
    return codePicture(sceneOf({ kind: 'channel', code }), CHANNEL_PAGE, scope)
  },
})
