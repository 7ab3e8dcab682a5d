/** What a person decided about data of theirs, beside the consents (L9, L10). */
export interface PrivacyAccount {
  /** Off: pages show everybody the same (M106, PIPL 24). */
  personalised: boolean
  /** Tags that the person took off: they are not put on again (L10). */
  hiddenTags: string[]
  /** The account was closed: books stay under the number alone. Epoch ms. */
  closedAt: number | null
  /** Declared to be under 18: of age from this day on; absent: nobody said so. */
  minorUntil?: string
  /** The newer service terms that were read and not agreed to, as consents name them. Epoch ms. */
  declinedTerms?: { version: string; at: number }
}

export const EMPTY_PRIVACY: PrivacyAccount = { personalised: true, hiddenTags: [], closedAt: null }

/** That it happened, never what was said: the journal holds nothing of the person. */
export type PrivacyFacts =
  | { kind: 'profile_corrected'; fields: ('nickname' | 'birthday' | 'phone')[]; at: number }
  | { kind: 'personalised'; on: boolean; at: number }
  | { kind: 'tag_hidden'; tagId: string; hidden: boolean; at: number }
  /** The answer to newer service terms, `{agreement}@{version}`. */
  | { kind: 'terms'; version: string; agreed: boolean; at: number }
  /** Nothing is left of who closed the account but the books. */
  | { kind: 'person_erased'; closedAt: number; at: number }

/** One person's two accounts: what was decided for less processing holds for both (M062). */
export function mergedPrivacy(own: PrivacyAccount, carried: PrivacyAccount): PrivacyAccount {
  // Of two declarations the one that protects longer.
  const minorUntil = [own.minorUntil, carried.minorUntil]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1)
  return {
    personalised: own.personalised && carried.personalised,
    hiddenTags: [...new Set([...own.hiddenTags, ...carried.hiddenTags])],
    closedAt: own.closedAt,
    ...(minorUntil === undefined ? {} : { minorUntil }),
    // The consent is this account's own too, so is the answer to what comes after it.
    ...(own.declinedTerms ? { declinedTerms: own.declinedTerms } : {}),
  }
}

/** True for what happened before the account was closed: nothing of it is this person's any more. */
export function isBeforeClosing({ privacy }: { privacy: PrivacyAccount }, at: number): boolean {
  return privacy.closedAt !== null && at <= privacy.closedAt
}

/** Nobody is behind the number: the account was closed, and its person hasn't joined again. */
export function isClosed({
  joinedAt,
  privacy,
}: {
  joinedAt: number | null
  privacy: Pick<PrivacyAccount, 'closedAt'>
}): boolean {
  return joinedAt === null && privacy.closedAt !== null
}
