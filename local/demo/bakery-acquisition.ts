import type { Acquisition } from '../../cloudfunctions/contract/referral-terms'
import { addMonths } from '../../cloudfunctions/domain/calendar'
import type { Stage } from './stage'

/** Who invites the first of the neighbours. */
const INVITER = 'chenzhiqiang'
const INVITED = 4
const BY_POSTER = 6

/** Friends of members and a poster at the station: where the neighbours of last month came from (M103, M107). */
export function bakeryAcquisition(today: string): Acquisition {
  const lastMonth = addMonths(`${today.slice(0, 7)}-01`, -1).slice(0, 7)
  return {
    referral: {
      enabled: true,
      inviter: { kind: 'points', points: 50 },
      invitee: { kind: 'coupon', templateId: 'man20jian3' },
      minimumOrder: 1000,
      windowDays: 7,
      mostPerMonth: 5,
      mostInAll: 20,
      mostOfShopPerMonth: 50,
    },
    channels: [
      {
        id: 'ditie-haibao',
        name: '地铁口海报',
        kind: 'poster',
        costs: [{ month: lastMonth, cost: 18_000 }],
      },
      { id: 'menkou-lipai', name: '老街店门口立牌', kind: 'store', costs: [] },
    ],
    weCom: [
      {
        branchId: 'laojie',
        kind: 'contact',
        photo: '/media/qiwei-laojie.svg',
        text: '新品和停业时间先在这里说,想问什么也可以找我',
      },
    ],
    newcomer: { templateId: 'man20jian3', withinDays: 30 },
  }
}

/** By what a neighbour came the first time: a friend's invitation, the poster, or just by. */
export async function comesBy(stage: Stage, person: string, index: number): Promise<void> {
  const scene = await sceneFor(stage, index)
  if (scene === null) return
  await stage.call(person, 'referral.attach', {
    operationId: stage.operationId(),
    scene,
    device: `phone-of-${person}`.padEnd(20, '-'),
  })
}

async function sceneFor(stage: Stage, index: number): Promise<string | null> {
  if (index < INVITED) {
    const { share } = await stage.call(INVITER, 'referral.mine', { device: `phone-of-${INVITER}` })
    return share?.scene ?? null
  }
  if (index >= INVITED + BY_POSTER) return null
  const { channels } = await stage.call('owner', 'operations.channels', {})
  return channels[0]?.scene ?? null
}
