/** What a code drawn on this machine reads as, before its page (see local/wechat/mini-program-codes). */
const CODE_PREFIX = 'huika-code:'
const LANDING = 'packages/club/invited/index'
const HOME = 'pages/home/index'

/**
 * The page that scanning leads to, with its query: of a code drawn here, of a shared card's path, or
 * of a scene alone. Null for anything else. WeChat does the same with a real code.
 */
export function pageOfCode(text: string): string | null {
  const trimmed = text.trim()
  const path = trimmed.startsWith(CODE_PREFIX)
    ? trimmed.slice(CODE_PREFIX.length)
    : trimmed.replace(/^\//, '')
  if (/^(pages|packages)\/[a-z0-9/-]+(\?[^#\s]*)?$/.test(path)) return path
  const kind = /^([ic])=[0-9A-Za-z]{12}$/.exec(path)?.[1]
  if (kind === undefined) return null
  return `${kind === 'i' ? LANDING : HOME}?scene=${encodeURIComponent(path)}`
}
