import type { MessageFlow } from '../contract/message-flows'
import type { MessageAbout } from './due'
import { yuanText } from './money'

/**
 * The figures of a message, each with the word that says what it is: a bare sum reads as a price, a
 * bare day as a deadline (M086: what was saved is a fact, M090: the own figures).
 */

interface Words {
  readonly amount?: string
  readonly day?: string
  /** What is counted, behind the number; null where the title says it already. */
  readonly count?: string | null
}

type WordsOf = Words | ((about: MessageAbout) => Words)

const AWAY: Words = { amount: '余额', day: '上次来店', count: '张券可用' }

const WORDS: Partial<Readonly<Record<MessageFlow, WordsOf>>> = {
  // A month before it tells what was saved, a week before what the listed things are worth.
  card_expiry: ({ count }) => ({ amount: count === undefined ? '之前实际省了' : '面值', day: '到期日' }),
  partner_reminder: { day: '最后一天' },
  lapse_changes: { day: '到期日' },
  win_back: { amount: '这张卡实际省了', day: '到期日' },
  churn_care: AWAY,
  wake_up: AWAY,
  comeback_gift: { day: '最后一天' },
  coupon_expiry: { amount: '面值', day: '最后一天', count: null },
  points_expiry: { day: '最后一天' },
  tier_keep: { amount: '还要消费', day: '最后一天' },
  growth_reset: { day: '移出日' },
  referral_reward: { day: '到账日' },
  event_reminder: { day: '活动日期' },
  year_end_unused: { day: '截至' },
  peak_offer: { day: '仅限当天' },
}

/** In one line, or none where there is no figure. */
export function figuresLine(flow: MessageFlow, about: MessageAbout): string[] {
  const { title, amount, day, count } = about
  const words = WORDS[flow]
  const {
    amount: sum = '',
    day: on = '',
    count: of = '项',
  } = typeof words === 'function' ? words(about) : (words ?? {})
  const figures = [
    ...(count === undefined || of === null ? [] : [`${count}${of}`]),
    ...(amount === null || amount === 0 ? [] : [`${sum}${yuanText(amount)}`]),
    ...(day === null || names(title, day) ? [] : [`${on}${dayText(day)}`]),
  ]
  return figures.length > 0 ? [figures.join(' · ')] : []
}

/** Whether the title says this day already, with its year or, as days near by are said, without. */
function names(title: string, day: string): boolean {
  const [, month, date] = day.split('-').map(Number)
  return title.includes(dayText(day)) || new RegExp(`(?<![年\\d])${month}月${date}日`).test(title)
}

/** 2027-04-10 -> 2027年4月10日 */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
