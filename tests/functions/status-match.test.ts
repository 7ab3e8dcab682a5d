import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { type LocalPartner, startPartner } from '../../local/partners/server'
import { ALLIANCE_TERMS, BY_INTERFACE, withAlliance } from '../alliance-shop'
import { documents, leftOpen, violations } from '../invariants'
import { openidOf, openShop, type Shop } from '../shop'

const KEY = 'partner-key-for-tests-only'
const PHONE = '13700001111'

/** The hotel is asked over its interface; a month of the lower card follows a month of the higher. */
function draft(): CatalogueDraft {
  const { partnerPerks: _perks, mode: _mode, bonusMonths: _bonus, ...terms } = ALLIANCE_TERMS
  const card = (id: string, rank: number, tier: string): CatalogueDraft['plans'][number] => ({
    id,
    onSale: true,
    terms: {
      ...terms,
      name: `${tier}月卡`,
      price: 3000 * rank,
      months: 1,
      family: { id: id.slice(0, 4), rank, label: tier },
      statusMatches: [{ ...terms.statusMatches![0]!, tier }],
    },
  })
  const all = withAlliance(undefined, [BY_INTERFACE, card('jin1', 1, '金卡'), card('bai2', 2, '白金卡')])
  return {
    ...all,
    partners: (all.partners ?? []).map((one) =>
      one.id === 'jiudian' ? { ...one, port: 'api' as const } : one,
    ),
  }
}

describe('M077 status match with a partner', () => {
  let shop: Shop
  let hotel: LocalPartner

  beforeAll(async () => {
    let clock = () => 0
    hotel = await startPartner({ key: KEY, clock: () => clock() })
    shop = await openShop({ draft: draft(), variables: hotel.variables('jiudian') })
    clock = () => shop.clock.now()
  })
  afterAll(async () => {
    await shop.close()
    await hotel.close()
  })

  const linkOf = async (person: string) =>
    (await shop.call(person, 'membership.perks', {})).links.find(({ partnerId }) => partnerId === 'jiudian')
  const linking = (account: string) => ({
    operationId: shop.operationId(),
    partnerId: 'jiudian',
    account,
    consent: true as const,
  })
  const tierAt = (account: string) => hotel.links().find((link) => link.account === account)?.tier
  const timers = async () => {
    for (let round = 0; round < 2; round += 1) {
      await shop.clock.advance(61_000)
      await shop.timer('payment', 'settleDue')
      await shop.timer('renewal', 'sweep')
      await shop.wechat.tick()
      await shop.clock.advance(61_000)
      await shop.timer('renewal', 'sweep')
    }
  }
  const couponsOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state
      .coupons ?? []

  it('M077 the rank of the card decides the tier; without a card nothing is linked or told', async () => {
    await shop.join('nobody')
    expect(await shop.refusal('nobody', 'membership.linkPartner', linking('H-000'))).toBe('PERK_NOT_READY')
    expect(hotel.links()).toEqual([])
    await shop.buy('lin', 'jin1')
    expect(await linkOf('lin')).toMatchObject({
      state: 'none',
      tier: '金卡',
      dataShared: '酒店会员号和匹配的等级',
    })
    const { consent: _consent, ...without } = linking('H-LIN')
    expect(await shop.refusal('lin', 'membership.linkPartner', without)).toBe('INPUT_INVALID')
    const input = linking('H-LIN')
    const linked = await shop.call('lin', 'membership.linkPartner', input)
    expect(linked).toMatchObject({ state: 'linked', tier: '金卡', endsOn: '2027-04-10' })
    expect(await shop.call('lin', 'membership.linkPartner', input)).toEqual(linked)
    expect(tierAt('H-LIN')).toBe('金卡')
    expect(couponsOf('lin')).toMatchObject([{ amount: 3000, left: 1 }])
  })

  it('M077 L9 an account is one member’s, and its gift for new links is given once, also after an end', async () => {
    await shop.buy('chen', 'jin1')
    for (const account of ['H-LIN', ' h-lin '])
      expect(await shop.refusal('chen', 'membership.linkPartner', linking(account))).toBe(
        'PARTNER_ACCOUNT_USED',
      )
    await shop.call('lin', 'membership.unlinkPartner', {
      operationId: shop.operationId(),
      partnerId: 'jiudian',
    })
    expect(await linkOf('lin')).toMatchObject({ state: 'revoked' })
    await timers()
    expect(tierAt('H-LIN')).toBeNull()
    expect(await shop.call('chen', 'membership.linkPartner', linking('H-LIN'))).toMatchObject({
      state: 'linked',
    })
    expect(couponsOf('chen')).toEqual([])
    expect(await shop.call('lin', 'membership.linkPartner', linking('H-LIN-2'))).toMatchObject({
      state: 'linked',
    })
    expect(couponsOf('lin')).toHaveLength(2)
  })

  it('M077 a partner that can’t be reached has linked nothing; one that doesn’t know the account says so', async () => {
    await shop.buy('zhao', 'jin1')
    const input = linking('H-ZHAO')
    hotel.fail('after')
    expect(await shop.refusal('zhao', 'membership.linkPartner', input)).toBe('PARTNER_UNREACHABLE')
    expect(await linkOf('zhao')).toMatchObject({ state: 'none' })
    await shop.call('zhao', 'membership.linkPartner', input)
    expect(hotel.links().filter(({ account }) => account === 'H-ZHAO')).toHaveLength(1)
    await shop.buy('wu', 'jin1')
    expect(await shop.refusal('wu', 'membership.linkPartner', linking('unknown-1'))).toBe('INPUT_INVALID')
  })

  it('M077 a higher card raises the tier at once; when it ends, the partner hears of the lower tier, then of none', async () => {
    await shop.buy('qian', 'jin1')
    await shop.call('qian', 'membership.linkPartner', linking('H-QIAN'))
    await shop.buy('qian', 'bai2')
    await timers()
    expect(tierAt('H-QIAN')).toBe('白金卡')
    await shop.buy('qian', 'jin1')
    expect(await linkOf('qian')).toMatchObject({ tier: '白金卡', state: 'ending', endsOn: '2027-04-10' })
    await shop.clock.set(Date.UTC(2027, 3, 10, 15, 58))
    await timers()
    expect(tierAt('H-QIAN')).toBe('金卡')
    expect(await linkOf('qian')).toMatchObject({ tier: '金卡', state: 'linked', endsOn: '2027-05-10' })
    await shop.clock.set(Date.UTC(2027, 4, 10, 15, 58))
    await timers()
    expect(tierAt('H-QIAN')).toBeNull()
    expect(await linkOf('qian')).toMatchObject({ state: 'revoked' })
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
  })

  it('M077 a card that is given back takes the tier with it; so does a consent that is withdrawn (L9)', async () => {
    const orderId = await shop.buy('sun', 'jin1')
    await shop.call('sun', 'membership.linkPartner', linking('H-SUN'))
    const { refund } = await shop.call('sun', 'payment.refundQuote', { orderId })
    await shop.call('sun', 'payment.refund', { operationId: shop.operationId(), orderId, refund })
    await timers()
    expect(tierAt('H-SUN')).toBeNull()
    await shop.buy('li', 'jin1')
    await shop.call('li', 'membership.linkPartner', linking('H-LI'))
    const purpose = 'partner:jiudian' as const
    const withdrawn = { operationId: shop.operationId(), purpose, granted: false }
    expect(await shop.call('li', 'membership.consent', withdrawn)).toMatchObject({ purpose, granted: false })
    await timers()
    expect(tierAt('H-LI')).toBeNull()
    expect(
      await shop.refusal('li', 'membership.consent', {
        ...withdrawn,
        operationId: shop.operationId(),
        purpose: 'partner:other',
      }),
    ).toBe('NOT_FOUND')
  })

  it('M062 M016 two WeChats of one person: perks and the link go along, of two links one ends', async () => {
    const bind = (person: string) => shop.wechat.phoneCode(openidOf(person), PHONE)
    const first = await shop.buy('zhou', 'lianming')
    await shop.buy('zhou2', 'lianming')
    await shop.call('zhou', 'membership.linkPartner', linking('H-ZHOU'))
    await shop.call('zhou2', 'membership.linkPartner', linking('H-ZHOU2'))
    await shop.call('zhou', 'membership.bindPhone', { operationId: shop.operationId(), code: bind('zhou') })
    await shop.call('zhou2', 'membership.merge', {
      operationId: shop.operationId(),
      phoneCode: bind('zhou2'),
      memberCode: await shop.codeOf('zhou'),
    })
    const { perks, links } = await shop.call('zhou2', 'membership.perks', {})
    expect(perks.map(({ orderId }) => orderId)).toContain(first)
    expect(perks).toHaveLength(2)
    expect(links).toMatchObject([{ state: 'linked' }])
    await timers()
    expect(tierAt('H-ZHOU')).toBeNull()
    expect(tierAt('H-ZHOU2')).toBe('金卡')
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })

  it('L9 no account of a partner stands in what is stored', () => {
    const kept = [...shop.cloudbase.store.collections()]
      .flatMap((name) => documents<object>(shop, name))
      .map((document) => JSON.stringify(document))
    expect(kept.filter((text) => /H-(LIN|CHEN|ZHAO|QIAN|SUN|LI|ZHOU)/i.test(text))).toEqual([])
  })
})
