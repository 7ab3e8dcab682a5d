/** Who else may use a card (M116); the holder's list is the truth, the helper's mark only points to it. */
export interface HouseholdHelper {
  memberId: string
  membershipId: string
  since: number
}

export interface HouseholdMark {
  ownerId: string
  membershipId: string
  since: number
}

/** Units drawn from a benefit with a daily quantity, by all who use the card together. */
export interface DailyDraw {
  membershipId: string
  benefitId: string
  day: string
  units: number
}

export type HouseholdFacts =
  | { kind: 'household_invitation'; invitationId: string; membershipId: string; expiresAt: number }
  | { kind: 'helper_joined'; membershipId: string; helperId: string; at: number }
  | { kind: 'helper_left'; membershipId: string; helperId: string; at: number }
  | { kind: 'household_mark'; ownerId: string | null; membershipId: string | null; at: number }
