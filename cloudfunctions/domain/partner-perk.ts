/** A partner's perk within a card (M016, M115), and the link of a status match (M077). */
export interface PartnerPerk {
  /** `{orderId}:{perkId}`: also what the partner knows it by. */
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
  /** When a code that isn't activated by then is reminded of. */
  activateBy: number | null
  /** Until when it can be asked for, then until when the partner is paid: the perk ends then (M092). */
  paidUntil: number
  /** The perk given in its place. */
  substituteId: string | null
  remindedAt?: number
}

export interface PartnerLink {
  partnerId: string
  /** The operation that made it: what the partner knows it by. */
  linkId: string
  /** Keyed digest of the partner's account. */
  accountDigest: string
  tier: string
  since: number
  /** The cards held now give the tier until then; it ends then unless they give one again. */
  endsAt: number
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
      /** Fen that went back to the member because the codes had run out. */
      refund: number
      at: number
    }
  | {
      kind: 'partner_link'
      partnerId: string
      linkId: string
      accountDigest: string
      tier: string | null
      at: number
      endsAt: number | null
    }
  | {
      kind: 'codes_imported'
      planId: string
      perkId: string
      added: number
      known: number
      left: number
    }
