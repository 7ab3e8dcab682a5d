import type { CatalogueDraft } from '../contract/catalogue'
import {
  MESSAGE_TEMPLATES,
  type MessageSource,
  type MessageTemplate,
  TEMPLATE_SOURCES,
  TEMPLATE_TITLES,
} from '../contract/message-flows'
import type { DraftProblem } from './compliance'
import { yuanText } from './money'

/**
 * How a message fits the keywords of a WeChat template (wechat.md 3.3). WeChat refuses a whole
 * message for one value that is empty or of the wrong kind (47003), so nothing is sent that this
 * doesn't vouch for.
 */

/** What WeChat takes for each type of keyword; lengths are in characters, not in code units. */
const RULES: Readonly<Record<string, (text: string) => boolean>> = {
  thing: (text) => within(text, 20) && !/[\r\n]/.test(text),
  number: (text) => within(text, 32) && /^\d+(\.\d+)?$/.test(text),
  letter: (text) => within(text, 32) && /^[A-Za-z]+$/.test(text),
  symbol: (text) => within(text, 5),
  character_string: (text) => within(text, 32) && /^[!-~]+$/.test(text),
  time: (text) =>
    /^(\d{4}年\d{1,2}月\d{1,2}日 )?([01]?\d|2[0-3]):[0-5]\d(~([01]?\d|2[0-3]):[0-5]\d)?$/.test(text),
  date: (text) => /^\d{4}年\d{1,2}月\d{1,2}日( ([01]?\d|2[0-3]):[0-5]\d)?$/.test(text),
  amount: (text) => /^[¥￥$€£]?\d{1,10}(\.\d{1,2})?元?$/.test(text),
  phone_number: (text) => within(text, 17) && /^[\d+\- ]+$/.test(text),
  car_number: (text) => within(text, 8),
  name: (text) => /^[\u4e00-\u9fff·]{1,10}$/.test(text) || /^[A-Za-z ·]{1,20}$/.test(text),
  phrase: (text) => /^[\u4e00-\u9fff]{1,5}$/.test(text),
}

/** Which sources a type can show without saying anything else than it is. */
const TAKES: Readonly<Record<string, readonly MessageSource[]>> = {
  thing: ['title', 'amount', 'day', 'count', 'shop', 'note'],
  number: ['amount', 'count'],
  character_string: ['amount', 'count'],
  date: ['day'],
  amount: ['amount'],
}

/** What a message has for its keywords; null: it has none of that. */
export interface FieldValues {
  readonly title: string
  /** Fen. */
  readonly amount: number | null
  /** `YYYY-MM-DD`. */
  readonly day: string | null
  readonly count: number | null
  readonly shop: string
  readonly note: string
}

/** `thing12` -> `thing`. */
export function keywordType(keyword: string): string {
  return keyword.replace(/\d+$/, '')
}

/** Whether WeChat would take this text for a keyword of this name; a type nobody knows: no. */
export function fitsKeyword(keyword: string, text: string): boolean {
  return text !== '' && (RULES[keywordType(keyword)]?.(text) ?? false)
}

/**
 * The keywords filled; null where one of them would be empty or of the wrong kind, because then
 * WeChat takes nothing at all.
 */
export function filledFields(
  fields: Readonly<Record<string, MessageSource>>,
  values: FieldValues,
): Record<string, string> | null {
  const filled: Record<string, string> = {}
  for (const [keyword, source] of Object.entries(fields)) {
    const text = textFor(keywordType(keyword), source, values)
    if (text === null || !fitsKeyword(keyword, text)) return null
    filled[keyword] = text
  }
  return Object.keys(filled).length === 0 ? null : filled
}

function textFor(type: string, source: MessageSource, values: FieldValues): string | null {
  if (!(TAKES[type] ?? []).includes(source)) return null
  switch (source) {
    case 'amount': {
      const { amount } = values
      if (amount === null) return null
      return type === 'number' || type === 'character_string' ? yuanText(amount).slice(1) : yuanText(amount)
    }
    case 'day':
      return values.day === null ? null : chineseDay(values.day)
    case 'count':
      return values.count === null ? null : String(values.count)
    case 'title':
      return cut(values.title)
    case 'shop':
      return cut(values.shop)
    case 'note':
      return cut(values.note)
  }
}

const LONGEST_THING = 20

/** At most 20 characters, on one line; what was cut says so. No pair of surrogates is torn apart. */
function cut(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()]
  if (characters.length <= LONGEST_THING) return characters.join('')
  return `${characters.slice(0, LONGEST_THING - 1).join('')}…`
}

function within(text: string, most: number): boolean {
  const { length } = [...text]
  return length > 0 && length <= most
}

function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/**
 * What of the shop's templates can't work: found when it is published, because afterwards the
 * messages would quietly stay away.
 */
export function messageProblems({ settings }: Pick<CatalogueDraft, 'settings'>): DraftProblem[] {
  const problems: DraftProblem[] = []
  const owners = new Map<string, MessageTemplate>()
  for (const template of MESSAGE_TEMPLATES) {
    const own = settings?.messages?.[template]
    if (!own) continue
    const at = `settings.messages.${template}`
    const title = TEMPLATE_TITLES[template]
    const other = owners.get(own.templateId)
    if (other)
      problems.push({
        path: `${at}.templateId`,
        code: 'MESSAGE_TEMPLATE_REPEATED',
        sentence: `“${title}”和“${TEMPLATE_TITLES[other]}”用了同一个模板编号,会员同意一次只能收一条,请各选一个模板`,
      })
    owners.set(own.templateId, template)
    const fields = Object.entries(own.fields)
    if (fields.length === 0 || fields.length > MOST_KEYWORDS)
      problems.push({
        path: `${at}.fields`,
        code: 'MESSAGE_FIELDS_COUNT',
        sentence: `“${title}”要填1至${MOST_KEYWORDS}个关键词,和公众平台上的模板一致`,
      })
    for (const [keyword, source] of fields) {
      const why = misfit(template, keyword, source)
      if (why)
        problems.push({
          path: `${at}.fields.${keyword}`,
          code: 'MESSAGE_FIELD_MISFIT',
          sentence: `“${title}”的关键词${keyword}${why}`,
        })
    }
  }
  return problems
}

/** WeChat's templates have at most so many. */
const MOST_KEYWORDS = 5

const SOURCE_NAMES: Readonly<Record<MessageSource, string>> = {
  title: '标题',
  amount: '金额',
  day: '日期',
  count: '数量',
  shop: '店名',
  note: '备注',
}

function misfit(template: MessageTemplate, keyword: string, source: MessageSource): string | null {
  const type = keywordType(keyword)
  const name = SOURCE_NAMES[source]
  if (!RULES[type]) return '的类型不在微信的列表里,请按模板详情页抄写'
  if (!(TAKES[type] ?? []).includes(source)) return `不能显示${name}:微信会整条退回,请换一个模板或改选内容`
  if (!TEMPLATE_SOURCES[template].includes(source))
    return `不能显示${name}:这一类消息不都有${name},留空会被微信整条退回`
  return null
}
