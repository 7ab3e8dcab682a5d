import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import { DATA_KINDS } from '../../cloudfunctions/domain/retention-table'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { canary, privacyDraft } from '../privacy-shop'
import { openShop, settleFor, type Shop } from '../shop'
import { bind } from './merge-story'

describe('what a member decides about the own data', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: privacyDraft() })
  })
  afterEach(async () => {
    await recover(shop, 2)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  const stateOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state
  const id = () => shop.operationId()

  it('L9 L10 consents, tags and switches are shown in words, taken back at once, and told to the owner', async () => {
    const person = 'wei'
    await shop.join(person)
    for (let visit = 0; visit < 3; visit += 1) await settleFor(shop, person, [['tusi', 1]])
    const before = await shop.call(person, 'membership.privacy', {})
    expect(
      before.consents.map(({ purpose, granted, withdrawable }) => [purpose, granted, withdrawable]),
    ).toEqual([
      ['service', true, false],
      ['marketing', false, true],
    ])
    expect(before.consents.every(({ words, neededFor }) => words !== '' && neededFor !== '')).toBe(true)
    expect(before.newVersions).toEqual([])
    expect(before.data.map(({ kind }) => kind)).toEqual(DATA_KINDS.map(({ id: kind }) => kind))
    const tag = before.tags.find(({ tagId }) => tagId.startsWith('often-'))
    expect(tag?.reason).toContain('3次')
    const personal = await shop.call(person, 'membership.recommended', {})
    expect(personal.personalised).toBe(true)
    expect(personal.items[0]?.reason).toBe(tag?.reason)
    await shop.call(person, 'membership.hideTag', {
      operationId: id(),
      tagId: tag?.tagId ?? '',
      hidden: true,
    })
    const after = await shop.call(person, 'membership.privacy', {})
    expect(after.tags.find(({ tagId }) => tagId === tag?.tagId)?.hidden).toBe(true)
    expect((await shop.call(person, 'membership.recommended', {})).personalised).toBe(false)
    await recover(shop, 2)
    const { requests } = await shop.call('owner', 'operations.privacyRequests', {})
    expect(
      requests.some(({ kind, memberNumber }) => kind === 'tag' && memberNumber === shop.numberOf(person)),
    ).toBe(true)
  })

  it('M106 L10 with the switch off everybody gets the same answer; the price never differs', async () => {
    const people = ['off-1', 'off-2', 'off-3']
    for (const [index, person] of people.entries()) {
      await shop.join(person)
      for (let visit = 0; visit < 3; visit += 1)
        await settleFor(shop, person, [[index === 0 ? 'tusi' : 'natie', 1 + index]])
    }
    const prices = new Map<string, number>()
    for (const person of people)
      for (const { productId, memberPrice } of (await shop.call(person, 'membership.recommended', {}))
        .items) {
        expect(prices.get(productId) ?? memberPrice).toBe(memberPrice)
        prices.set(productId, memberPrice)
      }
    const answers = []
    for (const person of people) {
      await shop.call(person, 'membership.setPersonalised', { operationId: id(), on: false })
      answers.push(await shop.call(person, 'membership.recommended', {}))
    }
    answers.push(await shop.call('never-seen', 'membership.recommended', {}))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]?.personalised).toBe(false)
  })

  it('L9 data is corrected and taken out by the member alone; the phone is free at once', async () => {
    const who = await canary(shop)
    const corrected = await shop.call(who.person, 'membership.correctProfile', {
      operationId: id(),
      nickname: '改好了',
      birthday: '1990-02-28',
      phone: null,
    })
    expect(corrected).toEqual({
      displayName: '改好了',
      maskedPhone: null,
      monthDay: '02-28',
      minorUntil: null,
    })
    expect(JSON.stringify(documents(shop, 'members'))).not.toContain('1990-02-28')
    expect(
      documents(shop, 'phones').filter((row) => JSON.stringify(row).includes(shop.numberOf(who.person))),
    ).toEqual([])
    await shop.join('phone-heir')
    await bind(shop, 'phone-heir', who.phone)
    const removed = await shop.call(who.person, 'membership.correctProfile', {
      operationId: id(),
      nickname: null,
      birthday: null,
    })
    expect(removed).toMatchObject({ monthDay: null })
    expect(removed.displayName).not.toBe('改好了')
    for (const entry of documents<JournalEntry>(shop, 'journal'))
      expect(JSON.stringify(entry)).not.toMatch(/改好了|02-28/)
  })

  it('L9 a minor’s birthday leads to a lower cap and no tags; under 14 it isn’t kept at all', async () => {
    await shop.join('child')
    const child = await shop.call('child', 'membership.correctProfile', {
      operationId: id(),
      birthday: '2015-06-01',
    })
    expect(child).toMatchObject({ monthDay: null, minorUntil: '2034-01-01' })
    expect(JSON.stringify(stateOf('child'))).not.toMatch(/06-01|2015/)
    await shop.join('teenager')
    const teenager = await shop.call('teenager', 'membership.correctProfile', {
      operationId: id(),
      birthday: '2011-06-01',
    })
    expect(teenager).toMatchObject({ monthDay: '06-01', minorUntil: '2029-06-01' })
    const { cap, offer } = await shop.call('teenager', 'membership.wallet', {})
    expect(cap.most).toBe(20_000)
    const step = offer?.ladder.find(({ id: stepId }) => stepId === 'chong-500')
    const asked = {
      operationId: id(),
      planId: offer?.planId,
      versionId: offer?.versionId,
      stepId: 'chong-500',
      price: step?.principal,
      agreements: offer?.agreements.map(({ id: agreement, version }) => ({ id: agreement, version })),
    }
    expect(await shop.refusal('teenager', 'payment.topUp', asked)).toBe('PREPAID_CAP')
    const { minor, tags } = await shop.call('teenager', 'membership.privacy', {})
    expect(minor?.until).toBe('2029-05-31')
    expect(tags).toEqual([])
  })
})
