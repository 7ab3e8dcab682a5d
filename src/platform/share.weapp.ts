/** A share button opens WeChat's own panel; the page's `useShareAppMessage` says what is shared. */
export const canShare = true

/** Pages of a mini-program have no address outside WeChat: they are shared as cards. */
export function linkTo(_page: string): string | null {
  return null
}
