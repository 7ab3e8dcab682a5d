import type { Scope } from '../../cloudfunctions/entry/handler'
import { takeTurn } from '../../cloudfunctions/entry/turns'
import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import type { OutboxRow } from '../../cloudfunctions/ledger/outbox'
import { sweep } from '../../cloudfunctions/renewal/sweep'
import { documents, leftOpen } from '../invariants'
import { type MessageShop, openMessageShop, rowOf } from '../message-shop'

const JOBS = [
  'archive',
  'follow_ups',
  'announcements',
  'message_counts',
  'typical_savings',
  'bills',
  'forecast_errors',
  'personal_data',
  'price_evidence',
] as const
type Job = (typeof JOBS)[number]

class Broken extends Error {
  constructor() {
    super('of member MEMBER0000001, whose name is 林晓雯')
    this.name = 'Broken'
  }
}

/** A back end whose jobs say that they ran, and where one of them breaks. */
function worldWhere(broken: Job | null) {
  const ran: Job[] = []
  const job =
    <T>(name: Job, answer: T) =>
    () => {
      ran.push(name)
      return name === broken ? Promise.reject(new Broken()) : Promise.resolve(answer)
    }
  const nothing = { left: false }
  const backend = {
    clock: () => 0,
    sweeper: {
      sweep: job('archive', { archived: 2, members: 1, left: false }),
      archivedThrough: () => Promise.resolve(0),
    },
    outbox: { due: job('follow_ups', []) },
    releases: { current: () => Promise.resolve({}) },
    announcements: { go: job('announcements', nothing) },
    messageCounts: { refresh: job('message_counts', nothing) },
    typicalSavings: { refresh: job('typical_savings', nothing) },
    bills: { refresh: job('bills', nothing) },
    forecastErrors: { refresh: job('forecast_errors', nothing) },
    personalData: { expire: job('personal_data', nothing) },
    priceEvidence: { refresh: job('price_evidence', nothing) },
  }
  return { ran, scope: { backend, now: 0, deadline: 1, requestId: 'r' } as unknown as Scope }
}

describe('the turns of a timer’s jobs', () => {
  let printed: string[] = []

  beforeEach(() => {
    printed = []
    jest.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line))
  })
  afterEach(() => jest.restoreAllMocks())

  it('I10 run one after another, and nothing is said where none breaks', async () => {
    const { ran, scope } = worldWhere(null)
    expect(await sweep.run({}, scope)).toEqual({ archived: 2, members: 1, left: false, failed: 0 })
    expect(ran).toEqual(JOBS)
    expect(printed).toEqual([])
  })

  it.each(JOBS)('I10 %s breaks: the others have their turn, and the run says so', async (broken) => {
    const { ran, scope } = worldWhere(broken)
    const archived = broken === 'archive' ? { archived: 0, members: 0 } : { archived: 2, members: 1 }
    expect(await sweep.run({}, scope)).toEqual({ ...archived, left: true, failed: 1 })
    expect(ran).toEqual(JOBS)
    // The job and the kind of error; its words may be about a person.
    expect(printed.map((line) => JSON.parse(line) as unknown)).toEqual([
      { requestId: 'r', sweep: broken, failed: 'Broken' },
    ])
  })

  it('once the time is up none begins: it counts as left, not as failed', async () => {
    const { ran, scope } = worldWhere(null)
    const late = { ...scope, deadline: -1 }
    expect(await sweep.run({}, late)).toEqual({ archived: 0, members: 0, left: true, failed: 0 })
    expect(ran).toEqual([])
    const turn = await takeTurn({ timer: 'sweep', job: 'bills' }, () => Promise.resolve(1), late)
    expect(turn).toEqual({ kind: 'no_time' })
  })

  describe('on a whole shop', () => {
    let shop: MessageShop

    beforeAll(async () => {
      shop = await openMessageShop()
    })
    afterAll(() => shop.close())

    it('I10 follow-ups can’t be read or counted: entries are archived and figures are kept all the same', async () => {
      await shop.join('lin')
      await shop.post('lin', 'tier_changed', 'waits')
      const archived = () =>
        documents<JournalEntry>(shop, 'journal').filter(({ memberId }) => memberId === shop.numberOf('lin'))
      expect(archived()).toEqual([])
      await shop.clock.advance(5 * 60_000)
      shop.cloudbase.faults.add({
        action: 'database.getDocument',
        collection: 'outbox',
        effect: { kind: 'error', code: 'EXCEED_REQUEST_LIMIT' },
        remaining: 50,
      })
      const { calls, result } = await shop.countCalls(() => shop.timer('renewal', 'sweep'))
      shop.cloudbase.faults.clear()
      expect(result).toMatchObject({ ok: true, data: { failed: 2, left: true } })
      expect(archived().length).toBeGreaterThan(0)
      // The jobs behind keep their progress in these.
      expect(calls.some((call) => call.endsWith('roll_ups'))).toBe(true)
      expect(rowOf(shop, 'waits')).toBeUndefined()
      expect(printed.some((line) => line.includes('"sweep":"follow_ups"'))).toBe(true)
      expect(printed.join('')).not.toContain(shop.numberOf('lin'))

      expect(await shop.timer('renewal', 'sweep')).toMatchObject({ ok: true, data: { failed: 0 } })
      expect(rowOf(shop, 'waits')).toMatchObject({ flow: 'tier_changed' })
      expect(documents<OutboxRow>(shop, 'outbox').every(({ doneAt }) => doneAt !== null)).toBe(true)
      expect(leftOpen(shop)).toEqual([])
    })
  })
})
