import cloudbase from '@cloudbase/node-sdk'
import type { Input } from '../../cloudfunctions/contract'
import type { MemberState } from '../../cloudfunctions/domain/member'
import { openDatabase } from '../../cloudfunctions/ledger/database'
import { openLedger } from '../../cloudfunctions/ledger/ledger'
import { contractInput, contractOf, memberOf, runTimers, sign, signAtWechat } from '../auto-renew-shop'
import type { Shop } from '../shop'
import type { Stage } from './sample-stage'

type Action =
  | 'membership.autoRenew'
  | 'membership.openNotice'
  | 'payment.signContract'
  | 'payment.syncContract'
  | 'payment.cancelContract'
  | 'payment.disputeStatement'
  | 'operations.disputedStatements'
  | 'operations.resolveStatement'

/** A valid input of each action about contracts; what they are about belongs to `lin`. */
export const AUTO_RENEW_SAMPLES: {
  readonly [A in Action]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'membership.autoRenew': () => Promise.resolve({}),
  'membership.openNotice': async ({ shop }) => {
    await endAll(shop)
    // A balance below the mark is announced at once; the notice is not opened yet.
    const contractCode = await sign(shop, 'lin', 'chuzhi', 'top_up')
    await runTimers(shop)
    let { notice } = await contractOf(shop, 'lin', contractCode)
    // Nobody is told at night: what was signed then is announced in the morning.
    for (let round = 0; notice === null && round < 5; round += 1) {
      const { nextDueAt } = memberOf(shop, 'lin')
      await shop.clock.advance(Math.max(60_000, (nextDueAt ?? 0) - shop.clock.now()))
      await runTimers(shop)
      ;({ notice } = await contractOf(shop, 'lin', contractCode))
    }
    if (!notice) throw new Error('no notice was sent')
    const { plannedAt, chargeOn } = notice
    return { operationId: shop.operationId(), contractCode, plannedAt, chargeOn }
  },
  'payment.signContract': async ({ shop }) => {
    await endAll(shop)
    return contractInput(shop, 'lin')
  },
  'payment.syncContract': async ({ shop }) => {
    await endAll(shop)
    const prepared = await shop.call('lin', 'payment.signContract', await contractInput(shop, 'lin'))
    signAtWechat(shop, 'lin', prepared)
    await shop.wechat.tick()
    return { contractCode: prepared.contract.contractCode }
  },
  'payment.cancelContract': async ({ shop }) => {
    await endAll(shop)
    return { operationId: shop.operationId(), contractCode: await sign(shop, 'lin') }
  },
  'payment.disputeStatement': async ({ shop }) => ({
    operationId: shop.operationId(),
    statementId: await statement(shop, 'open'),
    reason: '金额不对',
  }),
  'operations.disputedStatements': () => Promise.resolve({}),
  'operations.resolveStatement': async ({ shop }) => ({
    operationId: shop.operationId(),
    memberNumber: shop.numberOf('lin'),
    statementId: await statement(shop, 'disputed'),
    charge: 0,
  }),
}

/** WeChat lets nobody sign twice: what is live is ended first. */
async function endAll(shop: Shop): Promise<void> {
  const { contracts } = await shop.call('lin', 'membership.autoRenew', {})
  for (const { contractCode, state } of contracts)
    if (state !== 'terminated')
      await shop.call('lin', 'payment.cancelContract', { operationId: shop.operationId(), contractCode })
}

/**
 * A statement of `lin` as the end of a period that saved nothing would leave it: a month is too long
 * for these suites.
 */
async function statement(shop: Shop, state: 'open' | 'disputed'): Promise<string> {
  const now = shop.clock.now()
  const id = shop.operationId()
  const app = cloudbase.init({
    env: 'local',
    serviceUrl: shop.cloudbase.url,
    secretId: 'local',
    secretKey: 'local',
  })
  const ledger = openLedger(openDatabase(app), {
    newSecret: () => '0'.repeat(64),
    random: () => shop.random(),
    wait: () => Promise.resolve(),
    clock: () => now,
  })
  const one = {
    id,
    planId: 'shengka',
    versionId: 'shengka-1',
    saved: 0,
    cap: 10_000,
    charge: 0,
    issuedAt: now,
    disputeUntil: now + 86_400_000,
    state,
    orderId: null,
  }
  const stated = (before: MemberState) => ({ ...before, statements: [one] })
  const committed = await ledger.commit({
    memberId: shop.numberOf('lin'),
    member: memberOf(shop, 'lin'),
    operationId: `state:${id}`,
    command: 'payment.issueStatement',
    actor: { role: 'timer', memberId: null, branchId: null },
    input: { statementId: id },
    now,
    deadline: now + 10_000,
    decide: (before) => ({
      ok: true,
      state: stated(before),
      postings: [],
      facts: {
        kind: 'statement',
        contractCode: '',
        statementId: id,
        saved: one.saved,
        charge: one.charge,
        state,
        at: now,
      },
      due: [],
    }),
  })
  if (!committed.ok) throw new Error(committed.code)
  return id
}
