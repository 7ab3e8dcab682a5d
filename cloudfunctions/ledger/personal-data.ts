import { derivedOperationId } from '../contract/operation-id'
import { isRefusal } from '../contract/refusals'
import { addMonths, shanghaiDay, startOfDay } from '../domain/calendar'
import type { Order } from '../domain/order'
import { BOOKS_KEPT_YEARS, DATA_KINDS, type Erasure, PAYER_KEPT_DAYS } from '../domain/retention-table'
import type { MemberDocument } from './aggregate'
import { atMost, between, type Database, inside, moreThan, oneOf, type Where } from './database'
import type { Ledger } from './ledger'

/**
 * What other documents hold of people, and its end (L9, PIPL 19, 47): at once when an account is
 * closed, by age otherwise. Which documents and how long stands in `retention-table`; nothing here
 * knows better. Everything can be repeated, and goes on where it stopped.
 */
export interface PersonalData {
  /**
   * Erases what is left of a person who closed the account; what came since belongs to the new one.
   * @returns how many of the person's orders still need the payer's id: refunds are on their way
   */
  erase(person: { memberId: string; closedAt: number }): Promise<number>
  /** Says in the books that nothing is left: once, whoever calls how often. */
  markErased(
    person: { memberId: string; closedAt: number },
    run: { now: number; deadline: number },
  ): Promise<boolean>
  /** Once a day: what is older than the table says. Goes on with the next call where time ran out. */
  expire(run: { now: number; deadline: number }): Promise<{ left: boolean; erased: number }>
}

interface Progress {
  readonly _id: string
  /** The day whose run is finished. */
  readonly day: string
  /** Up to where payers' ids are erased. */
  readonly payers: { readonly at: number; readonly id: string } | null
}

const STATE = 'archive_state'
export const PROGRESS = 'retention'
const PAGE = 200
const SPARE_MS = 2_000
const DAY_MS = 86_400_000
const NO_PAYER = ''
/** Entries that another member's books refer to: they stay, with ids and amounts alone. */
const SHARED_KINDS = ['merged_out', 'merged_in', 'transferred_out', 'transferred_in']

type OfPerson = Extract<Erasure, { member: string }>
type ByAge = Extract<Erasure, { on: 'age' }>

const ERASURES = DATA_KINDS.flatMap(({ erased }) => erased)
const OF_PERSON = distinct(ERASURES.filter((one): one is OfPerson => 'member' in one))
const BY_AGE = ERASURES.filter((one): one is ByAge => one.on === 'age')

export function personalData(database: Database, ledger: Ledger, clock: () => number): PersonalData {
  /** Pages of documents that match, by their id: removing one by one keeps each call small. */
  async function removeAll(collection: string, where: Where, deadline = Infinity): Promise<number | null> {
    let removed = 0
    for (;;) {
      if (clock() > deadline - SPARE_MS) return null
      const page = await database.find(collection, {
        where,
        orderBy: [['_id', 'asc']],
        limit: PAGE,
        projection: ['_id'],
      })
      if (page.length > 0)
        removed += await database.remove(collection, { _id: oneOf(page.map(({ _id }) => _id)) })
      if (page.length < PAGE) return removed
    }
  }

  async function erasePayer(memberId: string, closedAt: number): Promise<number> {
    let waiting = 0
    let after: readonly [number, string] | null = null
    for (;;) {
      const page: Order[] = await database.find<Order>('orders', {
        where: { memberId, createdAt: atMost(closedAt) },
        orderBy: [
          ['createdAt', 'asc'],
          ['_id', 'asc'],
        ],
        limit: PAGE,
        ...(after ? { after } : {}),
      })
      for (const order of page) {
        if (order.openid === NO_PAYER) continue
        if (needsPayer(order)) waiting += 1
        else await database.updateWhere('orders', { _id: order._id }, { set: { openid: NO_PAYER } })
      }
      const last = page.at(-1)
      if (!last || page.length < PAGE) return waiting
      after = [last.createdAt, last._id]
    }
  }

  /** Orders whose payment can't be given back by WeChat any more. */
  async function expirePayers(progress: Progress, now: number, deadline: number): Promise<Progress | null> {
    let { payers } = progress
    for (;;) {
      if (clock() > deadline - SPARE_MS) return null
      const page: Order[] = await database.find<Order>('orders', {
        where: { createdAt: between(1, now - PAYER_KEPT_DAYS * DAY_MS) },
        orderBy: [
          ['createdAt', 'asc'],
          ['_id', 'asc'],
        ],
        limit: PAGE,
        ...(payers ? { after: [payers.at, payers.id] } : {}),
      })
      for (const { _id, openid } of page)
        if (openid !== NO_PAYER) await database.updateWhere('orders', { _id }, { set: { openid: NO_PAYER } })
      const last = page.at(-1)
      if (last) payers = { at: last.createdAt, id: last._id }
      await database.updateWhere(STATE, { _id: PROGRESS }, { set: { payers } })
      if (page.length < PAGE) return { ...progress, payers }
    }
  }

  /** The books of who left so long ago, unless another member's books refer to them. */
  async function expireBooks(now: number, deadline: number): Promise<number | null> {
    const before = startOfDay(addMonths(shanghaiDay(now), -12 * BOOKS_KEPT_YEARS))
    let erased = 0
    let after: string | null = null
    for (;;) {
      const page: MemberDocument[] = await database.find<MemberDocument>('members', {
        where: { state: inside({ privacy: inside({ closedAt: between(1, before) }) }) },
        orderBy: [['_id', 'asc']],
        limit: PAGE,
        projection: ['state', 'updatedAt', 'version'],
        ...(after === null ? {} : { after: [after] }),
      })
      for (const member of page) {
        if (clock() > deadline - SPARE_MS) return null
        if (await eraseBooks(member, before)) erased += 1
      }
      after = page.at(-1)?._id ?? null
      if (page.length < PAGE) return erased
    }
  }

  /** The member's document goes last, so that what a crash leaves behind is found again. */
  async function eraseBooks({ _id: memberId, state, updatedAt }: MemberDocument, before: number) {
    const isSettled = state.joinedAt === null && updatedAt < before && !state.staff
    const isShared = state.mergedInto ?? state.mergedFrom ?? state.passedOn
    if (!isSettled || isShared) return false
    const shared = await database.count('journal', { memberId, facts: inside({ kind: oneOf(SHARED_KINDS) }) })
    const open = await database.count('refunds', { memberId, nextDueAt: moreThan(0) })
    if (shared + open > 0) return false
    for (const collection of ['refunds', 'orders', 'journal']) await removeAll(collection, { memberId })
    return (await database.remove('members', { _id: memberId, updatedAt })) > 0
  }

  return {
    async erase({ memberId, closedAt }) {
      for (const { collection, member, at } of OF_PERSON)
        await database.remove(collection, { [member]: memberId, [at]: atMost(closedAt) })
      return erasePayer(memberId, closedAt)
    },

    async markErased({ memberId, closedAt }, { now, deadline }) {
      const operationId = `erased:${derivedOperationId(`erased ${memberId} ${closedAt}`, closedAt)}`
      const committed = await ledger.commit({
        memberId,
        member: (await ledger.readMembers([memberId])).get(memberId),
        operationId,
        command: 'renewal.erase',
        actor: { role: 'timer', memberId: null, branchId: null },
        input: { closedAt },
        now,
        deadline,
        decide: (state) => ({
          ok: true,
          state,
          postings: [],
          facts: { kind: 'person_erased', closedAt, at: now },
          due: [],
        }),
      })
      return !isRefusal(committed)
    },

    async expire({ now, deadline }) {
      const day = shanghaiDay(now)
      const first: Progress = { _id: PROGRESS, day: '', payers: null }
      const known = await database.read<Progress>(STATE, PROGRESS)
      if (known?.day === day) return { left: false, erased: 0 }
      if (!known) await database.insert(STATE, first)
      const unfinished = { left: true, erased: 0 }
      let erased = 0
      for (const { collection, at, days, only = {} } of BY_AGE) {
        const where = { ...only, [at]: between(1, now - days * DAY_MS) }
        const removed = await removeAll(collection, where, deadline)
        if (removed === null) return unfinished
        erased += removed
      }
      if (!(await expirePayers(known ?? first, now, deadline))) return unfinished
      const books = await expireBooks(now, deadline)
      if (books === null) return unfinished
      await database.updateWhere(STATE, { _id: PROGRESS }, { set: { day } })
      return { left: false, erased: erased + books }
    },
  }
}

/** Not paid yet, being given back, or to be told to WeChat: these name the payer. */
function needsPayer({ state, shipping }: Order): boolean {
  const isOpen = state === 'paying' || state === 'paid' || state === 'refunding'
  return isOpen || typeof shipping?.dueAt === 'number'
}

/** A document that serves two purposes is erased once. */
function distinct(erasures: readonly OfPerson[]): OfPerson[] {
  return [...new Map(erasures.map((one) => [one.collection, one])).values()]
}
