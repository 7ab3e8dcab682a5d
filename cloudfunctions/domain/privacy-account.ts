/** What a person decided about data of theirs, beside the consents (L9, L10). */
export interface PrivacyAccount {
  /** Off: pages show everybody the same (M106, PIPL 24). */
  personalised: boolean
  /** Tags that the person took off: they are not put on again (L10). */
  hiddenTags: string[]
  /** The account was closed: books stay under the number alone. Epoch ms. */
  closedAt: number | null
}

export const EMPTY_PRIVACY: PrivacyAccount = { personalised: true, hiddenTags: [], closedAt: null }
