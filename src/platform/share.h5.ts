/** Outside WeChat there is no share panel: pages show no share button. */
export const canShare = false

/** The address of a page for somebody else, to be sent as a link: without who this window acts as. */
export function linkTo(page: string): string | null {
  return `${window.location.origin}${window.location.pathname}#${page}`
}

/** A browser has no share menu. */
export function hideShareMenu(): void {}

const MOMENTS_SCENE = '1154'

/** No browser is opened from Moments; with `?scene=1154` in its address it shows what Moments would. */
export function isSinglePage(): boolean {
  return new URLSearchParams(window.location.search).get('scene') === MOMENTS_SCENE
}
