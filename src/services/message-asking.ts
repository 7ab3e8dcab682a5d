import { askForMessages } from '@/platform/subscribe-messages'
import type { SubscribeOutcome } from '@/platform/outcomes'
import { readStored, writeStored } from '@/platform/storage'
import { call } from './call'
import { serverNow } from './clock'
import type { Input, Output } from './contract'
import { commit } from './pending-operations'

export type AskingMoment = NonNullable<Input<'renewal.messageSettings'>['moment']>
type Settings = Output<'renewal.messageSettings'>
export type AskedTemplate = Settings['ask'][number]

/** What the shop would like to be allowed now, and why, in its words. */
export interface MessageAsk {
  templates: AskedTemplate[]
  reason: string
}

const KEY = 'asked-for-messages'
const DAY_MS = 24 * 60 * 60 * 1000
/** A day begins at midnight in Shanghai. */
const SHANGHAI_MS = 8 * 60 * 60 * 1000

/** Days since 1970 on which each moment had its turn last. */
type Turns = Partial<Record<AskingMoment, number>>

/**
 * What to ask for at a natural moment; null: nothing, or this moment had its turn today (L12). A
 * question that can't be looked up is no trouble: the message comes to the inbox anyway.
 */
export async function whatToAsk(moment: AskingMoment): Promise<MessageAsk | null> {
  if (turns()[moment] === today()) return null
  const found = await call('renewal.messageSettings', { moment }).catch(() => null)
  if (found === null) return null
  if (found.ask.length > 0 && found.askReason !== null)
    return { templates: found.ask, reason: found.askReason }
  setAside(moment)
  return null
}

/** This moment asks no more today, whatever the person chose. */
export function setAside(moment: AskingMoment): void {
  writeStored(KEY, { ...turns(), [moment]: today() })
}

/**
 * Opens WeChat's question, to be called in the tap itself, and reports what was chosen. The answer
 * says how it ended; a report that fails is sent again when the app is opened.
 */
export function allowMessages(templates: readonly AskedTemplate[]): Promise<SubscribeOutcome> {
  return askForMessages(templates).then(async (outcome) => {
    if (outcome.kind !== 'answered') return outcome
    const results = templates.flatMap(({ template, templateId }) => {
      const answer = outcome.answers[templateId]
      return answer ? [{ template, templateId, answer }] : []
    })
    if (results.length > 0)
      // Each question is one of its own: an accept more is a message more.
      await commit('renewal.allowMessages', (operationId) => ({ operationId, results }), {
        intention: `allow-messages:${serverNow()}`,
      }).catch(() => undefined)
    return outcome
  })
}

function turns(): Turns {
  return readStored<Turns>(KEY) ?? {}
}

function today(): number {
  return Math.floor((serverNow() + SHANGHAI_MS) / DAY_MS)
}
