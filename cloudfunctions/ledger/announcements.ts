import { type Announcement, ANNOUNCEMENT_PARTS, announcementsAt, messageOf } from '../domain/announcements'
import { CARE_LIST_PARTS, careItems, careListOpensAt, careListWalk } from '../domain/care-list'
import type { Release } from '../domain/release'
import type { Due } from '../domain/decision'
import type { CareList } from './care-list'
import type { Inbox } from './inbox'
import type { MemberWalks } from './member-walk'
import type { Outbox } from './outbox'

/**
 * What concerns all members at once goes out by walks (M104, M111, L6): each page of members is
 * handed its messages under keys that say what and for whom, then the walk's own document moves on.
 * A run that is killed in between shows the page once more, and the keys are there already.
 */
export interface Announcements {
  /** Goes on with what is to be announced now, until shortly before the deadline. */
  go(run: { release: Release; now: number; deadline: number }): Promise<{ left: boolean }>
  /** How many holders were handed the notice of this closing, and whether all were seen. */
  closingNotice(release: Release, now: number): Promise<{ told: number; finished: boolean } | null>
}

type Message = Extract<Due, { kind: 'message' }>

interface Told {
  readonly told: number
}

const PAGE = 200

export function announcements(parts: {
  readonly walks: MemberWalks
  readonly outbox: Outbox
  readonly careList: CareList
  readonly inbox: Pick<Inbox, 'known'>
  /** Members a page; a function's memory holds them many times over. */
  readonly pageSize?: number
}): Announcements {
  const { walks, outbox, careList, inbox, pageSize = PAGE } = parts

  /** Rows that are done leave the outbox after a month: the inbox knows for longer. */
  const untold = async (messages: readonly Message[], { again }: Announcement) => {
    if (!again) return messages
    const known = await inbox.known(messages.map(({ key }) => key))
    return messages.filter(({ key }) => !known.has(key))
  }

  const announce = (announcement: Announcement, { now, deadline }: { now: number; deadline: number }) =>
    walks.go<Told>({
      id: announcement.id,
      first: { told: 0 },
      projection: ANNOUNCEMENT_PARTS,
      deadline,
      pageSize,
      async page(members, { told }) {
        const concerned = members.filter(({ state }) => announcement.concerns(state, now))
        const messages = concerned.map(({ _id }) => messageOf(announcement, _id))
        const due = await untold(messages, announcement)
        await outbox.enqueueAll(
          due.map((message) => ({ due: message, dueAt: now })),
          now,
        )
        return { told: told + concerned.length }
      },
    })

  const listCare = ({ now, deadline }: { now: number; deadline: number }) =>
    walks.go<Told>({
      id: careListWalk(now),
      first: { told: 0 },
      projection: CARE_LIST_PARTS,
      deadline,
      pageSize,
      async page(members, { told }) {
        const items = members.flatMap(({ state }) => careItems(state, now))
        await careList.add(items, now)
        return { told: told + items.length }
      },
    })

  return {
    async go({ release, now, deadline }) {
      let left = false
      for (const announcement of announcementsAt(release, now))
        left = !(await announce(announcement, { now, deadline })).finished || left
      if (release.care?.careList && now >= careListOpensAt(now))
        left = !(await listCare({ now, deadline })).finished || left
      return { left }
    },

    async closingNotice(release, now) {
      const announcement = announcementsAt(release, now).find(({ flow }) => flow === 'closing_notice')
      const walk = announcement && (await walks.result<Told>(announcement.id))
      return walk ? { told: walk.folded.told, finished: walk.finished } : null
    },
  }
}
