import cloudbase from '@cloudbase/node-sdk'
import {
  MESSAGE_FLOWS,
  type MessageFlow,
  type MessageTemplate,
} from '../cloudfunctions/contract/message-flows'
import type { MessageAbout } from '../cloudfunctions/domain/due'
import { openDatabase } from '../cloudfunctions/ledger/database'
import type { InboxDocument } from '../cloudfunctions/ledger/inbox'
import type { JournalEntry } from '../cloudfunctions/domain/decision'
import type { MemberDocument } from '../cloudfunctions/ledger/aggregate'
import { outbox } from '../cloudfunctions/ledger/outbox'
import { BAKERY } from '../local/demo/bakery'
import { messageTemplates } from '../local/demo/message-templates'
import { type LocalSms, startSms } from '../local/sms'
import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import { documents } from './invariants'
import { openidOf, openShop, type Shop } from './shop'

const TEMPLATES = messageTemplates('maixiang')

export function templateIdOf(template: MessageTemplate): string {
  return TEMPLATES[template]?.templateId ?? ''
}

/** The bakery with a template of WeChat's for each of ours, and an SMS gateway. */
export function withMessages(draft: CatalogueDraft = structuredClone(BAKERY)): CatalogueDraft {
  return {
    ...draft,
    settings: { ...draft.settings, messages: structuredClone(TEMPLATES), smsFallback: true },
  }
}

export interface MessageShop extends Shop {
  readonly sms: LocalSms
  /** Hands a message to the outbox, as a commit's follow-up would be. */
  post(
    person: string,
    flow: MessageFlow,
    key: string,
    more?: { until?: number; about?: Partial<MessageAbout> },
  ): Promise<void>
}

export async function openMessageShop(draft = withMessages()): Promise<MessageShop> {
  let clock = () => 0
  const sms = await startSms({ key: 'sms-key-for-tests-only', clock: () => clock() })
  const shop = await openShop({ draft, variables: sms.variables })
  clock = () => shop.clock.now()
  const app = cloudbase.init({
    env: 'tests',
    serviceUrl: shop.cloudbase.url,
    secretId: 'local',
    secretKey: 'local',
  })
  const rows = outbox(openDatabase(app))
  return {
    ...shop,
    sms,
    async post(person, flow, key, { until, about } = {}) {
      const memberId = shop.numberOf(person)
      const due = {
        kind: 'message' as const,
        ...{ key, owner: 'renewal' as const, flow, memberId },
        about: { id: null, amount: 3900, day: '2027-04-10', title: '麦香月卡', ...about },
        ...(until === undefined ? {} : { until }),
      }
      await rows.enqueue(due, shop.clock.now())
    },
    async close() {
      await shop.close()
      await sms.close()
    },
  }
}

/** Accepts so often at WeChat's popup, and tells the shop. */
export async function allow(shop: Shop, person: string, template: MessageTemplate, times = 1): Promise<void> {
  const templateId = templateIdOf(template)
  for (let time = 0; time < times; time += 1) {
    shop.wechat.subscriptions.answer(openidOf(person), { [templateId]: 'accept' })
    await shop.call(person, 'renewal.allowMessages', {
      operationId: shop.operationId(),
      results: [{ template, templateId, answer: 'accept' }],
    })
  }
}

export function rowOf(shop: Shop, key: string): InboxDocument | undefined {
  return documents<InboxDocument>(shop, 'inbox').find(({ _id }) => _id === key)
}

/** What WeChat delivered of a template to a person. */
export function delivered(shop: Shop, person: string, flow: MessageFlow): number {
  const templateId = templateIdOf(MESSAGE_FLOWS[flow].template)
  return shop.wechat
    .inbox()
    .filter((message) => message.openid === openidOf(person) && message.templateId === templateId).length
}

export function stateOf(shop: Shop, person: string): MemberDocument['state'] {
  const found = documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))
  if (!found) throw new Error(`${person} is nobody`)
  return found.state
}

/** Everything in the books about a person's messages, archived or not. */
export function messageEntries(shop: Shop, person: string): JournalEntry[] {
  const number = shop.numberOf(person)
  const tail = documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === number)?.tail ?? []
  const archived = documents<JournalEntry>(shop, 'journal').filter(({ memberId }) => memberId === number)
  const all = new Map([...archived, ...tail].map((entry) => [entry._id, entry]))
  return [...all.values()].filter(({ facts }) => facts.kind === 'message' || facts.kind === 'message_ended')
}
