import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'
import { topUp, withStoredValue } from '../stored-value-shop'
import { BALANCE, bindPhone, offer, reportLoss } from '../transfer-story'

const branchId = 'laojie'
const clerk = 'clerk-laojie'

describe('L5 reporting a lost card or phone', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withStoredValue() })
    const invited = { operationId: shop.operationId(), role: 'manager' as const, branchIds: [branchId] }
    const { invitation } = await shop.call('owner', 'operations.invite', invited)
    await shop.call('manager', 'membership.acceptInvitation', { operationId: shop.operationId(), invitation })
  })
  afterAll(async () => {
    await recover(shop, 2)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  const scan = (code: string) => shop.refusal(clerk, 'counter.resolve', { branchId, code })

  it('L5 from the call on nothing is spent, with no code of before; the member comes back alone', async () => {
    await shop.join('lin')
    await bindPhone(shop, 'lin', '13800010001')
    await topUp(shop, 'lin', 'chong-500')
    const shown = await shop.codeOf('lin')
    const { code: friend } = await shop.call('lin', 'membership.friendCode', {
      operationId: shop.operationId(),
      most: 5000,
    })
    const transfer = await offer(shop, 'lin', BALANCE)
    const frozen = await reportLoss(shop, '13800010001')
    expect(frozen).toMatchObject({ memberNumber: shop.numberOf('lin'), maskedPhone: '138****0001' })

    expect(await scan(shown)).toBe('MEMBER_FROZEN')
    expect(await scan(friend)).toBe('MEMBER_FROZEN')
    expect(await shop.refusal('lin', 'membership.code', {})).toBe('MEMBER_FROZEN')
    expect(
      await shop.refusal('lin', 'membership.offerTransfer', {
        operationId: shop.operationId(),
        item: BALANCE,
      }),
    ).toBe('MEMBER_FROZEN')
    await shop.join('chen')
    expect(await shop.refusal('chen', 'membership.transferPreview', { code: transfer })).toBe(
      'TRANSFER_CODE_INVALID',
    )
    const home = await shop.call('lin', 'membership.home', {})
    expect(home.member?.frozen).toEqual({ at: frozen.frozenAt, reason: '会员来电,手机丢失' })
    expect((await shop.call('lin', 'membership.wallet', {})).principal).toBe(50_000)

    await shop.call('lin', 'membership.unfreeze', { operationId: shop.operationId() })
    expect((await shop.call('lin', 'membership.home', {})).member?.frozen).toBeUndefined()
    // The codes of before stay void for good.
    expect(await scan(shown)).toBe('CODE_FORGED')
    expect(await scan(friend)).toBe('CODE_FORGED')
    const anew = await shop.codeOf('lin')
    expect((await shop.call(clerk, 'counter.resolve', { branchId, code: anew })).member.balance).toBe(55_000)
  })

  it('L5 what was scanned before the call is not settled after it', async () => {
    await shop.join('zhou')
    await bindPhone(shop, 'zhou', '13800010002')
    await topUp(shop, 'zhou', 'chong-500')
    const code = await shop.codeOf('zhou')
    const { visit } = await shop.call(clerk, 'counter.resolve', { branchId, code })
    const lines = [{ productId: 'meishi', quantity: 1 }]
    const { quote } = await shop.call(clerk, 'counter.quote', { branchId, visit, lines })
    await reportLoss(shop, '13800010002', 'manager')
    for (const tender of ['stored_value', 'external'] as const)
      expect(await shop.refusal(clerk, 'counter.settle', { branchId, quote, tender })).toBe('MEMBER_FROZEN')
    expect((await shop.call('zhou', 'membership.wallet', {})).principal).toBe(50_000)
  })

  it('L5 the owner learns nothing of a number that is no member’s; each look-up is counted', async () => {
    const input = { operationId: shop.operationId(), phone: '13900000000', reason: '来电' }
    expect(await shop.refusal('owner', 'operations.freeze', input)).toBe('MEMBER_NOT_FOUND')
    expect(await shop.refusal(clerk, 'operations.freeze', input)).toBe('ROLE_REQUIRED')
    const state = (person: string) =>
      documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state
    expect(state('owner')?.phoneLookups.count).toBe(2)
  })

  it('L9 the reason stands with the member alone: the journal keeps no words and no number', async () => {
    await recover(shop, 1)
    const entries = [
      ...documents<JournalEntry>(shop, 'journal'),
      ...documents<MemberDocument>(shop, 'members').flatMap(({ tail }) => [...tail]),
    ].filter(({ command }) => command === 'operations.freeze')
    expect(entries.length).toBeGreaterThan(2)
    for (const entry of entries) expect(JSON.stringify(entry)).not.toMatch(/手机丢失|1380001000/)
  })
})
