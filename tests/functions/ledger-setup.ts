import cloudbase from '@cloudbase/node-sdk'
import { makeOperationId } from '../../cloudfunctions/contract/operation-id'
import type { Decision, Due, Facts, Posting } from '../../cloudfunctions/domain/decision'
import type { MemberState } from '../../cloudfunctions/domain/member'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { type Database, openDatabase } from '../../cloudfunctions/ledger/database'
import { type CommitRequest, type Ledger, openLedger } from '../../cloudfunctions/ledger/ledger'
import { type CloudBase, type CloudBaseOptions, startMemoryCloudBase } from '../../local/cloudbase/server'
import { seededRandom } from '../seed'

// Without it the SDK looks for a metadata service at each call.
process.env.TENCENTCLOUD = 'true'
// Its warning about slow calls holds a timer that outlives the test.
process.env.SILENCE = 'true'

export const NOW = Date.UTC(2027, 2, 14, 4, 0, 0)
export const MEMBER = '0123456789ABC'
export const SECRET = '5'.repeat(64)

export interface Shop {
  readonly cloud: CloudBase
  readonly database: Database
  readonly ledger: Ledger
  /** Calls that reached the service while `run` ran. */
  counted<T>(run: () => Promise<T>): Promise<{ calls: number; result: T }>
  close(): Promise<void>
}

/** The real SDK against the memory CloudBase. */
export async function openShop(options: Partial<CloudBaseOptions> = {}, timeout = 20_000): Promise<Shop> {
  const cloud = await startMemoryCloudBase(options)
  const { database, ledger } = connect(cloud, timeout)
  return {
    cloud,
    database,
    ledger,
    async counted(run) {
      const before = cloud.counters.total
      const result = await run()
      return { calls: cloud.counters.total - before, result }
    },
    close: () => cloud.close(),
  }
}

/** One more instance of a function, with an SDK of its own. */
export function connect(cloud: CloudBase, timeout = 20_000): { database: Database; ledger: Ledger } {
  const app = cloudbase.init({
    env: 'test',
    serviceUrl: cloud.url,
    secretId: 'local',
    secretKey: 'local',
    timeout,
  })
  const database = openDatabase(app)
  return { database, ledger: openLedger(database, realTime()) }
}

export function realTime() {
  return {
    newSecret: () => SECRET,
    random: Math.random,
    wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    clock: Date.now,
  }
}

let drawn = 0
/** A fresh operation id of the moment. */
export function newId(at = NOW): string {
  drawn += 1
  return makeOperationId(at, seededRandom(drawn))
}

/** An operation that saves `amount` fen: the simplest one that moves balances. */
export function saving(
  member: MemberDocument | undefined,
  amount: number,
  more: Partial<CommitRequest> & { due?: readonly Due[] } = {},
): CommitRequest {
  const { due = [], ...request } = more
  return {
    memberId: member?._id ?? MEMBER,
    member,
    operationId: newId(),
    command: 'counter.settle',
    actor: { role: 'clerk', memberId: 'CLERK00000000', branchId: 'laojie' },
    input: { amount },
    now: NOW,
    deadline: Date.now() + 20_000,
    decide: (state) => decideSaving(state, amount, due),
    ...request,
  }
}

export function decideSaving(state: MemberState, amount: number, due: readonly Due[] = []): Decision {
  const saved = (state.savings['2027-03']?.member_price ?? 0) + amount
  const postings: Posting[] = [
    { asset: 'saving', account: 'member/saved/2027-03/member_price', amount },
    { asset: 'saving', account: 'shop/list_price', amount: -amount },
  ]
  const facts: Facts = { kind: 'preferences', largeText: state.profile.largeText }
  return {
    ok: true,
    state: { ...state, savings: { ...state.savings, '2027-03': { member_price: saved } } },
    postings,
    facts,
    due,
  }
}

export function savedBy(member: MemberDocument | undefined | null): number {
  return member?.state.savings['2027-03']?.member_price ?? 0
}

/** The member as it stands, or a failing test. */
export async function read(ledger: Ledger, memberId = MEMBER): Promise<MemberDocument> {
  const member = (await ledger.readMembers([memberId])).get(memberId)
  if (!member) throw new Error(`no member ${memberId}`)
  return member
}
