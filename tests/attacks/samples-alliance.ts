import type { Input } from '../../cloudfunctions/contract'
import type { allianceActions } from '../../cloudfunctions/contract/alliance'
import type { setUpActions } from '../../cloudfunctions/contract/set-up'
import { askForPerk, fillPool } from '../alliance-shop'
import type { Shop } from '../shop'
import { type Stage, staffOr } from './sample-stage'

type OwnAction = keyof typeof allianceActions | keyof typeof setUpActions

/** Valid inputs of what has to do with partners and with opening the shop. */
export const ALLIANCE_SAMPLES: {
  readonly [A in OwnAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'membership.perks': async () => ({}),
  'membership.issuePerk': async ({ shop }) => {
    await fillPool(shop, 'yingyin', 1)
    const orderId = await allianceOrder(shop)
    return { operationId: shop.operationId(), orderId, perkId: 'yingyin', consent: true as const }
  },
  'membership.activatedPerk': async ({ shop }) => {
    await fillPool(shop, 'yingyin', 1)
    const orderId = await allianceOrder(shop)
    await askForPerk(shop, 'lin', orderId, 'yingyin')
    return { operationId: shop.operationId(), orderId, perkId: 'yingyin' }
  },
  'membership.linkPartner': async (stage) => {
    await unlinked(stage.shop)
    const account = `hotel-${stage.newcomer()}`
    const input = { operationId: stage.shop.operationId(), partnerId: 'jiudian', account }
    return { ...input, consent: true as const }
  },
  'membership.unlinkPartner': async (stage) => {
    await unlinked(stage.shop)
    const input = { operationId: stage.shop.operationId(), partnerId: 'jiudian' }
    const account = `hotel-${stage.newcomer()}`
    await stage.shop.call('lin', 'membership.linkPartner', { ...input, account, consent: true })
    return { ...input, operationId: stage.shop.operationId() }
  },
  'counter.partnerCode': async (stage, caller) => {
    const { shop } = stage
    const person = stage.newcomer()
    await fillPool(shop, 'yingyin', 1)
    const perk = await askForPerk(shop, person, await shop.buy(person, 'lianming'), 'yingyin')
    const branchId = 'laojie'
    const shown = { branchId, code: await shop.codeOf(person) }
    const { visit } = await shop.call(staffOr(caller), 'counter.resolve', shown)
    return { operationId: shop.operationId(), branchId, visit, code: perk.code ?? '' }
  },
  'operations.importCodes': async (stage) => ({
    operationId: stage.shop.operationId(),
    planId: 'lianming',
    perkId: 'yingyin',
    codes: [`SAMPLE-${stage.newcomer()}`, `SAMPLE-${stage.newcomer()}`],
    validThrough: '2029-12-31',
  }),
  'operations.partners': async () => ({ month: '2027-03' }),
  'operations.setUp': async () => ({}),
  'operations.template': async () => ({ trade: 'hot_pot', name: '小店' }),
  'payment.check': async () => ({}),
}

/** A card reaches five years ahead: so many can be bought in a row. */
const MOST_CARDS = 4

/** An order of `lin` with perks: a new one as long as cards may be bought, then the last one. */
async function allianceOrder(shop: Shop): Promise<string> {
  const { perks } = await shop.call('lin', 'membership.perks', {})
  const orders = new Set(perks.map(({ orderId }) => orderId))
  return [...orders][MOST_CARDS - 1] ?? shop.buy('lin', 'lianming')
}

/** `lin` has a card that a hotel's tier goes with, and no link to it. */
async function unlinked(shop: Shop): Promise<void> {
  const { links } = await shop.call('lin', 'membership.perks', {})
  if (links.length === 0) await allianceOrder(shop)
  if (!links.some(({ state }) => state === 'linked' || state === 'ending')) return
  const input = { operationId: shop.operationId(), partnerId: 'jiudian' }
  await shop.call('lin', 'membership.unlinkPartner', input)
}
