import type { MessageFlow } from '../contract/message-flows'
import type { Refusal } from '../contract/refusals'
import type { NotSent } from './message-account'

const HELD_BACK = ['no_consent', 'capped', 'switched_off', 'minor', 'over', 'shop_closes', 'closed'] as const

/** Why a message was told to nobody. */
export type HeldBack = (typeof HELD_BACK)[number]

/**
 * How messages ended, each of them in exactly one way: sent by WeChat, sent by SMS, in the inbox
 * alone and why, or held back and why (L9, L12). The counts of a day sum to its messages.
 */
export const MESSAGE_ENDINGS = [
  'wechat',
  'sms',
  'no_credit',
  'no_template',
  'no_recipient',
  'refused',
  'misconfigured',
  'withdrawn',
  'gave_up',
  'unknown',
  ...HELD_BACK,
] as const satisfies readonly ('wechat' | 'sms' | NotSent | HeldBack)[]

export type MessageEnding = (typeof MESSAGE_ENDINGS)[number]

/** By flow and ending; what never happened is absent. */
export type MessageCounts = Partial<Record<MessageFlow, Partial<Record<MessageEnding, number>>>>

interface Told {
  readonly wechat: 'waiting' | 'claimed' | 'sent' | NotSent
  readonly sms: 'none' | 'claimed' | 'sent' | 'failed'
}

/** The reason in the refusal of a message that may not be told. */
export function heldBackBy({ detail }: Refusal): HeldBack {
  const why = typeof detail === 'object' && detail !== null && 'untold' in detail ? detail.untold : null
  return HELD_BACK.find((one) => one === why) ?? 'closed'
}

/**
 * How a message that is done has ended. What stands in the inbox was told, whatever another run had
 * decided beside it; what neither stands there nor was held back went with its account.
 */
export function endingOf(told: Told | undefined, heldBack: HeldBack | undefined): MessageEnding {
  if (!told) return heldBack ?? 'closed'
  if (told.wechat === 'sent') return 'wechat'
  if (told.sms === 'sent') return 'sms'
  if (told.sms === 'claimed') return 'unknown'
  return told.wechat === 'waiting' || told.wechat === 'claimed' ? 'unknown' : told.wechat
}

/** The counts with these messages beside those before. */
export function withEndings(
  before: MessageCounts,
  ended: readonly { readonly flow: MessageFlow; readonly ending: MessageEnding }[],
): MessageCounts {
  const counts = structuredClone(before)
  for (const { flow, ending } of ended) {
    const own = (counts[flow] ??= {})
    own[ending] = (own[ending] ?? 0) + 1
  }
  return counts
}

/** Of several days. */
export function summedCounts(days: readonly MessageCounts[]): MessageCounts {
  const sum: MessageCounts = {}
  for (const day of days)
    for (const [flow, endings] of Object.entries(day)) {
      const own = (sum[flow as MessageFlow] ??= {})
      for (const ending of MESSAGE_ENDINGS)
        if (endings[ending]) own[ending] = (own[ending] ?? 0) + endings[ending]
    }
  return sum
}

/** Of all flows together. */
export function overFlows(counts: MessageCounts): Partial<Record<MessageEnding, number>> {
  const sum: Partial<Record<MessageEnding, number>> = {}
  for (const endings of Object.values(counts))
    for (const ending of MESSAGE_ENDINGS)
      if (endings[ending]) sum[ending] = (sum[ending] ?? 0) + endings[ending]
  return sum
}

export interface EndingFigures {
  readonly messages: number
  readonly wechat: number
  readonly sms: number
  /** In the inbox alone. */
  readonly inbox: number
  /** Nobody knows whether it went out: never sent again. */
  readonly unknown: number
  readonly held: Readonly<
    Record<'consent' | 'cap' | 'switch' | 'minor' | 'expired' | 'closing' | 'closed', number>
  >
}

/** As the owner reads them: all but `messages` sum to it. */
export function endingFigures(endings: Partial<Record<MessageEnding, number>>): EndingFigures {
  const of = (...names: readonly MessageEnding[]) =>
    names.reduce((sum, name) => sum + (endings[name] ?? 0), 0)
  return {
    messages: of(...MESSAGE_ENDINGS),
    wechat: of('wechat'),
    sms: of('sms'),
    inbox: of('no_credit', 'no_template', 'no_recipient', 'refused', 'misconfigured', 'withdrawn', 'gave_up'),
    unknown: of('unknown'),
    held: {
      consent: of('no_consent'),
      cap: of('capped'),
      switch: of('switched_off'),
      minor: of('minor'),
      expired: of('over'),
      closing: of('shop_closes'),
      closed: of('closed'),
    },
  }
}
