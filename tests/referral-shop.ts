import type { Output } from '../cloudfunctions/contract'
import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import type { Acquisition, ReferralTerms } from '../cloudfunctions/contract/referral-terms'
import { BAKERY } from '../local/demo/bakery'
import { couponTemplate, withProgramme } from './coupon-drafts'
import { withPoints } from './points-shop'
import { settleFor, type Shop } from './shop'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** 50 points for who invites and a coupon for who comes, after eight days; three a month, five in all. */
export const REFERRAL: ReferralTerms = {
  enabled: true,
  inviter: { kind: 'points', points: 50 },
  invitee: { kind: 'coupon', templateId: 'wuyuan' },
  minimumOrder: 1000,
  windowDays: 8,
  mostPerMonth: 3,
  mostInAll: 5,
  mostOfShopPerMonth: 100,
}

export const CHANNELS: Acquisition['channels'] = [
  { id: 'haibao', name: '地铁口海报', kind: 'poster', costs: [{ month: '2027-03', cost: 10_001 }] },
  { id: 'menkou', name: '店门口立牌', kind: 'store', costs: [] },
]

/** A shop with invitations, two channels, a WeCom code and a coupon for newcomers. */
export function withReferral(
  draft: CatalogueDraft = BAKERY,
  terms: Partial<ReferralTerms> = {},
  acquisition: Partial<Acquisition> = {},
): CatalogueDraft {
  const copy = withPoints(draft)
  if (!copy.coupons?.templates.some(({ id }) => id === 'wuyuan'))
    withProgramme(copy, {
      ...copy.coupons,
      templates: [...(copy.coupons?.templates ?? []), couponTemplate()],
    })
  copy.acquisition = {
    referral: { ...REFERRAL, ...terms },
    channels: CHANNELS,
    weCom: [{ branchId: 'laojie', kind: 'group', photo: 'cloud://qun.png', text: '新品和到店提醒' }],
    newcomer: { templateId: 'wuyuan', withinDays: 30 },
    ...acquisition,
  }
  return copy
}

/** A device as the phone makes one up, the same for the same name. */
export function deviceOf(name: string): string {
  return `device-of-${name}`.padEnd(24, '_')
}

/** The scene of a member's own invitation. */
export async function sceneFrom(shop: Shop, inviter: string, device = inviter): Promise<string> {
  const { share } = await shop.call(inviter, 'referral.mine', { device: deviceOf(device) })
  if (!share) throw new Error(`${inviter} has no code`)
  return share.scene
}

/** Somebody comes by a scene, on a phone of their own unless it says otherwise, and joins. */
export async function comeBy(
  shop: Shop,
  person: string,
  scene: string,
  device = person,
): Promise<Output<'referral.attach'>> {
  const touched = await shop.call(person, 'referral.attach', {
    operationId: shop.operationId(),
    scene,
    device: deviceOf(device),
  })
  await shop.join(person)
  return touched
}

/** A first order that is large enough. */
export function order(shop: Shop, person: string) {
  return settleFor(shop, person, [['meishi', 1]])
}

/** Two rounds of the timers: what falls due, and what follows from it. */
export async function runTimers(shop: Shop): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await shop.clock.advance(3 * MINUTE_MS)
    await shop.timer('payment', 'settleDue')
    await shop.timer('renewal', 'sweep')
  }
}

export async function afterTheWindow(shop: Shop): Promise<void> {
  await shop.clock.advance((REFERRAL.windowDays + 1) * DAY_MS)
  await runTimers(shop)
}

/** Points that can be spent. */
export async function pointsOf(shop: Shop, person: string): Promise<number> {
  const { points } = await shop.call(person, 'points.home', {})
  return points?.available ?? 0
}

/** Coupons of invitations in a wallet. */
export async function rewardCoupons(shop: Shop, person: string): Promise<number> {
  const { coupons } = await shop.call(person, 'coupons.wallet', {})
  return coupons.filter(({ lotId, left }) => /:r[ie]:t:/.test(lotId) && left > 0).length
}
