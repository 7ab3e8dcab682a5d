import type { Release } from '../../cloudfunctions/domain/release'
import { phoneDigest, phoneOwners } from '../../cloudfunctions/ledger/phone-owners'
import { type Releases, releases as openReleases } from '../../cloudfunctions/ledger/releases'
import { tickets as openTickets } from '../../cloudfunctions/ledger/tickets'
import { NOW, type Shop, openShop } from './ledger-setup'
import { announceSeed, seededRandom } from '../seed'

let shop: Shop
let releases: Releases

beforeEach(async () => {
  shop = await openShop()
  releases = openReleases(shop.database)
})
afterEach(() => shop.close())

function release(number: number, slogan = ''): Release {
  return {
    release: number,
    releasedAt: NOW + number,
    shop: { name: '麦香巷', slogan, accent: '#AA5500', servicePhone: '', licence: '', cover: '' },
    branches: [],
    categories: [],
    products: [],
    plans: [],
    versions: {},
    agreements: [],
    undoMinutes: 15,
    typical: {},
  }
}

describe('releases', () => {
  test('there is no shop before the first; then the snapshot costs a call at most every 30 s', async () => {
    expect(await releases.current(NOW)).toMatchObject({ code: 'SHOP_NOT_READY' })
    expect(releases.cached()).toBeNull()
    expect(await releases.publish(release(1), 'op1')).toBe('published')
    const calls: number[] = []
    for (const at of [0, 1, 29_999, 30_000, 45_000, 60_001])
      calls.push((await shop.counted(() => releases.current(NOW + at))).calls)
    expect(calls).toEqual([1, 0, 0, 1, 0, 1])
    expect(releases.cached()).toEqual(release(1))
  })

  test('calls at once share one read, and a clock that went back asks again', async () => {
    await releases.publish(release(1), 'op1')
    const many = await shop.counted(() =>
      Promise.all(Array.from({ length: 20 }, () => releases.current(NOW))),
    )
    expect(many.calls).toBe(1)
    expect((await shop.counted(() => releases.current(NOW - 86_400_000))).calls).toBe(1)
  })

  test('who has just published sees it at once', async () => {
    await releases.publish(release(1), 'op1')
    await releases.current(NOW)
    await releases.publish(release(2), 'op2')
    expect(await releases.current(NOW + 1)).toEqual(release(2))
  })

  test('a failed read is asked again, not remembered', async () => {
    await releases.publish(release(1), 'op1')
    shop.cloud.faults.add({ collection: 'releases', effect: { kind: 'drop_before' } })
    await expect(releases.current(NOW)).rejects.toThrow('out of reach')
    expect(await releases.current(NOW)).toEqual(release(1))
  })

  test('is published on top of the one before, once for an operation, and keeps all earlier ones', async () => {
    for (const number of [1, 2, 3]) {
      expect(await releases.publish(release(number, `v${number}`), `op${number}`)).toBe('published')
      expect(await releases.publish(release(number, 'again'), `op${number}`)).toBe('published')
    }
    expect(await releases.publish(release(3), 'other')).toBe('conflict')
    expect(await releases.publish(release(5), 'other')).toBe('conflict')
    const latest = await releases.latest(NOW)
    expect(latest).toMatchObject({ operationId: 'op3', release: release(3, 'v3') })
    if (!latest) throw new Error('no release')
    const second = await releases.before(latest)
    expect(second).toEqual(release(2, 'v2'))
    const fresh = openReleases(shop.database)
    for (const number of [1, 2, 3])
      expect(await fresh.numbered(number, NOW)).toEqual(release(number, `v${number}`))
    expect(await fresh.numbered(4, NOW)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await fresh.before({ release: release(1) })).toBeNull()
  })

  test('figures that were added since a release was read are not lost by the next one', async () => {
    await releases.publish(release(1), 'op1')
    const read = await releases.latest(NOW)
    await openReleases(shop.database).amend((standing) => ({ ...standing, undoMinutes: 20 }))
    expect(await releases.publish(release(2), 'op2', read)).toBe('conflict')
    expect(await releases.publish(release(2), 'op2', await releases.latest(NOW))).toBe('published')
  })

  test('X6 the same release sent twice at once is published once, and both are told so', async () => {
    await releases.publish(release(1), 'op1')
    const read = await releases.latest(NOW)
    const twice = [releases, openReleases(shop.database)]
    const told = await Promise.all(twice.map((each) => each.publish(release(2), 'op2', read)))
    expect(told).toEqual(['published', 'published'])
    const others = await Promise.all([
      releases.publish(release(3), 'op3', await releases.latest(NOW)),
      openReleases(shop.database).publish(release(3), 'op4', await releases.latest(NOW)),
    ])
    expect(others.sort()).toEqual(['conflict', 'published'])
  })

  test('a release that the instance has seen costs no call', async () => {
    await releases.publish(release(1), 'op1')
    await releases.current(NOW)
    await releases.publish(release(2), 'op2')
    await releases.current(NOW)
    const { calls } = await shop.counted(async () => [
      await releases.numbered(1, NOW),
      await releases.numbered(2, NOW),
    ])
    expect(calls).toBe(0)
  })

  test('of eight owners who release at once one is published, and nothing of the others stays', async () => {
    await releases.publish(release(1), 'op1')
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        openReleases(shop.database).publish(release(2, `owner ${index}`), `op2-${index}`),
      ),
    )
    expect(results.filter((result) => result === 'published')).toHaveLength(1)
    const winner = results.indexOf('published')
    expect((await releases.latest(NOW))?.release.shop.slogan).toBe(`owner ${winner}`)
    await releases.publish(release(3), 'op3')
    expect(await openReleases(shop.database).numbered(2, NOW)).toEqual(release(2, `owner ${winner}`))
  })

  test('a lost answer to publishing is met by asking again', async () => {
    await releases.publish(release(1), 'op1')
    shop.cloud.faults.add({ action: 'database.modifyDocument', effect: { kind: 'drop_after' } })
    await expect(releases.publish(release(2), 'op2')).rejects.toThrow('unknown')
    expect(await releases.publish(release(2), 'op2')).toBe('published')
    expect((await releases.latest(NOW))?.operationId).toBe('op2')
  })

  test('figures are added under the same number, and never over a newer release', async () => {
    expect(await releases.amend((standing) => standing)).toBeNull()
    await releases.publish(release(1), 'op1')
    const typical = { year: { memberships: 10, lowerQuartile: 1, median: 2, upperQuartile: 3 } }
    const raced = await releases.amend((standing) => ({ ...standing, typical, release: 99 }))
    expect(raced).toEqual({ ...release(1), typical })
    let interfered = false
    const stop = shop.cloud.faults.onCall(async ({ phase, action }) => {
      if (interfered || phase !== 'before' || action !== 'database.modifyDocument') return
      interfered = true
      await openReleases(shop.database).publish(release(2, 'newer'), 'op2')
    })
    const amended = await releases.amend((standing) => ({ ...standing, typical }))
    stop()
    expect(amended).toEqual({ ...release(2, 'newer'), typical })
    expect(await releases.latest(NOW)).toMatchObject({ operationId: 'op2', release: amended })
  })
})

describe('phone numbers', () => {
  test('H12 of eight who claim one number at once one owns it, for ever', async () => {
    const owners = phoneOwners(shop.database)
    const digest = phoneDigest('13800138000', 'a-key-of-its-own')
    expect(await owners.read(digest)).toBeNull()
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) => owners.claim(digest, `m${index}`, NOW)),
    )
    expect(new Set(results).size).toBe(1)
    const owner = results[0] ?? ''
    expect(await owners.read(digest)).toBe(owner)
    expect(await owners.claim(digest, owner, NOW)).toBe(owner)
    expect(await owners.claim(digest, 'somebody', NOW)).toBe(owner)
  })

  test('are stored as a keyed digest only', async () => {
    const digest = phoneDigest('13800138000', 'a-key-of-its-own')
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(phoneDigest('13800138000', 'another-key')).not.toBe(digest)
    expect(phoneDigest('13800138001', 'a-key-of-its-own')).not.toBe(digest)
    expect(() => phoneDigest('13800138000', '')).toThrow(TypeError)
    await phoneOwners(shop.database).claim(digest, 'm', NOW)
    expect(JSON.stringify(await shop.database.read('phones', digest))).not.toContain('138')
  })
})

describe('tickets', () => {
  const tickets = openTickets('k'.repeat(32))
  const payload = { memberId: '0123456789ABC', lines: [{ productId: 'latte', quantity: 2 }], 名: '拿铁' }

  test('come back as they were issued, until they expire', () => {
    const ticket = tickets.issue('visit', payload, NOW + 10)
    expect(ticket).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/)
    expect(tickets.open('visit', ticket, NOW + 9)).toEqual(payload)
    expect(tickets.openWithExpiry('visit', ticket, NOW)).toEqual({ payload, expiresAt: NOW + 10 })
    expect(tickets.open('visit', ticket, NOW + 10)).toBe('expired')
  })

  test('are worth nothing as another kind or under another key', () => {
    const ticket = tickets.issue('visit', payload, NOW + 10)
    expect(tickets.open('quote', ticket, NOW)).toBe('forged')
    expect(openTickets('j'.repeat(32)).open('visit', ticket, NOW)).toBe('forged')
    expect(tickets.open('visit', tickets.issue('quote', payload, NOW + 10), NOW)).toBe('forged')
  })

  test('a changed ticket is forged: 4,000 seeded changes of 1 to 3 characters', () => {
    const seed = announceSeed('ledger-releases')
    const random = seededRandom(seed)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ '
    const ticket = tickets.issue('visit', payload, NOW + 10)
    const accepted: string[] = []
    for (let round = 0; round < 4000; round += 1) {
      const characters = [...ticket]
      for (let change = 0; change <= Math.floor(random() * 3); change += 1) {
        const place = Math.floor(random() * characters.length)
        const how = random()
        const drawn = alphabet.charAt(Math.floor(random() * alphabet.length))
        if (how < 0.6) characters[place] = drawn
        else if (how < 0.8) characters.splice(place, 1)
        else characters.splice(place, 0, drawn)
      }
      const changed = characters.join('')
      if (changed !== ticket && tickets.open('visit', changed, NOW) !== 'forged') accepted.push(changed)
    }
    expect({ seed, accepted }).toEqual({ seed, accepted: [] })
  })

  test.each(['', '.', 'a', 'a.', '.a', 'a.b', 'a.b.c', '{}.x', '..', ' . '])('%j is no ticket', (text) => {
    expect(tickets.open('visit', text, NOW)).toBe('forged')
  })

  test('a function without the key can neither issue nor open', () => {
    const keyless = openTickets('')
    expect(() => keyless.issue('visit', payload, NOW)).toThrow(TypeError)
    expect(() => keyless.open('visit', tickets.issue('visit', payload, NOW + 1), NOW)).toThrow(TypeError)
  })
})
