import type { Output } from '../contract'
import type { JournalEntry } from './decision'
import { partnerName } from './partner-links'
import type { Release } from './release'

/** Every yuan of a card goes through this account, and what a partner gets of it leaves from here. */
export const CARD_TAKINGS = 'shop/cards'

const PARTNERS = 'shop/partners/'

type Settlement = Output<'operations.partners'>['settlement'][number]

/**
 * How the cards' prices of a month are shared out: what each partner is owed, and the rest, which is
 * the shop's. Read off the journal's postings, so that the shares sum to prices less refunds exactly;
 * a perk that was asked for in a later month than its card was sold counts in that month.
 * @param entries of one month, each once
 * @param planOf the plan of an order
 */
export function partnerSettlement(
  entries: readonly JournalEntry[],
  planOf: (orderId: string) => string | null,
  release: Release,
): Settlement[] {
  const plans = new Map<
    string,
    { cards: number; price: number; refunded: number; partners: Map<string, number> }
  >()
  for (const { facts, postings } of entries) {
    const touched = postings.some(({ account }) => account === CARD_TAKINGS)
    if (!touched && facts.kind !== 'card') continue
    const planId = 'planId' in facts ? facts.planId : (planOf(orderOf(facts)) ?? '')
    const plan = plans.get(planId) ?? { cards: 0, price: 0, refunded: 0, partners: new Map<string, number>() }
    plans.set(planId, plan)
    if (facts.kind === 'card') plan.cards += 1
    for (const { asset, account, amount } of postings) {
      if (asset === 'cash' && account === CARD_TAKINGS) {
        if (amount > 0) plan.price += amount
        else plan.refunded -= amount
      } else if (asset === 'perk' && account.startsWith(PARTNERS)) {
        const partnerId = account.slice(PARTNERS.length)
        plan.partners.set(partnerId, (plan.partners.get(partnerId) ?? 0) + amount)
      }
    }
  }
  return [...plans]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([planId, { cards, price, refunded, partners }]) => {
      const shares = [...partners].map(([partnerId, amount]) => ({
        partnerId,
        name: partnerName(release, partnerId),
        amount,
      }))
      const own = price - refunded - shares.reduce((sum, { amount }) => sum + amount, 0)
      return {
        planId,
        planName: planName(release, planId),
        cards,
        price,
        refunded,
        shares: [...shares, { partnerId: null, name: release.shop.name, amount: own }],
      }
    })
}

/** The order that an entry is about: its own, or the one whose statement was paid (M050). */
function orderOf(facts: JournalEntry['facts']): string {
  if ('orderId' in facts) return facts.orderId ?? ''
  return 'statementId' in facts ? facts.statementId : ''
}

/** The orders whose plan has to be looked up. */
export function settlementOrders(entries: readonly JournalEntry[]): string[] {
  return [...new Set(entries.map(({ facts }) => ('planId' in facts ? '' : orderOf(facts))))].filter(
    (id) => id !== '',
  )
}

function planName(release: Release, planId: string): string {
  const versionId = release.plans.find(({ id }) => id === planId)?.versionId ?? ''
  return release.versions[versionId]?.terms.name ?? planId
}
