import { type PartnerCodes, partnerCodeId, partnerCodes } from '../../cloudfunctions/ledger/partner-codes'
import { partnerAccounts } from '../../cloudfunctions/ledger/partner-accounts'
import { NOW, type Shop, connect, openShop } from './ledger-setup'

const POOL = 'lianming:yingyin'
const TODAY = '2027-03-14'
const KEY = 'member-key'

interface Code {
  _id: string
  state: string
  entitlement: string | null
  code: string
}

let shop: Shop
let codes: PartnerCodes

beforeEach(async () => {
  shop = await openShop()
  codes = partnerCodes(shop.database)
})
afterEach(() => shop.close())

async function fill(count: number, validThrough = '2027-12-31', importId = 'import-1') {
  const named = new Map<string, string>()
  for (let index = 0; index < count; index += 1) {
    const code = `CODE-${String(index).padStart(5, '0')}`
    named.set(partnerCodeId('yingyin', code, KEY), code)
  }
  return codes.bringIn({ pool: POOL, importId, codes: named, validThrough, now: NOW })
}

function stored(): Code[] {
  return [...shop.cloud.store.scan('partner_codes')].map(({ text }) => JSON.parse(text) as Code)
}

const take = (entitlement: string, from = codes) => from.take(entitlement, POOL, { today: TODAY, now: NOW })

/** Everybody comes at once; so many are served at the same time. */
async function queued<T, R>(all: readonly T[], most: number, work: (one: T, index: number) => Promise<R>) {
  const results: R[] = []
  let next = 0
  const serve = async () => {
    for (let index = next++; index < all.length; index = next++)
      results[index] = await work(all[index] as T, index)
  }
  await Promise.all(Array.from({ length: most }, serve))
  return results
}

test('M016 M038 I7 500 buyers on 100 codes get exactly 100, each code once, whoever asks twice the same', async () => {
  await fill(100)
  const instances = Array.from({ length: 8 }, () => partnerCodes(connect(shop.cloud).database))
  const asked = Array.from({ length: 500 }, (_, index) => `order${index}:yingyin`)
  const first = await queued(asked, 32, (key, index) => take(key, instances[index % 8]))
  const given = first.flatMap((taken) => (taken.kind === 'code' ? [taken.codeId] : []))
  expect(given).toHaveLength(100)
  expect(new Set(given).size).toBe(100)
  expect(first.filter(({ kind }) => kind === 'exhausted')).toHaveLength(400)
  const some = asked.filter((_, index) => index % 5 === 0)
  const again = await queued(some, 32, (key, index) => take(key, instances[(index + 3) % 8]))
  expect(again).toEqual(first.filter((_, index) => index % 5 === 0))
  const documents = stored()
  expect(documents.every(({ state }) => state === 'issued')).toBe(true)
  expect(new Set(documents.map(({ entitlement }) => entitlement)).size).toBe(100)
  expect(await codes.counts(POOL, TODAY)).toEqual({ left: 0, issued: 100 })
}, 60_000)

test('M016 one entitlement asked for by eight at once has one code', async () => {
  await fill(20)
  const taken = await Promise.all(
    Array.from({ length: 8 }, () => take('order1:yingyin', partnerCodes(connect(shop.cloud).database))),
  )
  expect(new Set(taken.map((one) => (one.kind === 'code' ? one.codeId : one.kind))).size).toBe(1)
  expect(stored().filter(({ state }) => state === 'issued')).toHaveLength(1)
})

test('M016 a code costs three calls: look, name, take', async () => {
  await fill(5)
  const { calls } = await shop.counted(() => take('order1:yingyin'))
  expect(calls).toBeLessThanOrEqual(4)
})

test('M016 who found the pool empty stays with it, also when codes come later', async () => {
  await fill(0)
  expect(await take('order1:yingyin')).toEqual({ kind: 'exhausted' })
  await fill(3)
  expect(await take('order1:yingyin')).toEqual({ kind: 'exhausted' })
  expect(await take('order2:yingyin')).toMatchObject({ kind: 'code' })
})

test('M038 a code that is over is given to nobody and counts as none', async () => {
  await fill(3, '2027-03-13')
  expect(await codes.counts(POOL, TODAY)).toEqual({ left: 0, issued: 0 })
  expect(await take('order1:yingyin')).toEqual({ kind: 'exhausted' })
})

test('importing the same codes again brings in none, and says so; a repeated import says the same', async () => {
  expect(await fill(250)).toEqual({ added: 250, known: 0 })
  expect(await fill(250)).toEqual({ added: 250, known: 0 })
  expect(await fill(260, '2027-12-31', 'import-2')).toEqual({ added: 10, known: 250 })
  expect(stored()).toHaveLength(260)
})

test('M115 a revoked code is never given again, nor is another given for its entitlement', async () => {
  await fill(1)
  await take('order1:yingyin')
  await codes.revoke('order1:yingyin', NOW)
  await codes.revoke('order1:yingyin', NOW)
  expect(stored()).toMatchObject([{ state: 'revoked', entitlement: 'order1:yingyin' }])
  expect(await take('order1:yingyin')).toEqual({ kind: 'closed' })
  expect(await take('order2:yingyin')).toEqual({ kind: 'exhausted' })
  await codes.revoke('order3:yingyin', NOW)
  await fill(3)
  expect(await take('order3:yingyin')).toEqual({ kind: 'closed' })
})

test('M077 an account of a partner is one member’s, and welcomed once', async () => {
  const accounts = partnerAccounts(shop.database)
  const hold = (memberIds: string[], linkId: string, ended: string | null = null) =>
    accounts.hold('account', { partnerId: 'jiudian', memberIds, linkId, ended })
  expect(await hold(['lin'], 'l1')).toEqual({ held: true, linkId: 'l1', welcome: true })
  // A second attempt of the same member shares the link that came first.
  expect(await hold(['lin'], 'l2')).toEqual({ held: true, linkId: 'l1', welcome: true })
  expect(await hold(['chen'], 'l2')).toEqual({ held: false })
  expect(await hold(['lin2', 'lin'], 'l3', 'l1')).toEqual({ held: true, linkId: 'l3', welcome: true })
  // The end of an earlier link doesn't end the one that holds it now.
  await accounts.release('account', 'l1', NOW)
  expect(await hold(['chen'], 'l4')).toEqual({ held: false })
  await accounts.release('account', 'l3', NOW)
  expect(await hold(['chen'], 'l5')).toEqual({ held: true, linkId: 'l5', welcome: false })
})
