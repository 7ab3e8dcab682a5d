import { makeOperationId } from '../../cloudfunctions/contract/operation-id'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import { remember } from '../../cloudfunctions/ledger/aggregate'
import { canonicalJson } from '../../cloudfunctions/ledger/digest'
import type { CommitResult, Committed } from '../../cloudfunctions/ledger/ledger'
import { seededRandom } from '../seed'
import {
  MEMBER,
  NOW,
  SECRET,
  type Shop,
  decideSaving,
  newId,
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

describe('a repeated operation', () => {
  test('I9 answers with the same entry, byte for byte, and changes nothing', async () => {
    const request = saving(undefined, 600)
    const first = committed(await shop.ledger.commit(request))
    const answers: string[] = []
    for (let round = 0; round < 3; round += 1) {
      const again = committed(
        await shop.ledger.commit({ ...request, member: await read(shop.ledger), now: NOW + round }),
      )
      expect(again.repeated).toBe(true)
      answers.push(canonicalJson(again.entry))
      await shop.ledger.commit(saving(await read(shop.ledger), 1))
    }
    expect(new Set([canonicalJson(first.entry), ...answers]).size).toBe(1)
    expect(savedBy(await read(shop.ledger))).toBe(603)
  })

  test('comes before any decision: what would be refused now is answered as the first time', async () => {
    const request = saving(undefined, 600)
    await shop.ledger.commit(request)
    const result = await shop.ledger.commit({
      ...request,
      member: await read(shop.ledger),
      decide: () => {
        throw new Error('decided again')
      },
    })
    expect(committed(result).repeated).toBe(true)
  })

  const reuses = {
    'another actor': { actor: { role: 'clerk', memberId: 'CLERK00000001', branchId: 'laojie' } },
    'nobody as actor': { actor: { role: 'timer', memberId: null, branchId: null } },
    'another command': { command: 'counter.undo' },
    'another input': { input: { amount: 601 } },
    'a field more': { input: { amount: 600, extra: 1 } },
  } as const
  test.each(Object.entries(reuses))(
    'with %s is OPERATION_REUSED, before and after archiving',
    async (_name, other) => {
      const request = saving(undefined, 600)
      await shop.ledger.commit(request)
      const reused = async () => ({ ...request, ...other, member: await read(shop.ledger) })
      expect(await shop.ledger.commit(await reused())).toMatchObject({ code: 'OPERATION_REUSED' })
      await shop.ledger.commit(saving(await read(shop.ledger), 1))
      expect(await shop.ledger.commit(await reused())).toMatchObject({ code: 'OPERATION_REUSED' })
      expect(await shop.ledger.findApplied(await reused())).toMatchObject({ code: 'OPERATION_REUSED' })
      expect(savedBy(await read(shop.ledger))).toBe(601)
    },
  )

  test('is the same whatever the order of its keys, and with optional fields absent or undefined', async () => {
    const request = saving(undefined, 600, { input: { a: 1, b: { c: 2, d: 3 } } })
    await shop.ledger.commit(request)
    const again = {
      ...request,
      input: { b: { d: 3, c: 2 }, a: 1, e: undefined },
      member: await read(shop.ledger),
    }
    expect(committed(await shop.ledger.commit(again)).repeated).toBe(true)
  })

  test('is found after 200 later ones were applied, however old it is', async () => {
    const first = saving(undefined, 600, {
      operationId: makeOperationId(NOW - 40 * 86_400_000, seededRandom(7)),
    })
    await shop.ledger.commit(first)
    for (let round = 1; round <= 200; round += 1)
      await shop.ledger.commit(saving(await read(shop.ledger), 1, { operationId: newId(NOW + round) }))
    const member = await read(shop.ledger)
    expect(member.state.operations.recent).toHaveLength(64)
    expect(member.state.operations.forgottenThrough).toBe(NOW + 136)
    expect(committed(await shop.ledger.commit({ ...first, member })).repeated).toBe(true)
    expect(savedBy(await read(shop.ledger))).toBe(800)
  })

  test('an id older than all remembered ones that was never applied is applied, after one more call', async () => {
    for (let round = 0; round < 70; round += 1)
      await shop.ledger.commit(
        saving(round ? await read(shop.ledger) : undefined, 1, { operationId: newId(NOW + round) }),
      )
    const member = await read(shop.ledger)
    const late = saving(member, 600, { operationId: makeOperationId(NOW - 86_400_000, seededRandom(3)) })
    const { calls, result } = await shop.counted(() => shop.ledger.commit(late))
    expect(calls).toBe(3)
    expect(committed(result).repeated).toBe(false)
    const again = await shop.ledger.commit({ ...late, member: await read(shop.ledger) })
    expect(committed(again).repeated).toBe(true)
    await shop.ledger.commit(saving(await read(shop.ledger), 1, { operationId: newId(NOW + 99) }))
    expect(committed(await shop.ledger.commit({ ...late, member: await read(shop.ledger) })).repeated).toBe(
      true,
    )
    expect(savedBy(await read(shop.ledger))).toBe(671)
  })

  test('derived ids carry the time of what they derive from', async () => {
    const receipt = newId(NOW - 1000)
    for (const id of [`undo:${receipt}`, `refund:${receipt}:1`, `refund:${receipt}:2`]) {
      const member = (await shop.ledger.readMembers([MEMBER])).get(MEMBER)
      expect(committed(await shop.ledger.commit(saving(member, 1, { operationId: id }))).repeated).toBe(false)
      const again = saving(await read(shop.ledger), 1, { operationId: id })
      expect(committed(await shop.ledger.commit(again)).repeated).toBe(true)
    }
    await expect(shop.ledger.commit(saving(undefined, 1, { operationId: 'no-time' }))).rejects.toThrow(
      'no time',
    )
  })

  test('more than five minutes in the future is refused; no age is', async () => {
    const at = (offset: number) => saving(undefined, 1, { operationId: newId(NOW + offset) })
    expect(await shop.ledger.commit(at(5 * 60_000 + 1))).toMatchObject({ code: 'OPERATION_IN_FUTURE' })
    expect(await shop.ledger.findApplied(at(6 * 60_000))).toMatchObject({ code: 'OPERATION_IN_FUTURE' })
    expect((await shop.ledger.commit(at(5 * 60_000))).ok).toBe(true)
    const old = saving(await read(shop.ledger), 1, { operationId: newId(0) })
    expect((await shop.ledger.commit(old)).ok).toBe(true)
  })
})

test('64 applied ids are remembered, those with the greatest time, in any order of arrival', () => {
  const random = seededRandom(11)
  const times = Array.from({ length: 300 }, (_, index) => NOW + Math.floor(index / 3))
  const ids = times.map((time) => makeOperationId(time, random)).sort(() => random() - 0.5)
  let operations = emptyMember(MEMBER, SECRET).operations
  for (const id of ids) operations = remember(operations, id)
  const kept = [...ids].sort().slice(-64)
  expect([...operations.recent].sort()).toEqual(kept)
  expect(operations.forgottenThrough).toBeGreaterThanOrEqual(NOW + 78)
})

describe('a refusal', () => {
  test('writes nothing, and the same id can be applied afterwards', async () => {
    await shop.ledger.commit(saving(undefined, 1))
    const before = await read(shop.ledger)
    const request = saving(before, 600)
    const refusal = { ok: false, code: 'CODE_USED', message: '' } as const
    const { calls, result } = await shop.counted(() =>
      shop.ledger.commit({ ...request, decide: () => refusal }),
    )
    expect(result).toBe(refusal)
    expect(calls).toBe(0)
    expect(await read(shop.ledger)).toEqual(before)
    expect((await shop.ledger.commit(request)).ok).toBe(true)
  })

  test('unbalanced postings are a bug: it throws and writes nothing', async () => {
    const request = saving(undefined, 600)
    const decide: typeof request.decide = (state) => {
      const decision = decideSaving(state, 600)
      return decision.ok ? { ...decision, postings: decision.postings.slice(1) } : decision
    }
    await expect(shop.ledger.commit({ ...request, decide })).rejects.toThrow('posts more to one side')
    expect(shop.cloud.counters.total).toBe(0)
  })
})
