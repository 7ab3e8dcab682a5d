import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { manifest } from '../../cloudfunctions/manifest'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { documents } from '../invariants'
import { openidOf, openShop, OWNER_SECRET, settleFor, type Shop } from '../shop'

const ROOT = join(__dirname, '../..')
const PHONE = '13987654321'
/** What must never be printed, written into the journal or built in. */
const KEYS = [
  'member-key-for-tests-only',
  'ticket-key-for-tests-only',
  'phone-key-for-tests-only',
  OWNER_SECRET,
]
const PERSON = 'canary'

const METHODS = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const

describe('secrets and personal data', () => {
  let shop: Shop
  const printed: string[] = []

  beforeAll(async () => {
    for (const method of METHODS)
      jest
        .spyOn(console, method)
        .mockImplementation((...texts: unknown[]) => void printed.push(texts.map(String).join(' ')))
    shop = await openShop()
  })
  afterAll(async () => {
    jest.restoreAllMocks()
    await shop.close()
  })

  /** Whoever could be recognised, and whatever would open something. */
  function canaries(): string[] {
    const merchant = shop.wechat.merchantEnvironment()
    const member = documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(PERSON))
    return [
      PHONE,
      openidOf(PERSON),
      ...KEYS,
      merchant.WECHATPAY_API_V3_KEY ?? '',
      (merchant.WECHATPAY_PRIVATE_KEY ?? '').slice(40, 100),
      member?.state.codeSecret ?? '',
    ].filter((text) => text !== '')
  }

  async function live(): Promise<void> {
    await shop.join(PERSON)
    const code = shop.wechat.phoneCode(openidOf(PERSON), PHONE)
    await shop.call(PERSON, 'membership.bindPhone', { operationId: shop.operationId(), code })
    await shop.buy(PERSON)
    await settleFor(shop, PERSON, [['meishi', 1]])
    await shop.call('clerk-laojie', 'counter.find', {
      operationId: shop.operationId(),
      branchId: 'laojie',
      phone: PHONE,
    })
  }

  it('no log holds a phone number, an openid or a key, not even when everything fails', async () => {
    await live()
    const { version } = await shop.call(PERSON, 'membership.agreement', { agreementId: 'service' })
    const agreement = { id: 'service', version }
    const echo = `${PHONE} ${openidOf(PERSON)} ${KEYS.join(' ')}`
    for (let nth = 1; nth <= 6; nth += 1) {
      for (const error of ['DATABASE_INVALID', 'INVALID_PARAM', 'SYS_ERR', 'EXCEED_REQUEST_LIMIT']) {
        // A service that quotes the request in what it says about it.
        shop.cloudbase.faults.add({ nth, effect: { kind: 'error', code: error, message: echo } })
        await shop.ask(PERSON, 'membership.join', {
          operationId: shop.operationId(),
          agreement,
          marketing: false,
        })
        await shop.ask(PERSON, 'membership.bindPhone', {
          operationId: shop.operationId(),
          code: shop.wechat.phoneCode(openidOf(PERSON), PHONE),
        })
        const find = { operationId: shop.operationId(), branchId: 'laojie', phone: PHONE }
        await shop.ask('clerk-laojie', 'counter.find', find)
        await shop.buy(`${PERSON}-${nth}`).catch(() => undefined)
        shop.cloudbase.faults.clear()
        await shop.clock.advance(61_000)
      }
    }
    for (const fault of ['server_error', 'forged', 'reset', 'not_json'] as const) {
      shop.wechat.faults.onCall(fault, { times: 2 })
      await shop.buy(`${PERSON}-${fault}`).catch(() => undefined)
    }
    await shop.clock.advance(31 * 60_000)
    for (let nth = 1; nth <= 8; nth += 1)
      for (const timer of ['payment', 'renewal'] as const) {
        shop.cloudbase.faults.add({ nth, effect: { kind: 'error', code: 'DATABASE_INVALID', message: echo } })
        await shop.timer(timer, timer === 'payment' ? 'settleDue' : 'sweep')
        shop.cloudbase.faults.clear()
      }
    const text = printed.join('\n')
    expect(['"bug"', '"wechatPay"', '"settleDue"'].filter((kind) => !text.includes(kind))).toEqual([])
    expect(canaries().filter((canary) => text.includes(canary))).toEqual([])
  })

  it('the books hold no phone number and no openid, so that erasing a person leaves them whole', async () => {
    await shop.timer('renewal', 'sweep')
    const found: string[] = []
    for (const name of shop.cloudbase.store.collections())
      for (const { text } of shop.cloudbase.store.scan(name)) {
        if (text.includes(PHONE)) found.push(`a phone number in ${name}`)
        // WeChat Pay lets only this person pay the order.
        if (text.includes(openidOf(PERSON)) && name !== 'orders') found.push(`an openid in ${name}`)
        if (KEYS.some((key) => text.includes(key))) found.push(`a key in ${name}`)
        if (name !== 'members' && /"codeSecret"|"nickname"/.test(text)) found.push(`personal data in ${name}`)
      }
    expect([...new Set(found)]).toEqual([])
    expect(documents(shop, 'journal').length).toBeGreaterThan(5)
  })

  it('no answer tells anybody the number of another, or more of a phone than its mask', async () => {
    const clerk = 'clerk-laojie'
    const visit = await shop.call(clerk, 'counter.resolve', {
      branchId: 'laojie',
      code: await shop.codeOf(PERSON),
    })
    const answers = JSON.stringify([
      visit,
      await shop.call(PERSON, 'membership.home', {}),
      await shop.call(clerk, 'counter.today', { branchId: 'laojie' }),
      await shop.call('owner', 'operations.today', {}),
      await shop.call('owner', 'operations.staff', {}),
    ])
    expect(answers.includes('139****4321')).toBe(true)
    expect(canaries().filter((canary) => answers.includes(canary))).toEqual([])
  })

  it('what is built holds no key, and the mini-program nothing of the back end’s', () => {
    const built = ['functions', 'h5', 'weapp'].filter((name) => existsSync(join(ROOT, 'dist', name)))
    expect(built).toContain('functions')
    const own = join(ROOT, '.local/secrets.json')
    const local = existsSync(own)
      ? Object.values(JSON.parse(readFileSync(own, 'utf8')) as Record<string, string>)
      : []
    const found: string[] = []
    for (const name of built)
      for (const file of filesOf(join(ROOT, 'dist', name))) {
        const text = readFileSync(file, 'utf8')
        if (/-----BEGIN [A-Z ]*PRIVATE KEY-----[\\nr\s]+[A-Za-z0-9+/=]{40}/.test(text))
          found.push(`a private key in ${file}`)
        if ([...KEYS, ...local].some((key) => text.includes(key))) found.push(`a key in ${file}`)
        if (name === 'functions') continue
        if (/MEMBER_KEY|TICKET_KEY|PHONE_KEY|WECHATPAY_|OWNER_CLAIM|codeSecret/.test(text))
          found.push(`names of the back end's in ${file}`)
        if (text.includes('cloud.database(')) found.push(`direct access to the database in ${file}`)
      }
    expect(found).toEqual([])
  })

  it('clients reach no collection, and the ledger uses none that the manifest leaves out', () => {
    const names = manifest.collections.map(({ name }) => name)
    expect(manifest.collections.map(({ rule }) => rule)).toEqual(names.map(() => 'deny'))
    const used = filesOf(join(ROOT, 'cloudfunctions/ledger')).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/database\s*\.\w+(?:<[^(]*>)?\(\s*'([a-z_]+)'/g)].map(
        ([, name]) => name ?? '',
      ),
    )
    expect(used.length).toBeGreaterThan(20)
    expect([...new Set(used)].filter((name) => !names.includes(name))).toEqual([])
  })
})

describe('cost attacks', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ seed: 2 })
    await shop.join('attacker')
    await shop.join('victim')
    const code = shop.wechat.phoneCode(openidOf('victim'), PHONE)
    await shop.call('victim', 'membership.bindPhone', { operationId: shop.operationId(), code })
  })
  afterAll(() => shop.close())

  const find = (phone: string, operationId = shop.operationId()) =>
    shop.ask('clerk-laojie', 'counter.find', { operationId, branchId: 'laojie', phone })

  it('1,000 calls by one member in a minute cost at most 600 reads, and nobody else waits', async () => {
    await shop.clock.advance(61_000)
    const { calls, result } = await shop.countCalls(async () => {
      const codes = new Map<string, number>()
      for (let call = 0; call < 1000; call += 1) {
        const answer = await shop.ask('attacker', 'membership.home', {})
        const code = answer.ok ? 'ok' : answer.code
        codes.set(code, (codes.get(code) ?? 0) + 1)
      }
      return codes
    })
    // One read for each call that was admitted, and the release once.
    expect(calls.length).toBeLessThanOrEqual(601)
    expect(result.get('TOO_MANY_REQUESTS')).toBe(400)
    expect(await shop.ask('victim', 'membership.home', {})).toMatchObject({ ok: true })
    await shop.clock.advance(61_000)
    expect(await shop.ask('attacker', 'membership.home', {})).toMatchObject({ ok: true })
  })

  it('what costs a call to WeChat counts like any other', async () => {
    await shop.clock.advance(61_000)
    const plan = await shop.call('attacker', 'membership.plan', { planId: 'nianka' })
    for (let call = 0; call < 560; call += 1) await shop.ask('attacker', 'payment.orders', {})
    const before = shop.wechat.orders().length
    const codes: string[] = []
    for (let call = 0; call < 60; call += 1) {
      const answer = await shop.ask('attacker', 'payment.buy', {
        operationId: shop.operationId(),
        planId: 'nianka',
        versionId: plan.versionId,
        price: plan.price,
        agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
      })
      codes.push(answer.ok ? 'ok' : answer.code)
    }
    expect(codes.filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(20)
    expect(shop.wechat.orders().length - before).toBe(40)
  })

  it('a clerk finds twenty members a day by phone, found or not, however often and at once it is tried', async () => {
    await shop.clock.advance(86_400_000)
    const first = shop.operationId()
    expect(await find(PHONE, first)).toMatchObject({ ok: true })
    // The same search sent again is the same search.
    for (let again = 0; again < 3; again += 1) expect(await find(PHONE, first)).toMatchObject({ ok: true })
    const tried = await Promise.all(Array.from({ length: 30 }, (_, index) => find(`1350000${1000 + index}`)))
    const codes = tried.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()
    expect(codes.filter((code) => code === 'MEMBER_NOT_FOUND')).toHaveLength(19)
    expect(codes.filter((code) => code === 'PHONE_LOOKUP_LIMIT')).toHaveLength(11)
    expect(await find(PHONE)).toMatchObject({ ok: false, code: 'PHONE_LOOKUP_LIMIT' })
    // Each is kept, with what was found and never with what was asked for.
    await shop.timer('renewal', 'sweep')
    const kept = documents<{ facts: { kind: string; found?: string | null } }>(shop, 'journal').filter(
      ({ facts }) => facts.kind === 'phone_lookup',
    )
    expect(kept).toHaveLength(20)
    expect(JSON.stringify(kept)).not.toContain('1350000')
    await shop.clock.advance(86_400_000)
    expect(await find(PHONE)).toMatchObject({ ok: true })
  })
})

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesOf(path)
    return /\.(js|ts|json|html|wxml|wxss|css)$/.test(entry.name) ? [path] : []
  })
}
