import { randomBytes } from 'node:crypto'
import type { WechatFaults } from './faults'
import { wrongKeyword } from './keyword-types'
import type { Records } from './records'

export interface InboxMessage {
  at: number
  openid: string
  templateId: string
  page: string
  data: unknown
}

/** Sends that a person's accepts still allow, by `{openid} {templateId}`. */
export interface MessageCredit {
  left: number
}

/** What a person answers at the popup, by template id. */
export type PopupAnswers = Readonly<Record<string, 'accept' | 'reject' | 'ban' | 'filter'>>

export interface Subscriptions {
  /** `wx.requestSubscribeMessage` as the person answered it: each accept allows one send more. */
  answer(openid: string, answers: PopupAnswers): void
  left(openid: string, templateId: string): number
  /** `subscribeMessage.send`; throws where the answer is lost on its way. */
  send(input: Record<string, unknown>): object
  inbox(): InboxMessage[]
}

interface Surroundings {
  clock(): number
  faults: Pick<WechatFaults, 'refuseMessages' | 'takeMessageFault'>
  inbox: { all(): InboxMessage[]; put(id: string, message: InboxMessage): void }
  credits: Pick<Records<MessageCredit>, 'get' | 'put'>
}

const WORDS: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40003: 'invalid openid',
  40037: 'invalid template_id',
  41030: 'invalid page',
  43101: 'user refuse to accept the msg',
  45009: 'reach max api daily quota limit',
  47003: 'argument invalid!',
}

/** Service messages as WeChat keeps them: one accept is one send, nobody is told how many are left. */
export function createSubscriptions({ clock, faults, inbox, credits }: Surroundings): Subscriptions {
  const key = (openid: string, templateId: string) => `${openid} ${templateId}`
  const left = (openid: string, templateId: string) => credits.get(key(openid, templateId))?.left ?? 0
  const refused = (errcode: number, more = '') => ({
    errcode,
    errmsg: `${WORDS[errcode] ?? 'error'}${more}`,
  })

  function deliver(data: Record<string, unknown>): object {
    const { touser, template_id: templateId, page } = data
    if (typeof touser !== 'string' || touser === '') return refused(40003)
    if (typeof templateId !== 'string' || templateId === '') return refused(40037)
    if (faults.refuseMessages || left(touser, templateId) < 1) return refused(43101)
    if (typeof page !== 'string' || !/^(pages|packages)\//.test(page)) return refused(41030)
    const wrong = wrongKeyword(data.data)
    if (wrong !== null) return refused(47003, ` data.${wrong}.value is invalid`)
    credits.put(key(touser, templateId), { left: left(touser, templateId) - 1 })
    const message = { at: clock(), openid: touser, templateId, page, data: data.data }
    inbox.put(randomBytes(8).toString('hex'), message)
    return { errcode: 0, errmsg: 'ok' }
  }

  return {
    answer(openid, answers) {
      for (const [templateId, answer] of Object.entries(answers))
        if (answer === 'accept') credits.put(key(openid, templateId), { left: left(openid, templateId) + 1 })
    },
    left,
    send(input) {
      const { template_id: templateId } = input
      const fault = faults.takeMessageFault(typeof templateId === 'string' ? templateId : '')
      if (fault === 'lost_before') throw new Error('the call never arrived')
      if (fault === 'lost_after') {
        deliver(input)
        throw new Error('the answer never arrived')
      }
      return fault === null ? deliver(input) : refused(fault)
    },
    inbox: () => inbox.all(),
  }
}
