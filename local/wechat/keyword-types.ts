/**
 * What the template interface takes for each type of keyword (wechat.md 3.3), as this WeChat reads
 * it: written apart from the product's own check, which it is there to catch.
 */
const TYPES: readonly (readonly [type: string, most: number, form: RegExp])[] = [
  ['thing', 20, /^[^\n]+$/u],
  ['character_string', 32, /^[\x21-\x7e]+$/],
  ['number', 32, /^[0-9]+(?:\.[0-9]+)?$/],
  ['letter', 32, /^[a-zA-Z]+$/],
  ['symbol', 5, /^.+$/u],
  ['phone_number', 17, /^[0-9+\- ]+$/],
  ['car_number', 8, /^.+$/u],
  ['amount', 16, /^[¥￥$]?[0-9]{1,10}(?:\.[0-9]+)?元?$/],
  ['date', 30, /^[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日(?: [0-9]{1,2}:[0-9]{2})?$/],
  ['time', 40, /^(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日 )?[0-9]{1,2}:[0-9]{2}(?:~[0-9]{1,2}:[0-9]{2})?$/],
  ['phrase', 5, /^\p{Script=Han}+$/u],
  ['name', 20, /^(?:[\p{Script=Han}·]{1,10}|[a-zA-Z ]{1,20})$/u],
]

/** The keyword that WeChat would name in a 47003; null where it takes the whole message. */
export function wrongKeyword(data: unknown): string | null {
  if (typeof data !== 'object' || data === null) return 'data'
  const fields = Object.entries(data as Record<string, { value?: unknown } | null>)
  if (fields.length === 0) return 'data'
  const wrong = fields.find(([keyword, field]) => !takes(keyword, field?.value))
  return wrong ? wrong[0] : null
}

function takes(keyword: string, value: unknown): boolean {
  const [, type] = /^([a-z_]+)[0-9]+$/.exec(keyword) ?? []
  const rule = TYPES.find(([name]) => name === type)
  if (!rule || typeof value !== 'string') return false
  return value !== '' && [...value].length <= rule[1] && rule[2].test(value)
}
