import { violations } from '../invariants'
import { closeInput } from '../privacy-shop'
import { deviceOf, order, pointsOf, runTimers, withReferral } from '../referral-shop'
import { openShop, type Shop } from '../shop'
import { bind } from './merge-story'

describe('newcomers, codes as pictures, and the picture of a card', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withReferral() })
    await shop.join('lin')
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  test('M103 a newcomer’s pack is given once for a person, a phone number and a device', async () => {
    const claim = (person: string, device = person) =>
      shop.ask(person, 'referral.claimNewcomerPack', {
        operationId: shop.operationId(),
        device: deviceOf(device),
      })
    await shop.join('new-1')
    expect((await shop.call('new-1', 'referral.newcomerPack', {})).pack?.state).toBe('phone_first')
    await bind(shop, 'new-1', '13600000001')
    expect(await claim('new-1')).toMatchObject({ ok: true })
    expect(await claim('new-1')).toMatchObject({ ok: false, code: 'NEWCOMER_CLAIMED' })
    await shop.join('new-2')
    await bind(shop, 'new-2', '13600000002')
    expect(await claim('new-2', 'new-1')).toMatchObject({ ok: false, code: 'NEWCOMER_CLAIMED' })
    await shop.join('new-3')
    await bind(shop, 'new-3', '13600000003')
    await order(shop, 'new-3')
    expect(await claim('new-3')).toMatchObject({ ok: false, code: 'NEWCOMER_ONLY' })
    // Two accounts on one phone at once: one of them gets it.
    for (const person of ['new-4', 'new-5']) {
      await shop.join(person)
      await bind(shop, person, `1360000000${person.slice(-1)}`)
    }
    const answers = await Promise.all([claim('new-4', 'shared'), claim('new-5', 'shared')])
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
  })

  test('M107 M103 who closes the account and comes again is the same person: neither invited nor new again', async () => {
    const { share } = await shop.call('lin', 'referral.mine', {})
    const come = () =>
      shop.call('again', 'referral.attach', {
        operationId: shop.operationId(),
        scene: share?.scene ?? '',
        device: deviceOf('again'),
      })
    const claim = () =>
      shop.ask('again', 'referral.claimNewcomerPack', {
        operationId: shop.operationId(),
        device: deviceOf('again'),
      })
    expect(await come()).toMatchObject({ state: 'attached' })
    await shop.join('again')
    await bind(shop, 'again', '13600000009')
    expect(await claim()).toMatchObject({ ok: true })
    await runTimers(shop)
    await shop.call('again', 'payment.closeAccount', await closeInput(shop, 'again'))
    await runTimers(shop)
    await shop.join('again')
    expect(await come()).toEqual({ state: 'already', why: null })
    await bind(shop, 'again', '13600000009')
    expect(await claim()).toMatchObject({ ok: false, code: 'NEWCOMER_CLAIMED' })
  })

  test('M120 L12 a card’s picture holds the card, since when and what was ticked, and nothing is given for it', async () => {
    await shop.buy('lin')
    const before = await pointsOf(shop, 'lin')
    const bare = await shop.call('lin', 'referral.cardPicture', {})
    expect(bare).toMatchObject({ memberSince: '2027-03-10', nickname: null, tier: null, saved: null })
    expect(bare.planName).not.toBeNull()
    const ticked = await shop.call('lin', 'referral.cardPicture', { nickname: true, saved: true })
    expect(ticked).toMatchObject({ nickname: 'lin', saved: expect.any(Number), tier: null })
    expect(JSON.stringify(ticked)).not.toContain(shop.numberOf('lin'))
    expect(await pointsOf(shop, 'lin')).toBe(before)
  })

  test('M103 a WeCom code is offered by branch, beside everything else', async () => {
    const { codes } = await shop.call('lin', 'referral.weCom', { branchId: 'laojie' })
    expect(codes).toMatchObject([{ branchName: '老街店', kind: 'group' }])
    expect((await shop.call('lin', 'referral.weCom', { branchId: 'kejiyuan' })).codes).toEqual([])
  })

  test('M107 the code of a poster is a picture that WeChat is asked for once', async () => {
    const first = await shop.call('lin', 'referral.miniProgramCode', {})
    expect(Buffer.from(first.png, 'base64').subarray(1, 4).toString()).toBe('PNG')
    const { calls } = await shop.countCalls(() => shop.call('lin', 'referral.miniProgramCode', {}))
    expect(calls.some((call) => call.includes('openApi'))).toBe(false)
    const poster = await shop.call('owner', 'operations.channelCode', { channelId: 'haibao' })
    expect(poster.page).toBe('pages/home/index')
    expect(poster.scene).not.toBe(first.scene)
  })
})
