import type { Input } from '../../cloudfunctions/contract'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { entitlementActions } from '../../cloudfunctions/contract/entitlements'
import {
  cardOf,
  claimableGift,
  FAMILY_PLAN,
  householdInvitation,
  joinHousehold,
  PACK_PLAN,
} from '../entitlement-shop'
import type { Shop } from '../shop'
import { staffOr, type Stage, visit } from './sample-stage'

type EntitlementAction = keyof typeof entitlementActions

/** A year card that a household may use, and a pack whose gifts never run out. */
export function withEndlessGifts(draft: CatalogueDraft): CatalogueDraft {
  const copy = structuredClone(draft)
  const [yearCard] = copy.plans
  if (yearCard) yearCard.terms.household = { helpers: 5 }
  const gifts = FAMILY_PLAN.terms.gifts?.map((gift) => ({ ...gift, stock: 100_000 })) ?? []
  const { oncePerMonth: _once, ...pack } = structuredClone(PACK_PLAN.terms)
  copy.plans.push({ id: 'libao', onSale: true, terms: { ...pack, gifts } })
  return copy
}

/** Valid inputs of what has to do with gifts, coupons and households. */
export const ENTITLEMENT_SAMPLES: {
  readonly [A in EntitlementAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'membership.entitlements': async () => ({}),
  'membership.claimGift': async ({ shop }) => ({
    operationId: shop.operationId(),
    ...(await claimable(shop)),
  }),
  'membership.household': async () => ({}),
  'membership.inviteHelper': async ({ shop }) => ({
    operationId: shop.operationId(),
    membershipId: await cardOf(shop, 'lin', 'nianka'),
  }),
  'membership.joinHousehold': async ({ shop }) => {
    await shop.call('lin', 'membership.leaveHousehold', { operationId: shop.operationId() })
    const invitation = await householdInvitation(shop, 'chen', 'nianka')
    return { operationId: shop.operationId(), invitation, consent: true as const }
  },
  'membership.removeHelper': async (stage) => ({
    operationId: stage.shop.operationId(),
    memberNumber: await helperOf(stage, 'lin'),
  }),
  'membership.leaveHousehold': async ({ shop }) => ({ operationId: shop.operationId() }),
  'counter.handOver': async (stage, caller) => {
    const { shop } = stage
    const gift = await claimable(shop)
    await shop.call('lin', 'membership.claimGift', { operationId: shop.operationId(), ...gift })
    const opened = await visit(stage, staffOr(caller))
    return { operationId: shop.operationId(), branchId: 'laojie', visit: opened, ...gift }
  },
}

/** A gift that `lin` may claim; with a new pack where there is none. */
async function claimable(shop: Shop): Promise<{ orderId: string; giftId: string }> {
  const found = await claimableGift(shop, 'lin')
  if (found) return found
  await shop.buy('lin', 'libao')
  return claimable(shop)
}

/** Somebody who uses the year card of this person. */
async function helperOf(stage: Stage, holder: string): Promise<string> {
  const { own } = await stage.shop.call(holder, 'membership.household', {})
  const known = own.flatMap(({ helpers }) => helpers)[0]
  if (known) return known.memberNumber
  const person = stage.newcomer()
  await stage.shop.join(person)
  await joinHousehold(stage.shop, holder, person, 'nianka')
  return stage.shop.numberOf(person)
}
