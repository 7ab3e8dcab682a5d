import type { Refund } from '../../cloudfunctions/domain/order'
import type { InboxDocument } from '../../cloudfunctions/ledger/inbox'
import type { OutboxRow } from '../../cloudfunctions/ledger/outbox'
import { strikeEachCall, STRIKES } from '../faults/crash'
import { noticesOf, orderAtCounter, orderCard, pay, recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { allow, delivered, type MessageShop, openMessageShop, withMessages } from '../message-shop'
import { close } from '../privacy-shop'
import { giveBack, manualRefund, requestUnderReview, withGuarantees } from '../refund-shop'
import { topUp, withStoredValue } from '../stored-value-shop'

const MINUTE = 60_000
const FLOW = 'refund_result'

describe('what is told of a refund', () => {
  let shop: MessageShop
  let people = 0

  beforeAll(async () => {
    shop = await openMessageShop(withMessages(withGuarantees(withStoredValue())))
  })
  afterEach(async () => {
    shop.wechat.faults.clear()
    await recover(shop, 2)
    expect(violations(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  const id = () => shop.operationId()
  async function member(): Promise<string> {
    const person = `refunded-${(people += 1)}`
    await shop.join(person)
    await allow(shop, person, FLOW, 2)
    return person
  }
  const refundsOf = (orderId: string) =>
    documents<Refund>(shop, 'refunds').filter((refund) => refund.orderId === orderId)
  const toldOf = (person: string) =>
    documents<InboxDocument>(shop, 'inbox').filter(
      (row) => row.flow === FLOW && row.memberId === shop.numberOf(person),
    )
  const posted = (refundId: string) =>
    documents<OutboxRow>(shop, 'outbox').filter(
      ({ due }) => due.kind === 'message' && due.key.startsWith(`refund_result:${refundId}:`),
    )

  /** What was paid for, and the fen that come back for it. */
  const KINDS: readonly (readonly [string, (person: string) => Promise<{ orderId: string; fen: number }>])[] =
    [
      [
        'a card',
        async (person) => {
          const orderId = await shop.buy(person)
          await giveBack(shop, person, orderId)
          return { orderId, fen: 19_900 }
        },
      ],
      [
        'a top-up',
        async (person) => {
          const orderId = await topUp(shop, person, 'chong-100')
          await giveBack(shop, person, orderId)
          return { orderId, fen: 10_000 }
        },
      ],
      [
        'a receipt that was paid on the phone and undone',
        async (person) => {
          const started = await orderAtCounter(shop, person)
          pay(shop, started)
          await shop.wechat.tick()
          const { receiptId, memberNumber, orderId, amount } = started
          await shop.call('clerk-laojie', 'counter.undo', {
            branchId: 'laojie',
            memberNumber,
            receiptId,
          })
          return { orderId, fen: amount }
        },
      ],
      [
        'a guarantee that pays the difference',
        async (person) => {
          const orderId = await shop.buy(person, 'baochang-yue')
          const { refund } = await shop.call(person, 'payment.guarantee', { orderId })
          await shop.call(person, 'payment.claimGuarantee', { operationId: id(), orderId, refund })
          return { orderId, fen: refund }
        },
      ],
      [
        'a second payment of one order',
        async (person) => {
          const started = await orderCard(shop, person)
          pay(shop, started)
          shop.wechat.faults.secondPayment = true
          pay(shop, started)
          await shop.wechat.tick()
          return { orderId: started.orderId, fen: started.amount }
        },
      ],
    ]

  it.each(KINDS)(
    'L6 L12 %s: once, with the sum and the way back, however often WeChat says so',
    async (_title, play) => {
      const person = await member()
      const { orderId, fen } = await play(person)
      await recover(shop, 2)
      const [refund] = refundsOf(orderId)
      expect(refund).toMatchObject({ state: 'succeeded', amount: fen, nextDueAt: null })
      for (const notice of noticesOf(shop, orderId, 'REFUND.SUCCESS'))
        await shop.wechat.notices.resend(notice.id, 3, true)
      await recover(shop, 2)
      expect(toldOf(person)).toEqual([
        expect.objectContaining({
          _id: `refund_result:${refund?._id}:end`,
          basis: 'legal',
          page: 'packages/member/refunds/index',
          wechat: 'sent',
          lines: [
            expect.stringMatching(new RegExp(`^已退款:.* ¥${(fen / 100).toFixed(2)}$`)) as string,
            '微信支付已按原支付方式退回,退到银行卡的以银行到账时间为准',
          ],
        }),
      ])
      expect(delivered(shop, person, FLOW)).toBe(1)
    },
  )

  it('L12 a shop without a template, and a member without a credit: the inbox has it all the same', async () => {
    await shop.join('without-credit')
    const orderId = await shop.buy('without-credit')
    await giveBack(shop, 'without-credit', orderId)
    await recover(shop, 2)
    expect(toldOf('without-credit')).toMatchObject([{ channel: 'inbox', wechat: 'no_credit' }])
  })

  it.each(['ABNORMAL', 'CLOSED'] as const)(
    'L6 L11 that WeChat ends %s: the member learns that it goes on by hand, the owner sees it, then its end',
    async (outcome) => {
      const person = await member()
      const orderId = await shop.buy(person)
      const before = (await shop.call('owner', 'operations.attention', {})).refunds
      shop.wechat.faults.refundOutcome = outcome
      await giveBack(shop, person, orderId)
      await shop.clock.advance(11 * MINUTE)
      await shop.wechat.tick()
      for (const notice of noticesOf(shop, orderId, `REFUND.${outcome}`))
        await shop.wechat.notices.resend(notice.id, 2, true)
      await recover(shop, 2)
      const [refund] = refundsOf(orderId)
      expect(refund).toMatchObject({ state: 'abnormal', nextDueAt: null })
      expect(toldOf(person)).toMatchObject([
        {
          _id: `refund_result:${refund?._id}:by_hand`,
          lines: [
            expect.stringMatching(/^退款转人工:.* ¥199\.00$/),
            expect.stringContaining('改由门店人工退给您'),
          ],
        },
      ])
      expect((await shop.call('owner', 'operations.attention', {})).refunds).toBe(before + 1)
      const refundId = refund?._id ?? ''
      const transfer = { operationId: id(), refundId, evidence: '银行回单尾号0012' }
      await shop.call('owner', 'operations.refundTransferred', transfer)
      await shop.call('owner', 'operations.refundTransferred', transfer)
      await recover(shop, 2)
      expect(toldOf(person).map(({ _id, lines }) => [_id, lines[1]])).toEqual([
        [`refund_result:${refundId}:by_hand`, expect.any(String)],
        [`refund_result:${refundId}:end`, '门店已把这笔钱转给您,凭据和时间在退款进度里'],
      ])
      expect(delivered(shop, person, FLOW)).toBe(2)
      expect((await shop.call('owner', 'operations.attention', {})).refunds).toBe(before)
    },
  )

  it('L11 what WeChat refuses for good is told as well, and a request that a person refuses', async () => {
    const person = await member()
    const refundId = await manualRefund(shop, person)
    await recover(shop, 1)
    expect(toldOf(person).map(({ _id }) => _id)).toEqual([`refund_result:${refundId}:by_hand`])
    await shop.call('owner', 'operations.refundTransferred', {
      operationId: id(),
      refundId,
      evidence: '现金收条',
    })

    const other = await member()
    const requestId = await requestUnderReview(shop, other)
    await recover(shop, 1)
    expect(toldOf(other)).toEqual([])
    const refusal = { operationId: id(), refundId: requestId, reason: '第7天不是法定假日' }
    await shop.call('owner', 'operations.refuseRefund', refusal)
    await shop.call('owner', 'operations.refuseRefund', refusal)
    await recover(shop, 1)
    expect(toldOf(other)).toMatchObject([
      {
        _id: `refund_result:${requestId}:end`,
        lines: [expect.stringMatching(/^退款未通过:/), expect.stringContaining('原因在退款进度里')],
      },
    ])
  })

  it('L9 of an account that was closed nothing is told, not even to who joined again since', async () => {
    const person = await member()
    const orderId = await shop.buy(person)
    await close(shop, person)
    await shop.clock.advance(MINUTE)
    await shop.join(person)
    await recover(shop, 3)
    const [refund] = refundsOf(orderId)
    expect(refund).toMatchObject({ state: 'succeeded', nextDueAt: null })
    expect(posted(refund?._id ?? '')).toEqual([])
    expect(toldOf(person)).toEqual([])
    expect(delivered(shop, person, FLOW)).toBe(0)
  })

  it.each(STRIKES.flatMap((blow) => (['SUCCESS', 'ABNORMAL'] as const).map((end) => [blow, end] as const)))(
    'X1 I10 killed at any call (%s) of a refund that ends %s: told once, nothing left open',
    async (blow, end) => {
      const people: { person: string; orderId: string }[] = []
      await strikeEachCall(shop, blow, async () => {
        const person = await member()
        const orderId = await shop.buy(person)
        shop.wechat.faults.refundOutcome = end
        await giveBack(shop, person, orderId)
        await shop.clock.advance(2 * MINUTE)
        people.push({ person, orderId })
        return { work: () => shop.timer('payment', 'settleDue') }
      })
      await recover(shop, 3)
      shop.wechat.faults.clear()
      expect(people.length).toBeGreaterThan(5)
      for (const { person, orderId } of people) {
        const [refund] = refundsOf(orderId)
        expect(refund).toMatchObject({ state: end === 'SUCCESS' ? 'succeeded' : 'abnormal', nextDueAt: null })
        expect(toldOf(person).map(({ _id }) => _id)).toEqual([
          `refund_result:${refund?._id}:${end === 'SUCCESS' ? 'end' : 'by_hand'}`,
        ])
        expect(delivered(shop, person, FLOW)).toBe(1)
      }
      expect(leftOpen(shop).filter((line) => line.includes('follow-up'))).toEqual([])
    },
  )
})
