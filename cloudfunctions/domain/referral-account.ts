/** How somebody came, and what came of it: invitees themselves never live in the aggregate (M107). */
export interface ReferralAccount {
  /** The member's own opaque code, once they asked for one; it says nothing about the person. */
  code: string | null
  /** Whether the landing page may say who invites. */
  showsName: boolean
  /** First touch, stored once (M103): by a member's code or a channel's. */
  from: { inviterId: string | null; channelId: string | null; code: string; at: number } | null
}

export const EMPTY_REFERRAL: ReferralAccount = { code: null, showsName: false, from: null }
