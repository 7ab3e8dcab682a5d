import { isDeliveryLine } from '../cloudfunctions/domain/delivery-fee'
import type { MemberState, ReceiptFacts } from '../cloudfunctions/domain/member'

interface StockDocument {
  readonly _id: string
  readonly left: number
  readonly holds: Readonly<Record<string, { readonly quantity: number; readonly state: string }>>
}

/** Coupons, gifts, units of a day and households, as they stand in one member's state. */
export function ofEntitlements({ number, coupons, gifts, draws, helpers }: MemberState): string[] {
  const found: string[] = []
  for (const { id, left, granted, voidedAt, takenOff } of coupons) {
    if (left < 0 || left > granted || takenOff < 0) found.push(`I1 ${number} coupons ${id} stand at ${left}`)
    if (voidedAt !== null && left > 0) found.push(`M041 ${number} holds void coupons ${id}`)
  }
  const unique = (what: string, ids: readonly string[]) => {
    if (new Set(ids).size !== ids.length) found.push(`I9 ${number} has ${what} twice`)
  }
  unique(
    'a lot',
    coupons.map(({ id }) => id),
  )
  unique(
    'a gift',
    gifts.map(({ id }) => id),
  )
  unique(
    'a helper',
    helpers.map(({ memberId, membershipId }) => `${memberId} ${membershipId}`),
  )
  unique(
    'a day’s draws',
    draws.map(({ membershipId, benefitId, day }) => `${membershipId} ${benefitId} ${day}`),
  )
  for (const { units } of draws) if (units < 1) found.push(`M116 ${number} has drawn ${units} units`)
  return found
}

/** I11 for what a receipt was made up of: its tenders are its price, its coupons are on its lines. */
export function ofTenders(receipt: ReceiptFacts): string[] {
  const { receiptId, tenders, walletShares = [], coupons = [], paid, lines } = receipt
  const found: string[] = []
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
  if (tenders) {
    const { cash, principal, bonus } = tenders
    if (cash + principal + bonus !== paid) found.push(`I11 tenders of receipt ${receiptId}`)
    if (sum(walletShares.map((share) => share.principal)) !== principal)
      found.push(`I11 principal of receipt ${receiptId}`)
    if (sum(walletShares.map((share) => share.bonus)) !== bonus)
      found.push(`I11 bonus of receipt ${receiptId}`)
  }
  const { pointsSpent, delivery } = receipt
  const byPoints = lines.flatMap(({ proofs }) => proofs.filter(({ source }) => source === 'points'))
  if (sum(byPoints.map(({ amount }) => amount)) !== (pointsSpent?.off ?? 0))
    found.push(`I11 points of receipt ${receiptId}`)
  const fees = lines.filter((line) => isDeliveryLine(line))
  if (sum(fees.map(({ list }) => list)) !== (delivery?.fee ?? 0))
    found.push(`I11 fee of receipt ${receiptId}`)
  const waived = fees.flatMap(({ proofs }) => proofs.filter(({ source }) => source === 'delivery'))
  if (sum(waived.map(({ amount }) => amount)) !== (delivery?.waived ?? 0))
    found.push(`M059 waiver of receipt ${receiptId}`)
  const off = lines.flatMap(({ proofs }) => proofs.filter(({ source }) => source === 'coupon'))
  if (sum(off.map(({ amount }) => amount)) !== sum(coupons.map(({ amount }) => amount)))
    found.push(`I11 coupons of receipt ${receiptId}`)
  if (
    coupons.some(({ amount }) => amount < 1) ||
    new Set(coupons.map(({ lotId }) => lotId)).size < coupons.length
  )
    found.push(`I11 a coupon of receipt ${receiptId} took nothing off, or took twice`)
  return found
}

/** M010: whoever claimed a gift has one of the stock, and nobody has one that wasn't there. */
export function ofGiftStock(states: readonly MemberState[], stocks: readonly StockDocument[]): string[] {
  const found: string[] = []
  const taken = new Map<string, Set<string>>()
  for (const { _id, left, holds } of stocks) {
    if (left < 0) found.push(`M010 stock ${_id} stands at ${left}`)
    const keys = Object.keys(holds).filter((key) => holds[key]?.state !== 'released')
    taken.set(_id, new Set(keys))
  }
  for (const { number, gifts } of states)
    for (const { orderId, giftId, versionId, state, holdKey = '' } of gifts) {
      if (state !== 'claimed' && state !== 'handed_over') continue
      if (!taken.get(`gift:${versionId}:${giftId}`)?.has(holdKey))
        found.push(`M010 ${number} has gift ${orderId}:${giftId} that left no stock`)
    }
  return found
}

/** M057: a set that left its stock for good is one that a member has had. */
export function ofCampaignStock(states: readonly MemberState[], stocks: readonly StockDocument[]): string[] {
  const found: string[] = []
  for (const { _id, holds } of stocks) {
    if (!_id.startsWith('campaign:') && !_id.startsWith('coupon:')) continue
    for (const [key, { state }] of Object.entries(holds)) {
      if (state !== 'confirmed') continue
      const [, number = '', campaignId] = /^[^-]+-([^-]+)-(.+)$/.exec(key) ?? []
      const own = states.find((one) => one.number === number)
      const has = [own, states.find((one) => one.mergedFrom?.includes(number))].some((one) =>
        one?.claims.some((claim) => claim.key === `campaign:${campaignId}`),
      )
      if (!has) found.push(`M057 ${number} has taken from ${_id} and claimed nothing`)
    }
  }
  return found
}
