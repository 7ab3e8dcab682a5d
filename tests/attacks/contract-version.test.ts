import { openShop, type Shop } from '../shop'
import { documents } from '../invariants'

/** Three releases on: what was built with the second is still served, the first is not. */
jest.mock('../../cloudfunctions/contract/version', () => ({
  CONTRACT_VERSION: 3,
  OLDEST_ACCEPTED_VERSION: 2,
}))

describe('a client of another release', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop()
  })
  afterAll(() => shop.close())

  it('is served with the current and the previous version of the contract', async () => {
    for (const version of [3, 2])
      expect(await shop.ask('lin', 'membership.home', {}, version)).toMatchObject({ ok: true })
  })

  it('gets UPDATE_REQUIRED when it is older, whoever asks for whatever, and nothing is read or written', async () => {
    const before = JSON.stringify([...shop.cloudbase.store.scan('members')])
    const { calls } = await shop.countCalls(async () => {
      for (const version of [1, 0, -1])
        for (const [person, action] of [
          ['lin', 'membership.home'],
          ['owner', 'operations.release'],
          ['clerk-laojie', 'counter.settle'],
          ['lin', 'payment.buy'],
          ['lin', 'no.such.action'],
        ] as const)
          expect(
            await shop.ask(person, action.startsWith('no') ? 'membership.gone' : action, {}, version),
          ).toMatchObject({
            ok: false,
            code: 'UPDATE_REQUIRED',
            message: '当前版本较旧,请更新小程序后继续',
          })
    })
    expect(calls).toEqual([])
    expect(JSON.stringify([...shop.cloudbase.store.scan('members')])).toBe(before)
    expect(documents(shop, 'orders')).toEqual([])
  })

  it('gets ACTION_UNKNOWN when it is newer than the functions, and INPUT_INVALID without a version', async () => {
    expect(await shop.ask('lin', 'membership.home', {}, 4)).toMatchObject({
      ok: false,
      code: 'ACTION_UNKNOWN',
    })
    for (const version of [undefined, null, '3', 2.5, Number.NaN])
      expect(
        await shop.host.invoke(
          'membership',
          { action: 'membership.home', input: {}, contract: version },
          { openid: 'openid-lin' },
        ),
      ).toMatchObject({ ok: false, code: 'INPUT_INVALID' })
  })

  it('the contract that is built accepts exactly itself and its predecessor', () => {
    const { CONTRACT_VERSION, OLDEST_ACCEPTED_VERSION } = jest.requireActual<Record<string, number>>(
      '../../cloudfunctions/contract/version',
    )
    expect(Number.isInteger(CONTRACT_VERSION)).toBe(true)
    expect(OLDEST_ACCEPTED_VERSION).toBe(Math.max(1, Number(CONTRACT_VERSION) - 1))
  })
})
