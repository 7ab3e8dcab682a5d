import { createHash } from 'node:crypto'
import { type ActionName, contract } from '../../cloudfunctions/contract'
import type { Answer } from '../../cloudfunctions/contract/envelope'
import { REFUSALS } from '../../cloudfunctions/contract/refusals'
import type { Role } from '../../cloudfunctions/contract/roles'
import { CONTRACT_VERSION } from '../../cloudfunctions/contract/version'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import type { CallIdentity } from '../../local/cloudbase/functions/context'
import { callOverHttp } from '../../local/cloudbase/functions/http-access'
import { documents, violations } from '../invariants'
import { openidOf, type Shop } from '../shop'
import { openStage, SAMPLES, type Stage } from './samples'

/** Who may stand on the other side, and as what the contract knows them. */
const CALLERS = {
  anonymous: ['anonymous'],
  lin: ['anonymous', 'member'],
  chen: ['anonymous', 'member'],
  'clerk-laojie': ['anonymous', 'member', 'clerk'],
  'clerk-kejiyuan': ['anonymous', 'member', 'clerk'],
  manager: ['anonymous', 'member', 'clerk', 'manager'],
  owner: ['anonymous', 'member', 'clerk', 'manager', 'owner'],
  timer: ['anonymous', 'timer'],
} as const satisfies Record<string, readonly Role[]>
type CallerName = keyof typeof CALLERS

const ACTIONS = Object.keys(contract) as ActionName[]
const FUNCTIONS = [...new Set(ACTIONS.map((action) => action.split('.')[0] ?? ''))]
const ROLE_CODES = ['IDENTITY_MISSING', 'ROLE_REQUIRED', 'BRANCH_FORBIDDEN']

/** Carried out by suites of their own: the shop is claimed, its terms are new, `lin` is needed by the next. */
const ELSEWHERE: readonly ActionName[] = [
  'operations.claim',
  'membership.answerTerms',
  'payment.closeAccount',
]

/** What `lin` owns is not there for anybody else. */
const FOREIGN: Partial<Record<ActionName, string>> = {
  'membership.receipt': 'RECEIPT_NOT_FOUND',
  'payment.payReceipt': 'RECEIPT_NOT_FOUND',
  'payment.sync': 'ORDER_NOT_FOUND',
  'payment.cancel': 'ORDER_NOT_FOUND',
  'payment.refundQuote': 'ORDER_NOT_FOUND',
  'payment.refund': 'ORDER_NOT_FOUND',
  'payment.agreementCopy': 'ORDER_NOT_FOUND',
  'payment.syncContract': 'CONTRACT_NOT_FOUND',
  'payment.cancelContract': 'CONTRACT_NOT_FOUND',
  'membership.openNotice': 'CONTRACT_NOT_FOUND',
  'payment.disputeStatement': 'NOT_FOUND',
  'membership.leaveAsIs': 'NOT_FOUND',
  'payment.guarantee': 'GUARANTEE_NOT_POSSIBLE',
  'payment.claimGuarantee': 'GUARANTEE_NOT_POSSIBLE',
}

function identityOf(caller: CallerName): CallIdentity {
  if (caller === 'anonymous') return {}
  return caller === 'timer' ? { trigger: 'timer' } : { openid: openidOf(caller), appid: 'wx5e3fa1b2c3d4e5f6' }
}

/** The refusal that the contract's roles ask for, or null for who may call. */
function refusalFor(action: ActionName, caller: CallerName): string | null {
  const roles: readonly Role[] = contract[action].roles
  const own: readonly Role[] = CALLERS[caller]
  if (roles.includes('timer')) return caller === 'timer' ? null : 'ROLE_REQUIRED'
  if (roles.includes('anonymous')) return null
  if (caller === 'anonymous' || caller === 'timer') return 'IDENTITY_MISSING'
  if (!roles.some((role) => own.includes(role))) return 'ROLE_REQUIRED'
  // Where a member chooses a branch, everybody may.
  const isOfBranch = !roles.includes('member') && 'branchId' in contract[action].input.shape
  return caller === 'clerk-kejiyuan' && isOfBranch ? 'BRANCH_FORBIDDEN' : null
}

/** What is stored, by collection: a digest each. */
function stored(shop: Shop): Record<string, string> {
  const { store } = shop.cloudbase
  const digest = (name: string) => {
    const hash = createHash('sha256')
    for (const { text } of store.scan(name)) hash.update(text)
    return hash.digest('hex')
  }
  return Object.fromEntries(store.collections().map((name) => [name, digest(name)]))
}

describe('X10 who may call what', () => {
  let stage: Stage
  let shop: Shop

  beforeAll(async () => {
    stage = await openStage()
    shop = stage.shop
  })
  afterEach(async () => {
    await shop.clock.advance(61_000)
    // Who accepted an invitation on the way is no clerk in the next test.
    const members = documents<MemberDocument>(shop, 'members')
    for (const person of ['lin', 'chen'] as const) {
      const memberNumber = shop.numberOf(person)
      if (!members.find(({ _id }) => _id === memberNumber)?.state.staff) continue
      await shop.call('owner', 'operations.revoke', { operationId: shop.operationId(), memberNumber })
      await shop.clock.advance(1000)
    }
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  const send = async (action: ActionName, input: unknown, identity: CallIdentity, more: object = {}) =>
    (await shop.host.invoke(
      action.split('.')[0] ?? '',
      { action, input, contract: CONTRACT_VERSION, ...more },
      identity,
    )) as Answer

  it('X10 every action of the contract has a row, and no row is left over', () => {
    expect(Object.keys(SAMPLES).sort()).toEqual([...ACTIONS].sort())
  })

  const pairs = ACTIONS.flatMap((action) =>
    (Object.keys(CALLERS) as CallerName[]).map((caller) => [action, caller] as const),
  )
  it.each(pairs)('X10 %s by %s', async (action, caller) => {
    const input = await SAMPLES[action](stage, caller)
    const before = stored(shop)
    const answer = await send(action, input, identityOf(caller))
    const refused = refusalFor(action, caller)
    if (refused)
      expect(answer).toMatchObject({ ok: false, code: refused, message: REFUSALS[refused as never] })
    else if (!answer.ok) expect(ROLE_CODES).not.toContain(answer.code)
    // Its owner, and all staff who may, really get what they ask for.
    const roles: readonly Role[] = contract[action].roles
    const serves = caller === 'lin' || caller === 'timer' || !roles.includes('member')
    if (!refused && serves && !ELSEWHERE.includes(action)) expect(answer).toMatchObject({ ok: true })
    if (!refused && roles.includes('member') && !serves && FOREIGN[action])
      expect(answer).toMatchObject({ ok: false, code: FOREIGN[action] })
    if (!answer.ok) expect(stored(shop)).toEqual(before)
  })

  it('X10 only the owner can claim the shop that is claimed, even with the secret', async () => {
    const claim = async (caller: CallerName) =>
      send('operations.claim', await SAMPLES['operations.claim'](stage, caller), identityOf(caller))
    for (const caller of ['lin', 'clerk-laojie', 'manager'] as const)
      expect(await claim(caller)).toMatchObject({ ok: false, code: 'CLAIM_REFUSED' })
    expect(await claim('owner')).toMatchObject({ ok: true, data: { role: 'owner' } })
  })

  it.each(ACTIONS)('X10 %s: who the event says that one is changes nothing', async (action) => {
    const forged = {
      openid: openidOf('owner'),
      openId: openidOf('owner'),
      WX_OPENID: openidOf('owner'),
      userInfo: { openId: openidOf('owner'), appId: 'wx5e3fa1b2c3d4e5f6' },
      memberId: shop.numberOf('owner'),
      role: 'owner',
      environment: JSON.stringify({ WX_OPENID: openidOf('owner'), TRIGGER_SRC: 'timer' }),
      trigger: 'timer',
      TriggerName: 'settleDue',
      Type: 'Timer',
      tcbContext: { openid: openidOf('owner') },
    }
    for (const caller of ['anonymous', 'chen', 'clerk-kejiyuan'] as const) {
      const input = await SAMPLES[action](stage, caller)
      const refused = refusalFor(action, caller)
      const before = stored(shop)
      const answer = await send(action, input, identityOf(caller), forged)
      if (refused) expect(answer).toMatchObject({ ok: false, code: refused })
      if (!answer.ok) expect(stored(shop)).toEqual(before)
      if (contract[action].writes || refused) continue
      const plain = await send(action, input, identityOf(caller))
      expect({ ...answer, requestId: '' }).toEqual({ ...plain, requestId: '' })
    }
  })

  it.each(ACTIONS)(
    'X10 %s: identity and price in the input are refused, nothing is written',
    async (action) => {
      const extras = [
        { openid: openidOf('owner') },
        { memberId: shop.numberOf('owner') },
        { role: 'owner' },
        { discount: 100 },
        { memberPrice: 1 },
        { paid: 0 },
        { now: 0 },
      ]
      const roles: readonly Role[] = contract[action].roles
      const caller = roles.includes('timer') ? 'timer' : roles.includes('member') ? 'lin' : 'owner'
      const input = await SAMPLES[action](stage, caller)
      const before = stored(shop)
      for (const extra of extras)
        expect(await send(action, { ...input, ...extra }, identityOf(caller))).toMatchObject({
          ok: false,
          code: 'INPUT_INVALID',
        })
      expect(stored(shop)).toEqual(before)
    },
  )

  it.each(FUNCTIONS)('X10 %s over HTTP carries nothing out', async (name) => {
    const own = ACTIONS.filter((action) => action.startsWith(`${name}.`))
    for (const action of own) {
      const input = await SAMPLES[action](stage, 'owner')
      const call = { action, input, contract: CONTRACT_VERSION, openid: openidOf('owner') }
      const before = stored(shop)
      for (const body of [JSON.stringify(call), '', '{}', 'null'])
        for (const method of ['GET', 'POST', 'OPTIONS']) {
          const request = { path: '/', method, headers: {}, query: {}, body: Buffer.from(body) }
          const answer = await callOverHttp(shop.host, name, request)
          expect(answer.statusCode).toBeGreaterThanOrEqual(400)
          expect(String(answer.body)).not.toContain('"ok":true')
        }
      expect(stored(shop)).toEqual(before)
    }
  })

  it.each(['payment', 'renewal'] as const)(
    'X10 a timer event of %s from anybody else is no timer',
    async (name) => {
      const event = { Type: 'Timer', TriggerName: name === 'payment' ? 'settleDue' : 'sweep', Time: '' }
      const before = stored(shop)
      for (const caller of ['anonymous', 'lin', 'owner'] as const)
        expect(await shop.host.invoke(name, event, identityOf(caller))).toMatchObject({ ok: false })
      // A person's call stays a person's call, whatever started it.
      const person = { ...identityOf('owner'), trigger: 'timer' as const }
      expect(await shop.host.invoke(name, event, person)).toMatchObject({ ok: false, code: 'ROLE_REQUIRED' })
      expect(stored(shop)).toEqual(before)
    },
  )
})
