import type { Membership } from '../domain/member'
import { type Database, inside, moreThan } from './database'

/** The cards that people hold, for reports over all of them. */
export interface HeldCards {
  /**
   * Cards that end after `now`, whoever holds them; null where the time ran out, so that a report is
   * never made of a part.
   */
  endingAfter(now: number, deadline: number): Promise<Membership[] | null>
}

const MEMBERS_A_PAGE = 500

interface Holder {
  readonly _id: string
  readonly state: { readonly memberships: Membership[] }
}

export function heldCards(database: Database, clock: () => number): HeldCards {
  return {
    async endingAfter(now, deadline) {
      const cards: Membership[] = []
      let after: string | null = null
      for (;;) {
        if (clock() >= deadline) return null
        const page: Holder[] = await database.find<Holder>('members', {
          where: { state: inside({ memberships: inside({ endsAt: moreThan(now) }) }) },
          orderBy: [['_id', 'asc']],
          limit: MEMBERS_A_PAGE,
          projection: ['state.memberships'],
          ...(after === null ? {} : { after: [after] }),
        })
        for (const { state } of page) cards.push(...state.memberships.filter(({ endsAt }) => endsAt > now))
        if (page.length < MEMBERS_A_PAGE) return cards
        after = page.at(-1)?._id ?? null
      }
    },
  }
}
