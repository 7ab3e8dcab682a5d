import { z } from 'zod'
import { action } from './action'
import { MESSAGE_FLOW_IDS, MESSAGE_TEMPLATES } from './message-flows'
import { day, instant, month, operationId, shortText } from './primitives'

const flow = z.enum(MESSAGE_FLOW_IDS)
const basis = z.enum(['legal', 'service', 'marketing'])
const template = z.enum(MESSAGE_TEMPLATES)

/** Where a message went out: the inbox always has it; a service message or an SMS came beside it. */
export const messageChannel = z.enum(['inbox', 'wechat', 'sms'])
export type MessageChannel = z.infer<typeof messageChannel>

export const inboxRow = z.strictObject({
  id: z.string(),
  flow,
  title: z.string(),
  lines: z.array(z.string()).max(6),
  at: instant,
  day,
  /** The page of the mini-program that a tap leads to, with its query; null: nowhere. */
  page: z.string().nullable(),
  read: z.boolean(),
  channel: messageChannel,
  basis,
  /** Why it came, in one sentence with its basis (L12). */
  reason: z.string(),
})
export type InboxRow = z.infer<typeof inboxRow>

/**
 * Newer terms of joining stand in the inbox until they are answered. It is no message: it is read
 * off what is in force, so nothing is sent, no credit is used, and an answer takes it away (L9).
 */
const inboxTerms = z.strictObject({
  /** What joining agreed to. */
  title: z.string(),
  /** What changed, in the shop's own sentence; null: the shop wrote none. */
  summary: z.string().nullable(),
  /** When it was published. */
  since: instant,
})

/** The natural moments at which a tap may ask for messages (L12). */
export const askingMoment = z.enum(['after_payment', 'member_code', 'check_in', 'bill'])
export type AskingMoment = z.infer<typeof askingMoment>

/** Each pairs the template of ours with WeChat's id, which requestSubscribeMessage is called with. */
const askedTemplate = z.strictObject({ template, templateId: z.string(), title: z.string() })

const flowSwitch = z.strictObject({
  flow,
  title: z.string(),
  on: z.boolean(),
  /** Owed by law: can't be switched off. */
  fixed: z.boolean(),
})

/** All the others sum to `messages`. */
const endings = {
  messages: z.int().min(0),
  wechat: z.int().min(0),
  sms: z.int().min(0),
  /** In the inbox alone: no credit, no template, refused, withdrawn meanwhile. */
  inbox: z.int().min(0),
  /** Nobody knows whether it went out: never sent again. */
  unknown: z.int().min(0),
  /** Told to nobody, and why. */
  held: z.strictObject({
    consent: z.int().min(0),
    cap: z.int().min(0),
    switch: z.int().min(0),
    minor: z.int().min(0),
    /** What it was about was over before it could be told. */
    expired: z.int().min(0),
    /** The shop closes: it invites to nothing any more. */
    closing: z.int().min(0),
    /** The account was closed. */
    closed: z.int().min(0),
  }),
}

/** Of one template of the shop, in the owner's list. */
const templateHealth = z.strictObject({
  template,
  title: z.string(),
  /** Flows that it serves, by title. */
  flows: z.array(z.string()),
  templateId: z.string().nullable(),
  state: z.enum(['ok', 'missing', 'misconfigured']),
  /** What is wrong and what to do; null: nothing. */
  problem: z.string().nullable(),
  /** When WeChat refused it for its configuration last. */
  since: instant.nullable(),
})

export const messageActions = {
  /** Newest first; `before` is the `next` of the page before. */
  'renewal.inbox': action({
    input: z.strictObject({ before: instant.optional() }),
    output: z.strictObject({
      now: instant,
      rows: z.array(inboxRow).max(20),
      /** On the first page, as long as they wait for an answer. */
      terms: inboxTerms.optional(),
      unread: z.boolean(),
      next: instant.nullable(),
    }),
    roles: ['member'],
    writes: false,
  }),
  /** Everything up to the newest row that was shown is read. */
  'renewal.readInbox': action({
    input: z.strictObject({ operationId, through: instant }),
    output: z.strictObject({ unread: z.boolean() }),
    roles: ['member'],
    writes: true,
  }),
  /** What WeChat's popup answered for each template that was asked for: an accept is one message. */
  'renewal.allowMessages': action({
    input: z.strictObject({
      operationId,
      results: z
        .array(
          z.strictObject({
            template,
            templateId: z.string().min(1).max(80),
            answer: z.enum(['accept', 'reject', 'ban', 'filter']),
          }),
        )
        .min(1)
        .max(3),
    }),
    output: z.strictObject({
      credits: z.array(z.strictObject({ template, left: z.int().min(0) })),
    }),
    roles: ['member'],
    writes: true,
  }),
  /** The switches, what WeChat still allows, and what to ask for at this moment (none: don't ask). */
  'renewal.messageSettings': action({
    input: z.strictObject({ moment: askingMoment.optional() }),
    output: z.strictObject({
      groups: z.array(
        z.strictObject({ basis, title: z.string(), detail: z.string(), flows: z.array(flowSwitch) }),
      ),
      /** Without it nothing of the last group comes, whatever the switches say. */
      marketingConsent: z.boolean(),
      /** Marketing messages a week at most, across all flows (M104). */
      weeklyCap: z.int().min(0),
      /** Service messages that WeChat still allows, for each template of the shop. */
      credits: z.array(askedTemplate.extend({ left: z.int().min(0) })),
      ask: z.array(askedTemplate).max(3),
      /** Why it is asked now, in one sentence to show beside the tap; null: nothing to ask. */
      askReason: z.string().nullable(),
      /** Legal notices fall back to it; null: none bound, or the shop sends no SMS. */
      smsTo: z.string().nullable(),
    }),
    roles: ['member'],
    writes: false,
  }),
  /** At once: what is queued already isn't sent any more. */
  'renewal.switchFlow': action({
    input: z.strictObject({ operationId, flow, on: z.boolean() }),
    output: z.strictObject({ flow, on: z.boolean() }),
    roles: ['member'],
    writes: true,
  }),
  /** What was told in the last 30 days and how it ended, and what WeChat says of the templates. */
  'operations.messageHealth': action({
    input: z.strictObject({}),
    output: z.strictObject({
      asOf: instant,
      days: z.int(),
      flows: z.array(
        z.strictObject({
          flow,
          title: shortText,
          basis,
          told: z.int().min(0),
          /** By where it went out beside the inbox; `inbox` is the inbox alone. */
          wechat: z.int().min(0),
          sms: z.int().min(0),
          inbox: z.int().min(0),
          /** Why it was the inbox alone or an SMS. */
          noCredit: z.int().min(0),
          refused: z.int().min(0),
          misconfigured: z.int().min(0),
          unknown: z.int().min(0),
        }),
      ),
      /** How each message ended, counted a quarter of an hour after it did. */
      endings: z.strictObject({
        /** Not ended yet: they wait for the morning, for WeChat, or for their turn. */
        open: z.int().min(0),
        /** Of the last `days` days, with today. */
        flows: z.array(z.strictObject({ flow, title: shortText, ...endings })),
        /** The running month and the two before it, the newest first. */
        months: z.array(z.strictObject({ month, ...endings })).length(3),
      }),
      templates: z.array(templateHealth),
      /** Whether the shop can send SMS at all. */
      sms: z.boolean(),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const
