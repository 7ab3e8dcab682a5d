/** Outside WeChat there is no share panel: pages show no share button. */
export const canShare = false

/** The address of a page for somebody else, to be sent as a link: without who this window acts as. */
export function linkTo(page: string): string | null {
  return `${window.location.origin}${window.location.pathname}#${page}`
}

/** A browser has no share menu. */
export function hideShareMenu(): void {}

/** Opened from Moments: WeChat's single page, without login and without calls (wechat.md 4.5). */
export function isSinglePage(): boolean {
  return false
}
