import { isRefusal } from '../../cloudfunctions/contract/refusals'
import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import type { CommitRequest, CommitResult } from '../../cloudfunctions/ledger/ledger'
import type { FaultEffect } from '../../local/cloudbase/protocol-faults'
import { MEMBER, type Shop, connect, openShop, read, savedBy, saving } from './ledger-setup'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.close())

const code = (result: CommitResult) => (isRefusal(result) ? result.code : 'ok')

/** The same operation again, as a client does that got no definite answer. */
async function again(request: CommitRequest): Promise<CommitResult> {
  const member = (await shop.ledger.readMembers([MEMBER])).get(MEMBER)
  return shop.ledger.commit({ ...request, member, deadline: Date.now() + 20_000 })
}

const lostAnswers: FaultEffect[] = [
  { kind: 'drop_before' },
  { kind: 'drop_after' },
  { kind: 'status', status: 502 },
  { kind: 'error', code: 'DATABASE_TIMEOUT' },
]

describe('X1 a lost answer', () => {
  test.each(lostAnswers)('to the first insert is UNKNOWN; sent again it lands once (%j)', async (effect) => {
    const request = saving(undefined, 600)
    shop.cloud.faults.add({ action: 'database.insertDocument', effect })
    expect(code(await shop.ledger.commit(request))).toBe('UNKNOWN')
    expect(code(await again(request))).toBe('ok')
    expect(code(await again(request))).toBe('ok')
    expect(savedBy(await read(shop.ledger))).toBe(600)
    expect((await read(shop.ledger)).version).toBe(1)
  })

  test.each(lostAnswers)(
    'to the conditional write is UNKNOWN; sent again it lands once (%j)',
    async (effect) => {
      await shop.ledger.commit(saving(undefined, 1))
      const request = saving(await read(shop.ledger), 600)
      shop.cloud.faults.add({ action: 'database.modifyDocument', effect })
      expect(code(await shop.ledger.commit(request))).toBe('UNKNOWN')
      expect(code(await again(request))).toBe('ok')
      expect(code(await again(request))).toBe('ok')
      expect(savedBy(await read(shop.ledger))).toBe(601)
      expect((await read(shop.ledger)).version).toBe(2)
    },
  )

  test.each(lostAnswers)(
    'to the archive keeps the entry in the tail and the operation goes on (%j)',
    async (effect) => {
      await shop.ledger.commit(saving(undefined, 1))
      const request = saving(await read(shop.ledger), 600)
      shop.cloud.faults.add({ action: 'database.insertDocument', collection: 'journal', effect })
      expect(code(await shop.ledger.commit(request))).toBe('ok')
      const member = await read(shop.ledger)
      expect(member.tail.map(({ versionAfter }) => versionAfter)).toEqual([1, 2])
      expect(code(await shop.ledger.commit(saving(member, 10)))).toBe('ok')
      expect((await read(shop.ledger)).tail.map(({ versionAfter }) => versionAfter)).toEqual([3])
      const journal = await shop.database.find<JournalEntry>('journal', {
        where: {},
        orderBy: [['_id', 'asc']],
        limit: 9,
      })
      expect(journal.map(({ versionAfter }) => versionAfter).sort()).toEqual([1, 2])
    },
  )

  test('a write that lands only after its time-out and after it was sent again lands once', async () => {
    await shop.ledger.commit(saving(undefined, 1))
    const impatient = connect(shop.cloud, 60)
    const request = saving(await read(shop.ledger), 600)
    // Held back before its effect: the client gives up, asks again, and only then does it arrive.
    const arrived = holdBack('database.modifyDocument')
    expect(code(await impatient.ledger.commit(request))).toBe('UNKNOWN')
    expect(code(await again(request))).toBe('ok')
    await arrived.release()
    expect(savedBy(await read(shop.ledger))).toBe(601)
    expect((await read(shop.ledger)).version).toBe(2)
  })

  test('a first insert that lands late meets the member that was made meanwhile', async () => {
    const impatient = connect(shop.cloud, 60)
    const request = saving(undefined, 600)
    const arrived = holdBack('database.insertDocument')
    expect(code(await impatient.ledger.commit(request))).toBe('UNKNOWN')
    expect(code(await again(request))).toBe('ok')
    await arrived.release()
    expect(savedBy(await read(shop.ledger))).toBe(600)
  })

  /** Holds the next call with this action until `release`, which also waits for its effect. */
  function holdBack(action: string): { release(): Promise<void> } {
    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    let seen: number | null = null
    let finish: () => void = () => undefined
    const finished = new Promise<void>((resolve) => (finish = resolve))
    const stop = shop.cloud.faults.onCall(async (call) => {
      if (call.action !== action || (seen !== null && call.seq !== seen)) return
      seen = call.seq
      if (call.phase === 'before') await held
      else finish()
    })
    return {
      async release() {
        letGo()
        await finished
        stop()
      },
    }
  }
})

describe('X1 a crash', () => {
  test('between archive and write leaves an archived entry in the tail, which does no harm', async () => {
    await shop.ledger.commit(saving(undefined, 1))
    const member = await read(shop.ledger)
    shop.cloud.faults.add({ action: 'database.modifyDocument', effect: { kind: 'drop_before' } })
    const request = saving(member, 600)
    await shop.ledger.commit(request)
    expect(await shop.database.count('journal', {})).toBe(1)
    expect((await read(shop.ledger)).tail).toHaveLength(1)
    expect(code(await again(request))).toBe('ok')
    const after = await read(shop.ledger)
    expect(after.tail.map(({ versionAfter }) => versionAfter)).toEqual([2])
    expect(await shop.database.count('journal', {})).toBe(1)
    expect(savedBy(after)).toBe(601)
  })
})

describe('X8 what is definite is said definitely', () => {
  test.each([
    ['database.insertDocument', 'journal', 'ok'],
    ['database.modifyDocument', 'members', 'BUSY'],
  ])('a rate limit on %s of %s: %s, and BUSY wrote nothing', async (action, collection, expected) => {
    await shop.ledger.commit(saving(undefined, 1))
    shop.cloud.faults.add({
      action,
      collection,
      effect: { kind: 'error', code: 'EXCEED_CONCURRENT_REQUEST_LIMIT' },
    })
    const request = saving(await read(shop.ledger), 600)
    expect(code(await shop.ledger.commit(request))).toBe(expected)
    expect(savedBy(await read(shop.ledger))).toBe(expected === 'ok' ? 601 : 1)
    expect(code(await again(request))).toBe('ok')
    expect(savedBy(await read(shop.ledger))).toBe(601)
  })

  test('a journal that is out of reach stops a member only once the tail is full', async () => {
    await shop.ledger.commit(saving(undefined, 1))
    shop.cloud.faults.add({ collection: 'journal', remaining: 99, effect: { kind: 'status', status: 503 } })
    const codes: string[] = []
    for (let round = 0; round < 5; round += 1)
      codes.push(code(await shop.ledger.commit(saving(await read(shop.ledger), 1))))
    expect(codes).toEqual(['ok', 'ok', 'ok', 'BUSY', 'BUSY'])
    shop.cloud.faults.clear()
    expect(code(await shop.ledger.commit(saving(await read(shop.ledger), 1)))).toBe('ok')
    expect(await shop.database.count('journal', {})).toBe(4)
    expect((await read(shop.ledger)).tail).toHaveLength(1)
  })

  test('an answer that is no answer is UNKNOWN', async () => {
    await shop.ledger.commit(saving(undefined, 1))
    const request = saving(await read(shop.ledger), 600)
    shop.cloud.faults.add({ action: 'database.modifyDocument', effect: { kind: 'status', status: 504 } })
    expect(code(await shop.ledger.commit(request))).toBe('UNKNOWN')
  })

  test('a journal entry that differs from the tail stops everything: the books were touched', async () => {
    await shop.ledger.commit(saving(undefined, 1))
    await shop.ledger.commit(saving(await read(shop.ledger), 1, { archive: 'when_large' }))
    const member = await read(shop.ledger)
    await shop.database.insert('journal', {
      ...member.tail[0],
      _id: member.tail[0]?._id ?? '',
      hash: 'f'.repeat(64),
    } as never)
    await expect(shop.ledger.commit(saving(member, 1))).rejects.toThrow('differ')
  })
})

describe('cancelling', () => {
  const due = { kind: 'release_hold', key: 'hold:1', owner: 'renewal', stock: 's', holdKey: 'k' } as const

  test('an attempt that comes after it is refused, for ever', async () => {
    const request = saving(undefined, 600)
    expect((await shop.ledger.cancel(request)).ok).toBe(true)
    expect(code(await again(request))).toBe('OPERATION_REUSED')
    for (let round = 0; round < 3; round += 1) await shop.ledger.commit(saving(await read(shop.ledger), 1))
    expect(code(await again(request))).toBe('OPERATION_REUSED')
    expect(await shop.ledger.findApplied({ ...request, member: await read(shop.ledger) })).toMatchObject({
      code: 'OPERATION_REUSED',
    })
    expect(savedBy(await read(shop.ledger))).toBe(3)
  })

  test('after the operation was applied, its own entry answers', async () => {
    const request = saving(undefined, 600, { due: [due] })
    await shop.ledger.commit(request)
    const cancelled = await shop.ledger.cancel({ ...request, member: await read(shop.ledger) })
    expect(cancelled).toMatchObject({ ok: true, repeated: true, entry: { facts: { kind: 'preferences' } } })
    expect(savedBy(await read(shop.ledger))).toBe(600)
  })

  test('of the operation and its cancelling at once exactly one wins, and both know which', async () => {
    await shop.ledger.commit(saving(undefined, 0))
    for (let round = 0; round < 20; round += 1) {
      const member = await read(shop.ledger)
      const before = savedBy(member)
      const request = saving(member, 600)
      const [applied, cancelled] = await Promise.all([
        shop.ledger.commit(request),
        shop.ledger.cancel(request),
      ])
      const landed = savedBy(await read(shop.ledger)) - before
      expect(landed).toBe(applied.ok ? 600 : 0)
      if (!cancelled.ok) throw new Error(`cancelling was refused: ${cancelled.code}`)
      expect(cancelled.entry.facts.kind === 'cancelled').toBe(!applied.ok)
    }
  })
})

describe('follow-ups', () => {
  const refund = {
    kind: 'refund',
    key: 'refund:r1',
    owner: 'payment',
    refundId: 'r1',
    orderId: 'o1',
    amount: 600,
    reason: 'undo',
  } as const

  test('go to the outbox before their entry reaches the journal, once', async () => {
    await shop.ledger.commit(saving(undefined, 600, { due: [refund] }))
    expect(await shop.database.count('outbox', {})).toBe(0)
    const order: string[] = []
    shop.cloud.faults.onCall(({ phase, action, collection }) => {
      if (phase === 'after' && action === 'database.insertDocument') order.push(collection ?? '')
    })
    const { calls } = await shop.counted(async () => shop.ledger.commit(saving(await read(shop.ledger), 1)))
    expect(calls).toBe(5)
    expect(order).toEqual(['outbox', 'journal'])
    expect(await shop.database.read('outbox', 'refund:r1')).toMatchObject({
      owner: 'payment',
      due: refund,
      doneAt: null,
    })
  })

  test('of an entry archived at once, the next operation still takes three calls', async () => {
    await shop.ledger.commit(saving(undefined, 600, { due: [refund] }))
    await shop.ledger.archiveTail(await read(shop.ledger))
    expect(await shop.database.count('outbox', {})).toBe(1)
    const { calls } = await shop.counted(async () => shop.ledger.commit(saving(await read(shop.ledger), 1)))
    expect(calls).toBe(3)
  })

  test('that were carried out and pruned do not come back while their entry is in the tail', async () => {
    await shop.ledger.commit(saving(undefined, 600, { due: [refund] }))
    await shop.ledger.archiveTail(await read(shop.ledger))
    await shop.database.remove('outbox', { owner: 'payment' })
    await shop.ledger.archiveTail(await read(shop.ledger))
    await shop.ledger.commit(saving(await read(shop.ledger), 1))
    expect(await shop.database.count('outbox', {})).toBe(0)
  })

  test('a lost answer from the outbox keeps the entry in the tail until the next time', async () => {
    await shop.ledger.commit(saving(undefined, 600, { due: [refund] }))
    shop.cloud.faults.add({ collection: 'outbox', effect: { kind: 'drop_after' } })
    expect(code(await shop.ledger.commit(saving(await read(shop.ledger), 1)))).toBe('ok')
    expect(await shop.database.count('journal', {})).toBe(0)
    expect((await read(shop.ledger)).tail).toHaveLength(2)
    expect(code(await shop.ledger.commit(saving(await read(shop.ledger), 1)))).toBe('ok')
    expect(await shop.database.count('journal', {})).toBe(2)
    expect(await shop.database.count('outbox', {})).toBe(1)
  })
})
