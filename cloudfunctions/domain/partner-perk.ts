/** A partner's perk within a card (M016, M115), and the link of a status match (M077). */
export interface PartnerPerk {
  /** `{orderId}:{perkId}` */
  id: string
  orderId: string
  perkId: string
  partnerId: string
  planId: string
  versionId: string
  state: 'offered' | 'issued' | 'activated' | 'used' | 'void' | 'refunded' | 'substituted'
  /** The document of the code; the code itself never lies in state or journal. */
  codeId: string | null
  issuedAt: number | null
  activateBy: number | null
  /** The perk ends then, whatever becomes of the card (M092). */
  paidUntil: number
  /** The perk given in its place. */
  substituteId: string | null
}

export interface PartnerLink {
  partnerId: string
  /** Keyed digest of the partner's account. */
  accountDigest: string
  tier: string
  since: number
  /** Set when our rank fell: the partner's tier ends then. */
  endsAt: number | null
  revokedAt: number | null
}

export type PartnerFacts =
  | {
      kind: 'perk'
      id: string
      orderId: string
      perkId: string
      partnerId: string
      state: PartnerPerk['state']
      codeId: string | null
      settlement: number
      at: number
    }
  | {
      kind: 'partner_link'
      partnerId: string
      accountDigest: string
      tier: string | null
      at: number
      endsAt: number | null
    }
