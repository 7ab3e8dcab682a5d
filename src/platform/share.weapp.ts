/** A share button opens WeChat's own panel; the page's `useShareAppMessage` says what is shared. */
export const canShare = true
