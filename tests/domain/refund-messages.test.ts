import fc from 'fast-check'
import { MESSAGE_FLOWS, TEMPLATE_SOURCES, USUAL_FIELDS } from '../../cloudfunctions/contract/message-flows'
import { filledFields, fitsKeyword } from '../../cloudfunctions/domain/message-fields'
import { messageText } from '../../cloudfunctions/domain/message-texts'
import type { Refund } from '../../cloudfunctions/domain/order'
import { refundMessage } from '../../cloudfunctions/domain/refund-messages'

const NOW = Date.UTC(2027, 2, 10, 2)
const ENDED: Refund = {
  _id: 'order-m',
  orderId: 'order',
  memberId: 'MEMBER0000001',
  transactionId: 't',
  amount: 19_900,
  total: 19_900,
  reason: 'member_request',
  state: 'succeeded',
  title: '麦香面包房 年卡',
  createdAt: NOW,
  finishedAt: NOW,
  nextDueAt: NOW,
}
const SHOWN = { shopName: '麦香面包房', sentOn: '2027-03-10' }

describe('the message of a refund', () => {
  it('L6 has one key for its end and one for going on by hand, whatever the day', () => {
    const keyOf = (refund: Partial<Refund>, now = NOW) => refundMessage({ ...ENDED, ...refund }, now)?.key
    expect(keyOf({})).toBe('refund_result:order-m:end')
    expect(keyOf({ finishedAt: NOW + 1 }, NOW + 86_400_000)).toBe(keyOf({}))
    expect(keyOf({ byHand: { operationId: 'o', memberId: 'm', note: 'n' } })).toBe(keyOf({}))
    expect(keyOf({ state: 'refused' })).toBe(keyOf({}))
    expect(keyOf({ state: 'abnormal', finishedAt: null })).toBe('refund_result:order-m:by_hand')
    expect(keyOf({ state: 'manual', finishedAt: null })).toBe(keyOf({ state: 'abnormal' }))
    for (const state of ['reserved', 'processing', 'review', 'granted'] as const)
      expect(keyOf({ state, finishedAt: null })).toBeUndefined()
  })

  it('L6 says who gave it back, or who will, and never that money arrived that has not', () => {
    const words = (refund: Partial<Refund>) => {
      const message = refundMessage({ ...ENDED, ...refund }, NOW)
      if (!message) throw new Error('nothing to tell')
      return messageText('refund_result', message.about, SHOWN).lines.join(' ')
    }
    expect(words({})).toBe(
      '已退款:麦香面包房 年卡 ¥199.00 微信支付已按原支付方式退回,退到银行卡的以银行到账时间为准',
    )
    expect(words({ byHand: { operationId: 'o', memberId: 'm', note: 'n' } })).toContain(
      '门店已把这笔钱转给您',
    )
    expect(words({ state: 'abnormal', finishedAt: null })).toContain('改由门店人工退给您')
    expect(words({ state: 'abnormal', finishedAt: null })).not.toMatch(/已退|到账/)
    expect(words({ state: 'refused' })).toContain('有异议可以联系门店')
    expect(words({ title: undefined })).toContain('付款退回')
  })

  it('L12 fills every keyword that a template of its kind may have, with any title and sum', () => {
    const { template } = MESSAGE_FLOWS.refund_result
    const fields = {
      ...USUAL_FIELDS[template],
      ...Object.fromEntries(
        TEMPLATE_SOURCES[template].map((source, index) => [`thing${50 + index}`, source]),
      ),
    }
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.constantFrom<Refund['state']>('succeeded', 'abnormal', 'manual', 'refused'),
        (title, amount, state) => {
          const finishedAt = state === 'succeeded' ? NOW : null
          const message = refundMessage({ ...ENDED, title, amount, state, finishedAt }, NOW)
          if (!message) throw new Error('nothing to tell')
          const filled = filledFields(fields, messageText('refund_result', message.about, SHOWN).values)
          expect(filled).not.toBeNull()
          for (const [keyword, text] of Object.entries(filled ?? {}))
            expect(fitsKeyword(keyword, text)).toBe(true)
        },
      ),
    )
  })
})
