import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startOfDay } from '../../cloudfunctions/domain/calendar'
import type { MemberState } from '../../cloudfunctions/domain/member'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import type { Release } from '../../cloudfunctions/domain/release'
import { announcements } from '../../cloudfunctions/ledger/announcements'
import { careList } from '../../cloudfunctions/ledger/care-list'
import type { Database } from '../../cloudfunctions/ledger/database'
import { inbox } from '../../cloudfunctions/ledger/inbox'
import { memberWalks } from '../../cloudfunctions/ledger/member-walk'
import { type OutboxRow, outbox } from '../../cloudfunctions/ledger/outbox'
import { memberDay, withCare } from '../care-shop'
import { releaseCatalogue } from '../../cloudfunctions/domain/catalogue'
import { dyingAt } from './dying-database'
import { type Shop, openShop } from './ledger-setup'

/** What concerns all members at once, with the job killed and resumed at every call (M104, M111, L6). */
const MEMBERS = 23
const DAY_MS = 86_400_000
const TODAY = '2027-03-18'
const NINE = startOfDay(TODAY) + 9 * 3_600_000
/** Every third one never agreed to be told of offers; one who did is a minor (L9). */
const agrees = (index: number) => index % 3 !== 0
const MINOR = 7
const mayHear = (index: number) => agrees(index) && index !== MINOR

let shop: Shop
let months = 0

beforeAll(async () => {
  shop = await openShop()
  const members = Array.from({ length: MEMBERS }, (_, index) => ({
    _id: numberOf(index),
    version: 1,
    updatedAt: 1,
    nextDueAt: null,
    state: memberNumbered(index),
    tail: [],
  }))
  expect(await shop.database.insertMany('members', members)).toBe('inserted')
})
afterAll(() => shop.close())

function numberOf(index: number): string {
  return String(index).padStart(13, '0')
}

function memberNumbered(index: number): MemberState {
  const consent = { purpose: 'marketing' as const, version: 'service@1', granted: agrees(index), at: 1 }
  const member = { ...emptyMember(numberOf(index), '00'), joinedAt: 1, consents: [consent] }
  if (index !== MINOR) return member
  return { ...member, privacy: { ...member.privacy, minorUntil: '2031-01-01' } }
}

/** A release with a member day of its own, so that no test meets another's messages. */
function released(id: string): Release {
  const memberDays = [memberDay({ id, recurs: { kind: 'monthly', dayOfMonth: 18 } })]
  const draft = withCare({ care: { memberDays, holidays: [] }, events: [] })
  const outcome = releaseCatalogue(null, draft, NINE - DAY_MS, (text) => String(text.length))
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  return outcome.release
}

const jobOn = (database: Database, clock = () => 0) =>
  announcements({
    walks: memberWalks(database, clock),
    outbox: outbox(database),
    careList: careList(database),
    inbox: inbox(database),
    pageSize: 5,
  })

const run = (now = NINE, deadline = Number.MAX_SAFE_INTEGER) => ({ now, deadline })

/** Who was handed a message about this, by number; each as often as a row stands for it. */
async function handed(subject: string): Promise<string[]> {
  const rows = await outbox(shop.database).due('renewal', Number.MAX_SAFE_INTEGER, 1000)
  return rows
    .filter((row: OutboxRow) => row.due.kind === 'message' && row.due.key.endsWith(`:${subject}`))
    .map((row) => (row.due.kind === 'message' ? row.due.memberId : ''))
    .sort()
}

const ALL_WHO_AGREE = Array.from({ length: MEMBERS }, (_, index) => index)
  .filter(mayHear)
  .map(numberOf)

describe('announcements to all members', () => {
  it('M111 L9 a member day is told to each who agreed and is of age, in its own daytime, and once however often the job runs', async () => {
    const release = released('ri-a')
    const subject = `ri-a:${TODAY}`
    const job = jobOn(shop.database)
    for (const now of [startOfDay(TODAY) - 1, startOfDay(TODAY), NINE - 2 * 3_600_000])
      expect(await job.go({ release, ...run(now) })).toEqual({ left: false })
    expect(await handed(subject)).toEqual([])
    for (let round = 0; round < 3; round += 1)
      expect(await job.go({ release, ...run(NINE + round * 60_000) })).toEqual({ left: false })
    expect(await handed(subject)).toEqual(ALL_WHO_AGREE)
    // Found finished, the day costs one call.
    const again = await shop.counted(() =>
      job.go({ release: { ...release, care: withoutList(release) }, ...run() }),
    )
    expect(again.calls).toBe(1)
    const night = released('ri-b')
    expect(await job.go({ release: night, ...run(startOfDay(TODAY) + 22 * 3_600_000) })).toEqual({
      left: false,
    })
    expect(await handed(`ri-b:${TODAY}`)).toEqual([])
  })

  it('P5 M111 killed before or after any call and resumed, nobody is told twice and nobody is forgotten', async () => {
    let kills = 0
    for (const when of ['before', 'after'] as const)
      for (let call = 1; ; call += 1) {
        const id = `ri-${when}-${call}`
        const release = released(id)
        const { database, died } = dyingAt(shop.database, call, when)
        const killed = await jobOn(database)
          .go({ release, ...run() })
          .then(
            () => false,
            () => true,
          )
        expect(killed).toBe(died())
        expect(await jobOn(shop.database).go({ release, ...run(NINE + 60_000) })).toEqual({ left: false })
        expect(await handed(`${id}:${TODAY}`)).toEqual(ALL_WHO_AGREE)
        if (!killed) break
        kills += 1
      }
    expect(kills).toBeGreaterThan(15)
  })

  it('P5 a run stops before its deadline, and the next goes on where it stopped', async () => {
    const release = released('ri-c')
    let ticks = 0
    const clock = () => {
      ticks += 1
      return ticks * 1_000
    }
    expect(await jobOn(shop.database, clock).go({ release, ...run(NINE, 5_000) })).toEqual({ left: true })
    const first = await handed(`ri-c:${TODAY}`)
    expect(first.length).toBeGreaterThan(0)
    expect(first.length).toBeLessThan(ALL_WHO_AGREE.length)
    expect(await jobOn(shop.database).go({ release, ...run(NINE + 60_000) })).toEqual({ left: false })
    expect(await handed(`ri-c:${TODAY}`)).toEqual(ALL_WHO_AGREE)
  })

  it('two runs at the same time hand each message over once', async () => {
    const release = released('ri-d')
    await Promise.all([1, 2].map(() => jobOn(shop.database).go({ release, ...run() })))
    expect(await jobOn(shop.database).go({ release, ...run(NINE + 60_000) })).toEqual({ left: false })
    expect(await handed(`ri-d:${TODAY}`)).toEqual(ALL_WHO_AGREE)
  })

  it('L6 a closing is told to every holder once, agreed to marketing or not, and to who holds something since', async () => {
    const day = '2027-05-31'
    const closing = { day, text: '房租到期', call: '陈店长 13800000000', announcedAt: NINE }
    const { care: _care, ...others } = released('ri-e')
    const release: Release = { ...others, closing }
    const subject = `${day}:${NINE}`
    const job = jobOn(shop.database)
    await holds(3)
    await holds(4)
    expect(await job.go({ release, ...run(startOfDay(TODAY) + 23 * 3_600_000) })).toEqual({ left: false })
    expect(await handed(subject)).toEqual([3, 4].map(numberOf))
    // The message was told and its row has left the outbox; days later somebody else holds a card.
    const key = `closing_notice:${numberOf(3)}:${subject}`
    await shop.database.remove('outbox', { _id: key })
    await inbox(shop.database).put({ _id: key, memberId: numberOf(3) } as never)
    await holds(5)
    expect(await job.go({ release, ...run(NINE + 40 * DAY_MS) })).toEqual({ left: false })
    expect(await handed(subject)).toEqual([4, 5].map(numberOf))
    expect(await job.closingNotice(release, NINE + 40 * DAY_MS)).toEqual({ told: 3, finished: true })
    expect(await job.go({ release, ...run(startOfDay('2027-06-01')) })).toEqual({ left: false })
    expect(await job.closingNotice(release, startOfDay('2027-06-01'))).toBeNull()
  })
})

function withoutList({ care }: Release): NonNullable<Release['care']> {
  const { careList: _list, ...rest } = care ?? { memberDays: [], holidays: [] }
  return rest
}

/** A card that runs for a year. */
async function holds(index: number): Promise<void> {
  months += 1
  const card = {
    id: `card-${months}`,
    planId: 'nianka',
    startsAt: 1,
    endsAt: NINE + 365 * DAY_MS,
    periods: [],
  }
  await shop.database.replaceWhere(
    'members',
    { _id: numberOf(index) },
    { state: { ...memberNumbered(index), memberships: [card] } },
  )
}
