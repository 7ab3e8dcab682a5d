import type { Answer, Call } from '../../cloudfunctions/contract/envelope'
import { OPERATION_ID_PATTERN } from '../../cloudfunctions/contract/operation-id'

const mockStored = new Map<string, string>()
const mockSent: Call[] = []
let mockReplies: (Answer | 'lost')[] = []
let mockStoredAtFirst: string | undefined

jest.mock('@/platform/storage', () => ({
  readStored: (key: string) => JSON.parse(mockStored.get(key) ?? 'null') as unknown,
  writeStored: (key: string, value: unknown) => void mockStored.set(key, JSON.stringify(value)),
  forgetStored: (key: string) => void mockStored.delete(key),
}))
jest.mock('@/platform/network', () => ({ isOnline: () => true }))
jest.mock('@/platform/update-manager', () => ({ requireUpdate: jest.fn() }))
jest.mock('@/services/transport', () => ({
  send: (call: Call) => {
    mockStoredAtFirst ??= mockStored.get('pending-operations')
    mockSent.push(call)
    const reply = mockReplies.shift() ?? 'lost'
    return reply === 'lost' ? Promise.reject(new Error('the line is dead')) : Promise.resolve(reply)
  },
}))

import { CallError, isDefinite } from '../../src/services/call'
import {
  commit,
  forgetOperation,
  pendingOperation,
  resumePending,
} from '../../src/services/pending-operations'

const NOW = Date.UTC(2026, 10, 22)
const frame = { requestId: 'request', now: NOW }
const done: Answer = { ok: true, data: { number: 'N', joinedAt: NOW }, ...frame }
const refused = (code: 'AGREEMENT_CHANGED' | 'BUSY' | 'INTERNAL'): Answer => ({
  ok: false,
  code,
  message: code,
  ...frame,
})

const join = (marketing = false, options: { keep?: boolean; resume?: boolean } = {}) =>
  commit(
    'membership.join',
    (operationId) => ({ operationId, agreement: { id: 'service', version: 'v1' }, marketing }),
    { intention: 'join', ...options },
  )
const ids = () => mockSent.map(({ input }) => (input as { operationId: string }).operationId)

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, advanceTimers: true })
  mockStored.clear()
  mockSent.length = 0
  mockReplies = []
  mockStoredAtFirst = undefined
})
afterEach(() => jest.useRealTimers())

/** Lets the pauses between two sendings pass. */
async function finish<T>(started: Promise<T>): Promise<T> {
  const settled = started.catch(() => undefined)
  await jest.advanceTimersByTimeAsync(10_000)
  await settled
  return started
}

describe('an operation of the person', () => {
  test('has its id on the phone before it is sent, and none is left after the answer', async () => {
    mockReplies = [done]
    await finish(join())
    expect(ids()).toEqual([expect.stringMatching(OPERATION_ID_PATTERN)])
    expect(mockStoredAtFirst).toContain(ids()[0])
    expect(pendingOperation('join')).toBeNull()
  })

  test('is repeated with the same id while the answer is lost', async () => {
    mockReplies = ['lost', 'lost', done]
    await finish(join())
    expect(mockSent).toHaveLength(3)
    expect(new Set(ids()).size).toBe(1)
  })

  test('without any answer it is unknown, never refused, and the next try is the same operation', async () => {
    const failure = await finish(join()).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(CallError)
    expect((failure as CallError).code).toBe('UNKNOWN')
    expect(isDefinite(failure)).toBe(false)
    mockReplies = [done]
    await finish(join())
    expect(new Set(ids()).size).toBe(1)
  })

  test.each(['BUSY', 'INTERNAL'] as const)('%s leaves it open, with the same id', async (code) => {
    mockReplies = Array.from({ length: 4 }, () => refused(code))
    await finish(join()).catch(() => undefined)
    expect(pendingOperation('join')?.operationId).toBe(ids()[0])
  })

  test('a refusal is definite: the next try is another operation', async () => {
    mockReplies = [refused('AGREEMENT_CHANGED')]
    const failure = await finish(join()).catch((error: unknown) => error)
    expect(isDefinite(failure)).toBe(true)
    expect(mockSent).toHaveLength(1)
    mockReplies = [done]
    await finish(join())
    expect(new Set(ids()).size).toBe(2)
  })

  test('with other input it is another operation', async () => {
    await finish(join(false)).catch(() => undefined)
    const before = new Set(ids())
    mockReplies = [done]
    await finish(join(true))
    expect(before.has(ids().at(-1) ?? '')).toBe(false)
  })

  test('a kept one stays after its answer, until it is forgotten', async () => {
    mockReplies = [done, done]
    await finish(join(false, { keep: true }))
    await finish(join(false, { keep: true }))
    expect(new Set(ids()).size).toBe(1)
    forgetOperation('join')
    expect(pendingOperation('join')).toBeNull()
  })
})

describe('when the app is opened anew', () => {
  test('an open operation is sent again, unchanged, and forgotten once it is answered', async () => {
    await finish(join()).catch(() => undefined)
    const [first] = mockSent
    mockReplies = [done]
    await resumePending()
    expect(mockSent.at(-1)).toEqual(first)
    expect(pendingOperation('join')).toBeNull()
  })

  test('still without an answer it stays', async () => {
    await finish(join()).catch(() => undefined)
    await resumePending()
    expect(pendingOperation('join')).not.toBeNull()
  })

  test('what its page takes up is left alone; after a day it is forgotten', async () => {
    await finish(join(false, { resume: false })).catch(() => undefined)
    const before = mockSent.length
    await resumePending()
    expect(mockSent).toHaveLength(before)
    expect(pendingOperation('join')).not.toBeNull()
    jest.setSystemTime(NOW + 25 * 60 * 60 * 1000)
    await resumePending()
    expect(pendingOperation('join')).toBeNull()
  })
})
