import { randomUUID } from 'node:crypto'
import type { WechatFaults } from './faults'
import type { WechatKeys } from './keys'
import { type Fields, signatureOf, writeXml } from './papay-messages'
import { postNotice } from './post'
import type { Records } from './records'
import { encryptResource, signatureHeaders } from './signatures'
import { NO_NOTICE_FAULTS, type NoticeFaults, type WechatNotice, shanghaiTime } from './state'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** Pauses before each repetition: 15 of them, 24 h 4 min in all (wechat.md 1.7). */
export const RETRY_MS: readonly number[] = [
  ...[15, 15, 30].map((seconds) => seconds * SECOND),
  ...[3, 10, 20, 30, 30, 30, 60].map((minutes) => minutes * MINUTE),
  ...[3, 3, 3, 6, 6].map((hours) => hours * HOUR),
]

/** V2: contracts are told every few minutes for ever, here 15 times; debits ten times (wechat.md 1.12). */
const CONTRACT_RETRY_MS: readonly number[] = [
  ...[10, 10, 10, 30, 30, 30].map((seconds) => seconds * SECOND),
  ...Array.from({ length: 9 }, () => 300 * SECOND),
]
const DEBIT_RETRY_MS: readonly number[] = [15, 15, 30, 180, 1800, 1800, 1800, 1800, 3600].map(
  (seconds) => seconds * SECOND,
)

function retriesOf({ eventType }: WechatNotice): readonly number[] {
  if (eventType.startsWith('CONTRACT.')) return CONTRACT_RETRY_MS
  return eventType === 'DEBIT' ? DEBIT_RETRY_MS : RETRY_MS
}

/** A callback as it goes over the wire. */
export interface Envelope {
  headers: Record<string, string>
  rawBody: Buffer
}

export interface Notices {
  create(notice: { orderId: string; eventType: string; url: string; resource: object; type: string }): void
  /** A V2 message: signed with the APIv2 key, not encrypted. */
  createXml(notice: { orderId: string; eventType: string; url: string; fields: Fields }): void
  due(): number[]
  /** Sends what is due at or before the moment, in order, and plans repetitions. */
  sendThrough(moment: number): Promise<void>
  /** Lets held notices go, in the order made or reversed; the next run sends them. */
  release(order?: 'as_made' | 'reversed'): void
  /** Sends a notice again, whatever its state; the statuses of the answers. */
  resend(id: string, times?: number, parallel?: boolean): Promise<(number | null)[]>
  /** The notice as the next attempt would send it, other faults put on top. */
  envelope(id: string, faults?: Partial<NoticeFaults>): Envelope
}

interface Surroundings {
  keys: WechatKeys
  records: Records<WechatNotice>
  faults: WechatFaults
  clock(): number
  /** Where a notify URL really leads on this machine. */
  rewrite(url: string): string
}

export function createNotices({ keys, records, faults, clock, rewrite }: Surroundings): Notices {
  const waiting = new Set(records.all().filter(({ state }) => state === 'pending' || state === 'held'))
  let sequence = records.all().length

  async function send(notice: WechatNotice, own: Partial<NoticeFaults> = {}): Promise<(number | null)[]> {
    const { copies, parallel } = { ...notice.faults, ...own }
    const once = async (): Promise<number | null> => {
      const status = await postNotice(rewrite(notice.url), seal(keys, notice, clock(), notice.faults))
      notice.attempts.push({ at: clock(), status })
      return status
    }
    if (parallel) return Promise.all(Array.from({ length: copies }, once))
    const statuses: (number | null)[] = []
    for (let copy = 0; copy < copies; copy += 1) statuses.push(await once())
    return statuses
  }

  /** One round of a notice: delivered by any 200 or 204, else due again, else given up. */
  async function attempt(notice: WechatNotice): Promise<void> {
    const statuses = await send(notice)
    notice.rounds += 1
    const delivered = statuses.some((status) => status === 200 || status === 204)
    const pause = retriesOf(notice)[notice.rounds - 1]
    notice.state = delivered ? 'delivered' : pause === undefined ? 'given_up' : 'pending'
    notice.due = clock() + (pause ?? 0)
    if (notice.state !== 'pending') waiting.delete(notice)
    records.put(notice.id, notice)
  }

  function next(moment: number): WechatNotice | undefined {
    let first: WechatNotice | undefined
    for (const notice of waiting) {
      if (notice.state !== 'pending' || notice.due > moment) continue
      const earlier = !first || notice.due - first.due || notice.sequence - first.sequence
      if (earlier === true || earlier < 0) first = notice
    }
    return first
  }

  function store(
    told: Pick<WechatNotice, 'id' | 'orderId' | 'eventType' | 'url' | 'body'>,
    own: NoticeFaults,
  ): void {
    const notice: WechatNotice = {
      ...told,
      createdAt: clock(),
      sequence: (sequence += 1),
      due: clock() + own.delayMs,
      state: own.lose ? 'lost' : own.hold ? 'held' : 'pending',
      rounds: 0,
      attempts: [],
      faults: own,
    }
    if (!own.lose) waiting.add(notice)
    records.put(notice.id, notice)
  }

  return {
    create({ orderId, eventType, url, resource, type }) {
      const own: NoticeFaults = { ...NO_NOTICE_FAULTS, ...faults.notices }
      const id = randomUUID()
      const key = own.encryptedBy === 'foreign' ? keys.apiV3Key.split('').reverse().join('') : keys.apiV3Key
      const body = JSON.stringify({
        id,
        create_time: shanghaiTime(clock()),
        resource_type: 'encrypt-resource',
        event_type: eventType,
        summary: eventType === 'TRANSACTION.SUCCESS' ? '支付成功' : '退款通知',
        resource: encryptResource({ ...resource, ...own.alter }, type, key),
      })
      store({ id, orderId, eventType, url, body }, own)
    },

    createXml({ orderId, eventType, url, fields }) {
      const own: NoticeFaults = { ...NO_NOTICE_FAULTS, ...faults.notices }
      const told: Fields = { ...fields }
      for (const [name, value] of Object.entries(own.alter)) told[name] = String(value)
      const foreign = own.signedBy !== 'wechat' && own.signedBy !== 'platform'
      const key = foreign ? keys.apiV2Key.split('').reverse().join('') : keys.apiV2Key
      const body = writeXml({ ...told, sign: signatureOf(told, key) })
      store({ id: randomUUID(), orderId, eventType, url, body }, own)
    },

    due: () => [...waiting].filter(({ state }) => state === 'pending').map(({ due }) => due),

    async sendThrough(moment) {
      for (let notice = next(moment); notice; notice = next(moment)) await attempt(notice)
    },

    release(order = 'as_made') {
      const held = [...waiting].filter(({ state }) => state === 'held')
      held.sort((a, b) => (order === 'reversed' ? b.sequence - a.sequence : a.sequence - b.sequence))
      for (const notice of held) {
        Object.assign(notice, { state: 'pending', due: clock(), sequence: (sequence += 1) })
        records.put(notice.id, notice)
      }
    },

    async resend(id, times = 1, parallel = false) {
      const notice = records.get(id)
      if (!notice) throw new Error(`No notice ${id}`)
      const statuses = await send(notice, { copies: times, parallel })
      records.put(id, notice)
      return statuses
    },

    envelope(id, own = {}) {
      const notice = records.get(id)
      if (!notice) throw new Error(`No notice ${id}`)
      return seal(keys, notice, clock(), { ...notice.faults, ...own })
    },
  }
}

/** Signs the body as the faults say; a V2 message carries its signature within. */
function seal(keys: WechatKeys, notice: WechatNotice, now: number, faults: NoticeFaults): Envelope {
  const trusted = { serial: keys.wechat.id, privateKey: keys.wechat.privateKey }
  const signer = {
    wechat: trusted,
    probe: trusted,
    platform: keys.platform,
    // The serial is one that the merchant trusts; the key is not.
    foreign: { serial: keys.wechat.id, privateKey: keys.foreign.privateKey },
    unknown_serial: keys.foreign,
  }[faults.signedBy]
  const rawBody = Buffer.from(notice.body)
  if (faults.tampered) {
    const middle = Math.floor(rawBody.length / 2)
    rawBody[middle] = (rawBody[middle] ?? 0) ^ 1
  }
  if (notice.body.startsWith('<xml>'))
    return { headers: { 'Content-Type': 'text/xml; charset=utf-8', 'User-Agent': 'Mozilla/4.0' }, rawBody }
  const headers: Record<string, string> = {
    'Content-Type': 'application/json; charset=utf-8',
    'User-Agent': 'Mozilla/4.0',
    ...signatureHeaders(notice.body, signer, now + faults.skewMs),
  }
  if (faults.signedBy === 'probe')
    headers['Wechatpay-Signature'] = `WECHATPAY/SIGNTEST/${headers['Wechatpay-Signature'] ?? ''}`
  return { headers, rawBody }
}
