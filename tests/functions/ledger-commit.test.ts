import { isRefusal } from '../../cloudfunctions/contract/refusals'
import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import { memberNumber } from '../../cloudfunctions/ledger/aggregate'
import { GENESIS_HASH, canonicalJson, entryHash } from '../../cloudfunctions/ledger/digest'
import type { CommitResult, Committed } from '../../cloudfunctions/ledger/ledger'
import { LONG_LINE, receiptOf } from './ledger-books'
import {
  MEMBER,
  NOW,
  SECRET,
  type Shop,
  connect,
  decideSaving,
  openShop,
  read,
  savedBy,
  saving,
} from './ledger-setup'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.close())

function committed(result: CommitResult): Committed {
  if (isRefusal(result)) throw new Error(`refused: ${result.code}`)
  return result
}

async function journalOf(memberId = MEMBER): Promise<JournalEntry[]> {
  const entries = await shop.database.find<JournalEntry>('journal', {
    where: { memberId },
    orderBy: [['_id', 'asc']],
    limit: 1000,
  })
  return entries.sort((a, b) => a.versionAfter - b.versionAfter)
}

/** Journal and tail together, each entry once, in the order of their versions. */
async function allEntries(): Promise<JournalEntry[]> {
  const { tail } = await read(shop.ledger)
  const entries = new Map([...(await journalOf()), ...tail].map((entry) => [entry._id, entry]))
  return [...entries.values()].sort((a, b) => a.versionAfter - b.versionAfter)
}

describe('round trips', () => {
  test('P1 the first commit is one insert', async () => {
    const { calls, result } = await shop.counted(() => shop.ledger.commit(saving(undefined, 600)))
    expect(calls).toBe(1)
    expect(committed(result)).toMatchObject({ version: 1, repeated: false })
    const member = await read(shop.ledger)
    expect(member).toMatchObject({ _id: MEMBER, version: 1, updatedAt: NOW, nextDueAt: null })
    expect(member.state).toMatchObject({ number: MEMBER, codeSecret: SECRET })
    expect(member.tail).toHaveLength(1)
  })

  test('P1 settle is three calls: read, archive the predecessor, conditional write', async () => {
    await shop.ledger.commit(saving(undefined, 600))
    for (let round = 0; round < 3; round += 1) {
      const { calls } = await shop.counted(async () =>
        committed(await shop.ledger.commit(saving(await read(shop.ledger), 600))),
      )
      expect(calls).toBe(3)
    }
    const member = await read(shop.ledger)
    expect(savedBy(member)).toBe(2400)
    expect(member.tail).toHaveLength(1)
    expect(await journalOf()).toHaveLength(3)
  })

  test('P1 settle stays at three calls when the sweeper or a crash archived the predecessor before', async () => {
    await shop.ledger.commit(saving(undefined, 600))
    await shop.ledger.archiveTail(await read(shop.ledger))
    const { calls } = await shop.counted(async () => shop.ledger.commit(saving(await read(shop.ledger), 600)))
    expect(calls).toBe(3)
    expect(await journalOf()).toHaveLength(1)
  })

  test('P1 a clerk and a member are read in one call', async () => {
    await shop.ledger.commit(saving(undefined, 1))
    await shop.ledger.commit(saving(undefined, 1, { memberId: 'CLERK00000000' }))
    const { calls, result } = await shop.counted(() =>
      shop.ledger.readMembers([MEMBER, 'CLERK00000000', 'X']),
    )
    expect(calls).toBe(1)
    expect([...result.keys()].sort()).toEqual([MEMBER, 'CLERK00000000'].sort())
  })

  test('P1 a repeated operation writes nothing: no call for a new one, one for an archived one', async () => {
    const first = saving(undefined, 600)
    await shop.ledger.commit(first)
    const fresh = await read(shop.ledger)
    expect((await shop.counted(() => shop.ledger.commit({ ...first, member: fresh }))).calls).toBe(0)
    await shop.ledger.commit(saving(fresh, 600))
    const later = await read(shop.ledger)
    expect((await shop.counted(() => shop.ledger.findApplied({ ...first, member: later }))).calls).toBe(1)
  })

  test('P1 an operation without a call to spare skips the archive until the tail holds four entries', async () => {
    await shop.ledger.commit(saving(undefined, 1))
    const calls: number[] = []
    const tails: number[] = []
    for (let round = 0; round < 5; round += 1) {
      const member = await read(shop.ledger)
      const request = saving(member, 1, { archive: 'when_large' })
      calls.push((await shop.counted(() => shop.ledger.commit(request))).calls)
      tails.push((await read(shop.ledger)).tail.length)
    }
    expect(calls).toEqual([1, 1, 1, 2, 1])
    expect(tails).toEqual([2, 3, 4, 1, 2])
    expect((await allEntries()).map(({ versionAfter }) => versionAfter)).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('P1 several waiting entries are archived in one call', async () => {
    await shop.ledger.commit(saving(undefined, 1))
    for (let round = 0; round < 3; round += 1)
      await shop.ledger.commit(saving(await read(shop.ledger), 1, { archive: 'when_large' }))
    const member = await read(shop.ledger)
    expect(member.tail).toHaveLength(4)
    expect((await shop.counted(() => shop.ledger.commit(saving(member, 1)))).calls).toBe(2)
    expect((await read(shop.ledger)).tail).toHaveLength(1)
    expect(await journalOf()).toHaveLength(4)
  })
})

describe('bounds of the aggregate', () => {
  test('a state beyond 48 KiB is refused before anything is written', async () => {
    const request = saving(undefined, 1)
    const grow = (bytes: number) => ({
      ...request,
      decide: (state: Parameters<typeof decideSaving>[0]) => {
        const decision = decideSaving(state, 1)
        const nickname = 'x'.repeat(bytes)
        return decision.ok
          ? { ...decision, state: { ...decision.state, profile: { ...state.profile, nickname } } }
          : decision
      },
    })
    expect(await shop.ledger.commit(grow(49 * 1024))).toMatchObject({ code: 'ACCOUNT_FULL' })
    expect(shop.cloud.counters.total).toBe(0)
    expect((await shop.ledger.commit(grow(46 * 1024))).ok).toBe(true)
  })

  test('a receipt of a hundred lines fits; too many of them within minutes are refused, unwritten', async () => {
    const lines = Array.from({ length: 100 }, () => ({ ...LONG_LINE }))
    const settle = (member: Parameters<typeof saving>[0], index: number) =>
      saving(member, 1, {
        decide: (state) => {
          const decision = decideSaving(state, 1)
          const receipt = { ...receiptOf(`r${index}`, 'settled'), lines }
          return decision.ok
            ? {
                ...decision,
                state: { ...decision.state, receipts: [...state.receipts, receipt] },
                facts: { kind: 'receipt', receipt },
              }
            : decision
        },
      })
    const codes: string[] = []
    for (let index = 0; index < 8; index += 1) {
      const result = await shop.ledger.commit(
        settle((await shop.ledger.readMembers([MEMBER])).get(MEMBER), index),
      )
      codes.push(result.ok ? 'ok' : result.code)
    }
    expect(codes.slice(0, 4)).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(codes.at(-1)).toBe('TOO_MANY_REQUESTS')
    expect(savedBy(await read(shop.ledger))).toBe(codes.filter((code) => code === 'ok').length)
  })

  test('entries of 16 KiB leave the tail even when the operation has no call to spare', async () => {
    const long = (member: Parameters<typeof saving>[0]) =>
      saving(member, 1, {
        archive: 'when_large',
        decide: (state) => {
          const decision = decideSaving(state, 1)
          const key = 'x'.repeat(7 * 1024)
          return decision.ok ? { ...decision, facts: { kind: 'phone', phoneDigest: key } } : decision
        },
      })
    await shop.ledger.commit(long(undefined))
    for (let round = 0; round < 6; round += 1) {
      await shop.ledger.commit(long(await read(shop.ledger)))
      const { tail } = await read(shop.ledger)
      expect(JSON.stringify(tail).length).toBeLessThanOrEqual(16 * 1024)
    }
    expect((await allEntries()).map(({ versionAfter }) => versionAfter)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })
})

test('the chain of hashes runs from the first entry through journal and tail', async () => {
  for (let round = 0; round < 12; round += 1) {
    const member = (await shop.ledger.readMembers([MEMBER])).get(MEMBER)
    await shop.ledger.commit(saving(member, round, { archive: round % 3 ? 'when_large' : 'always' }))
  }
  let previous = GENESIS_HASH
  const entries = await allEntries()
  expect(entries).toHaveLength(12)
  for (const [index, entry] of entries.entries()) {
    expect(entry).toMatchObject({ versionBefore: index, versionAfter: index + 1, previousHash: previous })
    expect(entryHash(entry)).toBe(entry.hash)
    previous = entry.hash
  }
})

test('an entry holds exactly what it should, and no more', async () => {
  const result = committed(await shop.ledger.commit(saving(undefined, 600)))
  expect(Object.keys(result.entry).sort().join(' ')).toBe(
    '_id actor at branchId command day due facts hash inputDigest memberId operationId postings previousHash ' +
      'versionAfter versionBefore',
  )
  expect(result.entry).toMatchObject({ day: '2027-03-14', branchId: 'laojie' })
})

describe('many at once', () => {
  test('32 operations on one member from four instances all land, exactly once', async () => {
    await shop.ledger.commit(saving(undefined, 0))
    const instances = [shop, ...Array.from({ length: 3 }, () => connect(shop.cloud))]
    const requests = Array.from({ length: 32 }, (_, index) => saving(undefined, 2 ** (index % 16)))
    const results = await Promise.all(
      requests.map(async (request, index) => {
        const { ledger } = instances[index % 4] ?? shop
        return ledger.commit({ ...request, member: await read(ledger) })
      }),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(32)
    const member = await read(shop.ledger)
    expect(member.version).toBe(33)
    expect(savedBy(member)).toBe(2 * (2 ** 16 - 1))
    const entries = await allEntries()
    expect(entries.map(({ versionAfter }) => versionAfter)).toEqual(
      Array.from({ length: 33 }, (_, i) => i + 1),
    )
    expect(new Set(entries.map(({ operationId }) => operationId)).size).toBe(33)
  })

  test('32 first commits of one member: one inserts, all land', async () => {
    const results = await Promise.all(
      Array.from({ length: 32 }, () => shop.ledger.commit(saving(undefined, 100))),
    )
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect(savedBy(await read(shop.ledger))).toBe(3200)
    expect(await allEntries()).toHaveLength(32)
  })

  test('32 attempts of one operation: one applies, all get its answer', async () => {
    const request = saving(undefined, 600)
    const results = await Promise.all(Array.from({ length: 32 }, () => shop.ledger.commit(request)))
    expect(new Set(results.map((result) => canonicalJson(committed(result).entry))).size).toBe(1)
    expect(results.filter((result) => result.ok && !result.repeated)).toHaveLength(1)
    expect(savedBy(await read(shop.ledger))).toBe(600)
  })

  test('P9 31 of 32 who want the one thing left are refused, each in at most four calls', async () => {
    await shop.ledger.commit(saving(undefined, 0))
    const member = await read(shop.ledger)
    const attempts = await Promise.all(
      Array.from({ length: 32 }, async () => {
        const { database, ledger } = connect(shop.cloud)
        const result = await ledger.commit(
          saving((await ledger.readMembers([MEMBER])).get(MEMBER) ?? member, 600, {
            decide: (state) =>
              savedBy({ ...member, state }) > 0
                ? { ok: false, code: 'CODE_USED', message: '' }
                : decideSaving(state, 600),
          }),
        )
        return { result, calls: database.calls }
      }),
    )
    expect(attempts.filter(({ result }) => result.ok)).toHaveLength(1)
    for (const { result, calls } of attempts) {
      expect(result.ok || result.code === 'CODE_USED').toBe(true)
      expect(calls).toBeLessThanOrEqual(4)
    }
  })

  test('a conflict adds a read and a write; without time left it is BUSY, and nothing was written', async () => {
    await shop.ledger.commit(saving(undefined, 1))
    const member = await read(shop.ledger)
    shop.cloud.faults.add({ action: 'database.modifyDocument', effect: { kind: 'conflict' } })
    const { calls, result } = await shop.counted(() => shop.ledger.commit(saving(member, 1)))
    expect(result.ok).toBe(true)
    expect(calls).toBe(4)
    shop.cloud.faults.add({
      action: 'database.modifyDocument',
      remaining: 1000,
      effect: { kind: 'conflict' },
    })
    const late = saving(await read(shop.ledger), 1, { deadline: Date.now() + 150 })
    expect(await shop.ledger.commit(late)).toMatchObject({ code: 'BUSY' })
    shop.cloud.faults.clear()
    expect(savedBy(await read(shop.ledger))).toBe(2)
    // A thousand conflicts would take minutes.
    expect(Date.now()).toBeLessThan(late.deadline + 60_000)
  })

  test('after the deadline nothing is written any more', async () => {
    await shop.ledger.commit(saving(undefined, 1))
    const request = saving(await read(shop.ledger), 1, { deadline: Date.now() - 1 })
    expect(await shop.ledger.commit(request)).toMatchObject({ code: 'BUSY' })
    expect(savedBy(await read(shop.ledger))).toBe(1)
  })
})

describe('member numbers', () => {
  test('are 13 characters of a keyed hash: the same for the same person, unlike for another key', () => {
    const number = memberNumber('oABC-def_123', 'key')
    expect(number).toMatch(/^[0-9A-F][0-9A-HJKMNP-TV-Z]{12}$/)
    expect(memberNumber('oABC-def_123', 'key')).toBe(number)
    expect(memberNumber('oABC-def_123', 'other')).not.toBe(number)
    expect(memberNumber('oABC-def_124', 'key')).not.toBe(number)
    const many = new Set(Array.from({ length: 2000 }, (_, index) => memberNumber(`o${index}`, 'key')))
    expect(many.size).toBe(2000)
    expect(() => memberNumber('', 'key')).toThrow(TypeError)
    expect(() => memberNumber('o1', '')).toThrow(TypeError)
  })

  test('are the first 64 bits of HMAC-SHA256', () => {
    // RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?", 5bdcc146bf60754e…
    expect(memberNumber('what do ya want for nothing?', 'Jefe')).toBe(
      BigInt('0x5bdcc146bf60754e')
        .toString(32)
        .toUpperCase()
        .split('')
        .map((digit) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(Number.parseInt(digit, 32)))
        .join('')
        .padStart(13, '0'),
    )
  })
})
