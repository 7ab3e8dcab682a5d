import type { ReferralState } from '../contract/referral'
import { isBeforeClosing } from '../domain/privacy-account'
import { recordOf, type ReferralRecord } from '../domain/referral-funnel'
import type { MemberDocument } from './aggregate'
import { type Database, inside, moreThan, oneOf } from './database'

/**
 * Who came through whom, one document per person who came: `referrals/{number}`. The aggregates are
 * the truth; these follow them, so that an inviter's progress and the owner's funnel need no look
 * into anybody's account. It has an inviter and nothing above: one level (L15).
 */
interface ReferralDocument extends ReferralRecord {
  readonly _id: string
  /** Whose aggregate it was read off, at which version. */
  readonly holderId: string
  readonly version: number
}

/** What the books say of rewards, up to a moment. */
export interface ReferralBooks {
  rewarded: number
  reversed: number
  points: number
  coupons: number
}

export interface Referrals {
  /** Brings the records of this member, and of who was merged into this one, up to its version. */
  record(member: MemberDocument): Promise<void>
  /** The newest of an inviter's, under all numbers that the inviter had. */
  invitedBy(inviterIds: readonly string[], limit: number): Promise<ReferralRecord[]>
  countOf(inviterIds: readonly string[], state: ReferralState): Promise<number>
  /** Whether this number came by somebody before, also under an account that was closed since (L9). */
  known(memberId: string): Promise<boolean>
  /** Which of these came by an invitation. */
  invited(memberIds: readonly string[]): Promise<string[]>
  /** Every record, page by page; false where the time ran out. */
  each(visit: (record: ReferralRecord) => void, deadline: number): Promise<boolean>
  /** Rewards and reversals in the journal, through `through`; null where the time ran out. */
  books(run: { through: number; deadline: number }): Promise<ReferralBooks | null>
}

const REFERRALS = 'referrals'
const PAGE = 500
const SPARE_MS = 1_000
const MOST_ROUNDS = 5

export function referrals(database: Database, clock: () => number): Referrals {
  async function put(document: ReferralDocument): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      if ((await database.insert(REFERRALS, document)) === 'inserted') return
      const met = await database.read<ReferralDocument>(REFERRALS, document._id)
      if (!met) continue
      const { holderId, version } = met
      if (holderId === document.holderId && version >= document.version) return
      const { _id, ...fields } = document
      if (await database.replaceWhere(REFERRALS, { _id, holderId, version }, fields)) return
    }
    throw new Error('a record of an invitation changes too fast')
  }

  /** Records of accounts that were merged into this one, and whose invitation counts no more (M062). */
  async function endMerged({ _id: holderId, state, version }: MemberDocument): Promise<void> {
    const others = [holderId, ...(state.mergedFrom ?? [])].filter((id) => id !== state.referral.from?.as)
    const met = await database.readMany<ReferralDocument>(REFERRALS, others)
    for (const document of met)
      if (document.state === 'linked' || document.state === 'ordered')
        await put({ ...document, holderId, version, state: 'refused', why: 'known', dueAt: null })
  }

  /** Who was invited and closed the account before the reward: nobody waits for it any more. */
  async function endClosed({ _id: holderId, state, version }: MemberDocument): Promise<void> {
    if (state.privacy.closedAt === null) return
    const numbers = [holderId, ...(state.mergedFrom ?? [])]
    for (const document of await database.readMany<ReferralDocument>(REFERRALS, numbers)) {
      const { inviterId, at, state: stands } = document
      const isOpen = stands === 'linked' || stands === 'ordered'
      if (inviterId !== null && isOpen && isBeforeClosing(state, at))
        await put({ ...document, holderId, version, state: 'refused', why: 'invitee_gone', dueAt: null })
    }
  }

  return {
    async record(member) {
      const { _id: holderId, state, version } = member
      const record = recordOf(state)
      if (record && state.referral.from)
        await put({ _id: state.referral.from.as, ...record, holderId, version })
      if (state.mergedFrom && state.mergedFrom.length > 0) await endMerged(member)
      if (!record) await endClosed(member)
    },

    invitedBy: (inviterIds, limit) =>
      database.find<ReferralDocument>(REFERRALS, {
        where: { inviterId: oneOf(inviterIds) },
        orderBy: [
          ['at', 'desc'],
          ['_id', 'desc'],
        ],
        limit,
      }),

    countOf: (inviterIds, state) => database.count(REFERRALS, { inviterId: oneOf(inviterIds), state }),

    known: async (memberId) => (await database.read<ReferralDocument>(REFERRALS, memberId)) !== null,

    async invited(memberIds) {
      const met = await database.readMany<ReferralDocument>(REFERRALS, memberIds, ['inviterId'])
      return met.filter(({ inviterId }) => inviterId !== null).map(({ _id }) => _id)
    },

    async each(visit, deadline) {
      let after = ''
      for (;;) {
        if (clock() >= deadline - SPARE_MS) return false
        const page: ReferralDocument[] = await database.find<ReferralDocument>(REFERRALS, {
          where: { _id: moreThan(after) },
          orderBy: [['_id', 'asc']],
          limit: PAGE,
        })
        for (const record of page) visit(record)
        if (page.length < PAGE) return true
        after = page.at(-1)?._id ?? after
      }
    },

    async books({ through, deadline }) {
      const books: ReferralBooks = { rewarded: 0, reversed: 0, points: 0, coupons: 0 }
      for (const kind of ['referral_rewarded', 'referral_reversed'] as const) {
        let after: [number, string] | null = null
        for (;;) {
          if (clock() >= deadline - SPARE_MS) return null
          const page: RewardEntry[] = await database.find<RewardEntry>('journal', {
            where: { facts: inside({ kind }) },
            orderBy: [
              ['at', 'asc'],
              ['_id', 'asc'],
            ],
            limit: PAGE,
            ...(after ? { after } : {}),
          })
          for (const entry of page) if (entry.at <= through) addTo(books, entry)
          const last = page.at(-1)
          if (page.length < PAGE || !last || last.at > through) break
          after = [last.at, last._id]
        }
      }
      return books
    },
  }
}

interface RewardEntry {
  readonly _id: string
  readonly at: number
  readonly facts:
    | {
        kind: 'referral_rewarded'
        side: 'inviter' | 'invitee'
        points: number
        couponLotId: string | null
      }
    | {
        kind: 'referral_reversed'
        side: 'inviter' | 'invitee'
        points: number
        debt: number
        coupon: 'taken' | 'used' | null
      }
}

/** Invitations are counted by the invitee's side; what was given is both sides', less what went back. */
function addTo(books: ReferralBooks, { facts }: RewardEntry): void {
  const invitation = facts.side === 'invitee' ? 1 : 0
  if (facts.kind === 'referral_rewarded') {
    books.rewarded += invitation
    books.points += facts.points
    books.coupons += facts.couponLotId === null ? 0 : 1
  } else {
    books.reversed += invitation
    books.points -= facts.points + facts.debt
    books.coupons -= facts.coupon === 'taken' ? 1 : 0
  }
}
