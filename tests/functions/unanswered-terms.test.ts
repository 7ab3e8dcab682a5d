import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { documents, leftOpen, violations } from '../invariants'
import { allow, type MessageShop, openMessageShop, withMessages } from '../message-shop'
import { quoteFor } from '../shop'
import { topUp, withStoredValue } from '../stored-value-shop'
import { bind, mergeInput, twoWeChats } from './merge-story'

/** Newer terms of joining in the inbox, and who became a member without having been asked for them. */
describe('terms of joining that wait for an answer', () => {
  let shop: MessageShop
  beforeAll(async () => {
    shop = await openMessageShop(withMessages(withStoredValue()))
  })
  afterAll(async () => {
    await shop.timer('renewal', 'sweep')
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    await shop.close()
  })

  const publishTerms = async (sentence: string) => {
    const { release, draft } = await shop.call('owner', 'operations.catalogue', {})
    const service = draft!.agreements.find(({ id }) => id === 'service')!
    Object.assign(service, { text: `${service.text}\n${sentence}`, summary: `改了:${sentence}` })
    await shop.clock.advance(60_000)
    const input = { operationId: shop.operationId(), expectedRelease: release, draft: draft! }
    await shop.call('owner', 'operations.release', input)
    await shop.clock.advance(31_000)
  }
  const inboxOf = (person: string) => shop.call(person, 'renewal.inbox', {})
  const termsOf = (person: string) => shop.call(person, 'membership.terms', {})
  const stateOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))!.state
  const answer = async (person: string, agrees: boolean) => {
    const { agreementId, versions } = await termsOf(person)
    const { version } = versions.find(({ current }) => current)!
    const operationId = shop.operationId()
    await shop.call(person, 'membership.answerTerms', { operationId, agreementId, version, agrees })
  }
  const asked = async (person: string) =>
    (await shop.call(person, 'membership.plan', { planId: 'nianka' })).agreements.map(({ id }) => id)
  const buyWithout = async (person: string, without: string) => {
    const planId = 'nianka'
    const { versionId, price, agreements } = await shop.call(person, 'membership.plan', { planId })
    return shop.refusal(person, 'payment.buy', {
      operationId: shop.operationId(),
      ...{ planId, versionId, price },
      agreements: agreements.filter(({ id }) => id !== without).map(({ id, version }) => ({ id, version })),
    })
  }

  it('L9 L12 stand in the inbox once until they are answered; nothing is sent, written or paid for with a credit', async () => {
    for (const person of ['lin', 'chen']) await shop.join(person)
    await allow(shop, 'lin', 'account_change')
    expect((await inboxOf('lin')).terms).toBeUndefined()
    await publishTerms('六、说明甲。')
    await publishTerms('七、说明乙。')
    await shop.join('new')

    const before = { rows: documents(shop, 'inbox').length, told: shop.wechat.inbox().length }
    const state = stateOf('lin')
    // Two versions came after the accepted one: the one in force is said, and it alone, however often it is read.
    for (let time = 0; time < 2; time += 1) {
      const { rows, terms, unread } = await inboxOf('lin')
      expect(terms).toEqual({
        title: '会员加入说明',
        summary: '改了:七、说明乙。',
        since: expect.any(Number),
      })
      expect([rows, unread]).toEqual([[], false])
    }
    // One for all of the inbox, not for each page of it.
    expect(await shop.call('lin', 'renewal.inbox', { before: shop.clock.now() })).not.toHaveProperty('terms')
    expect({ rows: documents(shop, 'inbox').length, told: shop.wechat.inbox().length }).toEqual(before)
    expect(stateOf('lin')).toEqual(state)
    expect((await inboxOf('new')).terms).toBeUndefined()
    expect((await inboxOf('stranger')).terms).toBeUndefined()

    // Both answers are answers.
    await answer('lin', true)
    await answer('chen', false)
    for (const person of ['lin', 'chen']) expect((await inboxOf(person)).terms).toBeUndefined()
    await publishTerms('八、说明丙。')
    for (const person of ['lin', 'chen'])
      expect((await inboxOf(person)).terms).toMatchObject({ summary: '改了:八、说明丙。' })
  })

  it('P1 the inbox takes its member and its rows: what is in force is remembered', async () => {
    await shop.join('ma')
    await inboxOf('ma')
    expect((await shop.countCalls(() => inboxOf('ma'))).calls).toEqual([
      'getDocument members',
      'getDocument inbox',
    ])
  })

  const WAYS: [string, () => Promise<string>][] = [
    ['buying a card', async () => (await shop.buy('buyer'), 'buyer')],
    ['topping up', async () => (await topUp(shop, 'saver', 'chong-100'), 'saver')],
    [
      'a merge into a WeChat that never joined',
      async () => {
        const { first, phone } = await twoWeChats(shop, { card: true })
        const both = { first, second: 'newcomer', phone }
        await shop.call('newcomer', 'membership.merge', await mergeInput(shop, both))
        return 'newcomer'
      },
    ],
  ]
  it.each(WAYS)(
    'L9 L7 who became a member by %s is asked with the next purchase, and for nothing they have',
    async (_way, become) => {
      const person = await become()
      const { joinedAt, consents } = stateOf(person)
      expect(joinedAt).not.toBeNull()
      expect(consents.filter(({ purpose }) => purpose === 'service')).toEqual([])

      // No wall and no news: home, inbox and till are as they are for anybody.
      expect((await shop.call(person, 'membership.home', {})).entries?.newTerms).toBeUndefined()
      expect((await inboxOf(person)).terms).toBeUndefined()
      const { quote } = await quoteFor(shop, person, [['tusi', 1]])
      const sold = { branchId: 'laojie', quote, tender: 'external' as const }
      expect((await shop.ask('clerk-laojie', 'counter.settle', sold)).ok).toBe(true)

      // The same page has the text and both answers; the privacy centre leads to it.
      expect(await termsOf(person)).toMatchObject({ acceptedAt: null, pending: true, declinedAt: null })
      const { newVersions } = await shop.call(person, 'membership.privacy', {})
      expect(newVersions).toMatchObject([{ agreementId: 'service', accepted: null }])

      // The next purchase asks, also after a no; with its yes nothing waits any more.
      expect(await asked(person)).toEqual(['membership', 'service'])
      await answer(person, false)
      expect(await buyWithout(person, 'service')).toBe('AGREEMENT_REQUIRED')
      await shop.buy(person)
      expect(await termsOf(person)).toMatchObject({ acceptedAt: expect.any(Number), pending: false })
      expect(await asked(person)).toEqual(['membership'])
      await publishTerms(`九、又改了,${person}。`)
      expect((await inboxOf(person)).terms).toBeDefined()
    },
  )

  it('L9 a first purchase asks for nothing more than before, and a visitor has no terms to answer', async () => {
    expect(await asked('passer-by')).toEqual(['membership'])
    await bind(shop, 'passer-by', '13999990001')
    expect(await asked('passer-by')).toEqual(['membership'])
    expect(await shop.refusal('passer-by', 'membership.terms', {})).toBe('JOIN_REQUIRED')
  })
})
