/** A gift that came with a card (M010): claimed from stock, then handed over by a clerk. */
export interface GiftEntitlement {
  /** `{orderId}:{giftId}` */
  id: string
  orderId: string
  giftId: string
  planId: string
  versionId: string
  state: 'claimable' | 'claimed' | 'handed_over' | 'void' | 'sold_out'
  /** End of the claim: [granted, claimUntil). */
  claimUntil: number
  /** Under which the one that was claimed left the stock; absent: not claimed yet. */
  holdKey?: string
  at: number
}

export type GiftFacts = {
  kind: 'gift'
  id: string
  orderId: string
  giftId: string
  state: GiftEntitlement['state']
  at: number
}
