import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { entryHash } from '../../cloudfunctions/ledger/digest'
import { verifyBooks } from '../../cloudfunctions/ledger/verify'
import { ANNA, BORIS, CARD, PAID, REFUSED, keepBooks, receiptOf, refundOf } from './ledger-books'
import { type Shop, connect, decideSaving, newId, openShop, read, saving } from './ledger-setup'

describe('books', () => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop()
    await keepBooks(shop)
  })
  afterEach(() => shop.close())

  const all = <T extends { _id: string }>(collection: string) =>
    shop.database.find<T>(collection, { where: {}, orderBy: [['_id', 'asc']], limit: 1000 })
  const journalOf = async (memberId: string) =>
    (await all<JournalEntry>('journal'))
      .filter((entry) => entry.memberId === memberId)
      .sort((a, b) => a.versionAfter - b.versionAfter)
  /** Changes fields of a document behind the ledger's back. */
  const tamper = (collection: string, _id: string, fields: object) =>
    shop.database.replaceWhere(collection, { _id }, fields as Record<string, unknown>)
  const nth = async (memberId: string, index: number) => {
    const entry = (await journalOf(memberId))[index]
    if (!entry) throw new Error('no such entry')
    return entry
  }
  const changeState = async (memberId: string, change: (state: MemberDocument['state']) => object) => {
    const { state } = await read(shop.ledger, memberId)
    await tamper('members', memberId, { state: { ...state, ...change(state) } })
  }

  test('that were kept by the ledger show no difference, and are counted', async () => {
    expect(await verifyBooks(shop.database)).toEqual({
      members: 2,
      entries: 10,
      archived: 8,
      orders: 4,
      refunds: 2,
      open: 1,
      difference: null,
    })
  })

  test('an empty shop has no difference', async () => {
    const empty = await openShop()
    expect(await verifyBooks(empty.database)).toMatchObject({ members: 0, difference: null })
    await empty.close()
  })

  const tampered: Record<string, { by: () => Promise<unknown>; names: RegExp }> = {
    'an amount in the journal': {
      by: async () => {
        const entry = await nth(ANNA, 1)
        const postings = entry.postings.map((posting) => ({ ...posting, amount: posting.amount * 2 }))
        await tamper('journal', entry._id, { postings })
      },
      names: /^A0{12}:\w+: was altered/,
    },
    'an amount in the journal, with a fitting hash': {
      by: async () => {
        const entry = await nth(ANNA, 1)
        const postings = entry.postings.map((posting) => ({ ...posting, amount: posting.amount * 2 }))
        await tamper('journal', entry._id, { postings, hash: entryHash({ ...entry, postings }) })
      },
      names: /^A0{12}:\w+: does not continue the chain/,
    },
    'one side of an entry': {
      by: async () => {
        const { tail } = await read(shop.ledger, BORIS)
        const [entry] = tail
        if (!entry) throw new Error('no tail')
        const changed = { ...entry, postings: entry.postings.slice(1) }
        await tamper('members', BORIS, { tail: [{ ...changed, hash: entryHash(changed) }] })
      },
      names: /^B0{12}:undo:\w+: posts more to one side/,
    },
    'who did it': {
      by: async () =>
        tamper('journal', (await nth(BORIS, 2))._id, {
          actor: { role: 'owner', memberId: 'X', branchId: null },
        }),
      names: /^B0{12}:\w+: was altered/,
    },
    'a field more': {
      by: async () => tamper('journal', (await nth(BORIS, 2))._id, { note: 'nothing' }),
      names: /was altered/,
    },
    'a removed entry': {
      by: async () => shop.database.remove('journal', { _id: (await nth(ANNA, 2))._id }),
      names: /leads from version 3 to 4, after version 2/,
    },
    'the removal of the first entry': {
      by: async () => shop.database.remove('journal', { _id: (await nth(ANNA, 0))._id }),
      names: /leads from version 1 to 2, after version 0/,
    },
    'an entry of somebody else': {
      by: async () => tamper('journal', (await nth(BORIS, 1))._id, { memberId: ANNA }),
      names: /^[AB]0{12}:\w+: (belongs to|leads from|has taken the place)/,
    },
    'an entry of nobody': {
      by: async () =>
        shop.database.insert('journal', {
          ...(await nth(ANNA, 0)),
          _id: 'Z:1',
          memberId: 'Z',
        } as JournalEntry),
      names: /^Z:1: belongs to Z, who does not exist/,
    },
    'a removed member': {
      by: () => shop.database.remove('members', { _id: BORIS }),
      names: /^B0{12}:\w+: belongs to B0{12}, who does not exist/,
    },
    'a forged entry at the end': {
      by: async () => {
        const entry = { ...(await nth(ANNA, 1)), _id: `${ANNA}:forged`, versionAfter: 99 }
        await shop.database.insert('journal', entry)
      },
      names: /^A0{12}:forged: leads to a version that never was/,
    },
    'a forged entry in the middle': {
      by: async () => {
        const entry = await nth(ANNA, 1)
        const forged: JournalEntry = {
          ...entry,
          _id: `${entry._id}0`,
          operationId: `${entry.operationId}0`,
        }
        await shop.database.insert('journal', forged)
      },
      names: /leads from version 1 to 2, after version 2/,
    },
    'a journal copy of an entry in the tail': {
      by: async () => {
        const { tail } = await read(shop.ledger, ANNA)
        await shop.ledger.archiveTail(await read(shop.ledger, ANNA))
        await tamper('journal', tail[0]?._id ?? '', { day: '2027-03-15' })
      },
      names: /differs between journal and tail/,
    },
    'a balance': {
      by: () => changeState(BORIS, () => ({ savings: { '2027-03': { member_price: 601 } } })),
      names: /^B0{12}: saving\|member\/saved\/2027-03\/member_price folds to 600, the member holds 601/,
    },
    'a balance out of nothing': {
      by: () => changeState(BORIS, (state) => ({ savings: { ...state.savings, '2027-02': { coupon: 5 } } })),
      names: /2027-02\/coupon folds to 0, the member holds 5/,
    },
    'a balance that is gone': {
      by: () => changeState(BORIS, () => ({ savings: {} })),
      names: /folds to 600, the member holds 0/,
    },
    'the state of another': {
      by: () => changeState(BORIS, () => ({ number: ANNA })),
      names: /holds the state of A/,
    },
    'a version': {
      by: () => tamper('members', BORIS, { version: 9 }),
      names: /^B0{12}: is at version 9, its entries end at 4/,
    },
    'a forgotten operation': {
      by: () =>
        changeState(BORIS, ({ operations }) => ({
          operations: { ...operations, recent: operations.recent.slice(1) },
        })),
      names: /was applied, but the member has forgotten it/,
    },
    'an operation that never was': {
      by: () =>
        changeState(BORIS, ({ operations }) => ({
          operations: { ...operations, recent: [...operations.recent, newId()] },
        })),
      names: /remembers operation \w+, which has no entry/,
    },
    'a receipt brought back to life': {
      by: () =>
        changeState(BORIS, ({ receipts }) => ({
          receipts: receipts.map((receipt) => ({ ...receipt, state: 'settled' })),
        })),
      names: /is not as its last entry left it/,
    },
    'a delivered order that nobody delivered': {
      by: () => tamper('orders', 'late', { state: 'delivered' }),
      names: /^order late: is marked delivered, but no entry/,
    },
    'a delivered order set back': {
      by: () => tamper('orders', CARD, { state: 'paying', paidAt: null, transactionId: null }),
      names: /^order 0{25}: was delivered without being paid/,
    },
    'a paid order without a payment': {
      by: () => tamper('orders', 'late', { transactionId: null }),
      names: /^order late: is paid and not paid/,
    },
    'the price of a delivered order': {
      by: () => tamper('orders', CARD, { amount: 1 }),
      names: /was paid with another amount/,
    },
    'a refund beyond the payment': {
      by: () => tamper('orders', CARD, { refunds: { r: PAID, s: 1 }, refundedTotal: PAID + 1 }),
      names: /gives back 19901 of 19900 fen/,
    },
    'a sum of refunds': {
      by: () => tamper('orders', CARD, { refunds: { r: 5 }, refundedTotal: 4 }),
      names: /holds refunds of 5 fen and says 4/,
    },
    'a refusal that gave back too little': {
      by: () => tamper('orders', REFUSED, { refunds: { rd: 5 }, refundedTotal: 5 }),
      names: /was not delivered, and only 5 fen go back/,
    },
    'an order delivered and given back as undelivered': {
      by: async () => {
        await tamper('orders', CARD, { state: 'refunding', refunds: { x: PAID }, refundedTotal: PAID })
        await shop.database.insert('refunds', refundOf('x', CARD))
      },
      names: /was delivered, and given back as undelivered by x/,
    },
    'a refund that never succeeded': {
      by: () => tamper('refunds', 'rd', { state: 'processing' }),
      names: /is refunded, but refund rd has not succeeded/,
    },
    'a refund that is reserved nowhere': {
      by: () => shop.database.insert('refunds', refundOf('stray', CARD)),
      names: /^refund stray: is not reserved on its order/,
    },
    'a refund of nothing': {
      by: () => shop.database.insert('refunds', refundOf('stray', 'none')),
      names: /^refund stray: names order none/,
    },
    'a foreign payment given back in part': {
      by: () => tamper('refunds', 'rs', { amount: 5 }),
      names: /^refund rs: gives back part of a payment/,
    },
  }

  test.each(Object.entries(tampered))('name %s, as the first difference', async (_name, { by, names }) => {
    await by()
    const { difference } = await verifyBooks(shop.database)
    expect(`${difference?.where}: ${difference?.what}`).toMatch(names)
  })

  test('a receipt settled or a card delivered twice is a difference, whatever its postings', async () => {
    const twice = receiptOf(newId(), 'settled')
    for (let round = 0; round < 2; round += 1)
      await shop.ledger.commit(
        saving(await read(shop.ledger, BORIS), 0, {
          decide: (state) => {
            const decision = decideSaving(state, 0)
            return decision.ok ? { ...decision, facts: { kind: 'receipt', receipt: twice } } : decision
          },
        }),
      )
    expect((await verifyBooks(shop.database)).difference?.what).toBe(
      `takes receipt ${twice.receiptId} from settled to settled`,
    )
  })

  test('can be verified while operations go on', async () => {
    let open = true
    const work = (async () => {
      const { ledger } = connect(shop.cloud)
      while (open)
        await Promise.all(
          [ANNA, BORIS].map(async (memberId) => ledger.commit(saving(await read(ledger, memberId), 1))),
        )
    })()
    for (let round = 0; round < 6; round += 1)
      expect((await verifyBooks(shop.database)).difference).toBeNull()
    open = false
    await work
  })
})
