import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { documents, violations } from '../invariants'
import { openShop, OWNER_SECRET, type Shop } from '../shop'

const owners = (shop: Shop) =>
  documents<MemberDocument>(shop, 'members').filter(({ state }) => state.staff?.role === 'owner')

const claiming = (shop: Shop, secret = OWNER_SECRET) => ({ operationId: shop.operationId(), secret })

describe('whose shop it is', () => {
  let shop: Shop

  beforeEach(async () => {
    shop = await openShop({ bare: true })
  })
  afterEach(() => shop.close())

  it('X10 a guessed secret opens nothing, and nobody is told more than whether there is an owner', async () => {
    expect(await shop.call('anybody', 'operations.setUp', {})).toEqual({
      claimed: false,
      mine: false,
      release: 0,
      steps: [],
    })
    for (const secret of ['0123456789abcdef', `${OWNER_SECRET} `, OWNER_SECRET.toUpperCase(), ' '.repeat(16)])
      expect(await shop.refusal('anybody', 'operations.claim', claiming(shop, secret))).toBe('CLAIM_REFUSED')
    expect(owners(shop)).toEqual([])
    expect(await shop.refusal('anybody', 'operations.template', { trade: 'gym', name: '店' })).toBe(
      'ROLE_REQUIRED',
    )
    expect(await shop.refusal('anybody', 'payment.check', {})).toBe('ROLE_REQUIRED')
  })

  it('X7 of eight who present the right secret at once exactly one owns the shop, and it is used up', async () => {
    const people = Array.from({ length: 8 }, (_, index) => `person-${index}`)
    const answers = await Promise.all(
      people.map((person) => shop.ask(person, 'operations.claim', claiming(shop))),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    for (const answer of answers) if (!answer.ok) expect(answer.code).toBe('CLAIM_REFUSED')
    const [owner] = owners(shop)
    expect(owners(shop)).toHaveLength(1)
    const loser = people.find((person) => shop.numberOf(person) !== owner?._id) ?? ''
    await shop.clock.advance(86_400_000)
    expect(await shop.refusal(loser, 'operations.claim', claiming(shop))).toBe('CLAIM_REFUSED')
    expect(await shop.call(loser, 'operations.setUp', {})).toMatchObject({
      claimed: true,
      mine: false,
      steps: [],
    })
    expect(violations(shop)).toEqual([])
  })

  it('X1 a claim that died on its way is finished by who began it, and by nobody else', async () => {
    for (let nth = 1; nth <= 6; nth += 1) {
      const input = claiming(shop)
      shop.cloudbase.faults.add({ nth, effect: { kind: 'drop_after' } })
      await shop.ask('first', 'operations.claim', input)
      shop.cloudbase.faults.clear()
      const { mine } = await shop.call('first', 'operations.setUp', {})
      const held = documents<{ left: number }>(shop, 'stock').some(({ left }) => left === 0)
      if (!mine) expect((await shop.call('first', 'operations.setUp', {})).claimed).toBe(false)
      if (held) expect(await shop.refusal('second', 'operations.claim', claiming(shop))).toBe('CLAIM_REFUSED')
    }
    await shop.call('first', 'operations.claim', claiming(shop))
    expect(owners(shop).map(({ _id }) => _id)).toEqual([shop.numberOf('first')])
    expect(violations(shop)).toEqual([])
  })
})

describe('from nothing to the first sale', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ bare: true })
    await shop.call('owner', 'operations.claim', claiming(shop))
  })
  afterAll(() => shop.close())

  const steps = async () => {
    const { steps: all } = await shop.call('owner', 'operations.setUp', {})
    return Object.fromEntries(all.map(({ id, state }) => [id, state]))
  }
  const release = (draft: CatalogueDraft, expectedRelease: number) => ({
    operationId: shop.operationId(),
    expectedRelease,
    draft,
  })

  it('an owner without a developer gets a shop that may open: template, licence, branches, keys', async () => {
    expect(await steps()).toMatchObject({ shop: 'missing', payment: 'missing', open: 'missing' })
    const { draft } = await shop.call('owner', 'operations.template', { trade: 'hot_pot', name: '围炉' })
    await shop.call('owner', 'operations.release', release(draft, 0))
    expect(await steps()).toEqual({
      shop: 'missing',
      licence: 'missing',
      branches: 'missing',
      products: 'advised',
      plan: 'done',
      agreements: 'done',
      messages: 'advised',
      payment: 'missing',
      staff: 'advised',
      open: 'missing',
    })
    const own: CatalogueDraft = {
      ...draft,
      shop: { ...draft.shop, servicePhone: '028-1234 5678', licence: '围炉餐饮店 92510100MA00000000' },
      branches: [{ ...draft.branches[0]!, address: '一环路 1 号', hours: '11:00–22:00' }],
    }
    await shop.call('owner', 'operations.release', release(own, 1))
    await shop.clock.advance(31_000)
    const checked = await shop.call('owner', 'payment.check', {})
    expect(checked).toMatchObject({ ok: true })
    const { invitation } = await shop.call('owner', 'operations.invite', {
      operationId: shop.operationId(),
      role: 'clerk',
      branchIds: ['mendian-1'],
    })
    const accepted = { operationId: shop.operationId(), invitation }
    await shop.call('clerk', 'membership.acceptInvitation', accepted)
    expect(await steps()).toEqual({
      shop: 'advised',
      licence: 'done',
      branches: 'done',
      products: 'advised',
      plan: 'done',
      agreements: 'done',
      messages: 'advised',
      payment: 'done',
      staff: 'done',
      open: 'done',
    })
  })

  it('a clerk who is sent away is out with the next call, and the old link leads nowhere', async () => {
    expect(await shop.ask('clerk', 'counter.desk', { branchId: 'mendian-1' })).toMatchObject({ ok: true })
    const memberNumber = shop.numberOf('clerk')
    await shop.call('owner', 'operations.revoke', { operationId: shop.operationId(), memberNumber })
    expect(await shop.refusal('clerk', 'counter.desk', { branchId: 'mendian-1' })).toBe('ROLE_REQUIRED')
  })

  it('a colour that white text can’t be read on is not published', async () => {
    const { draft, release: number } = await shop.call('owner', 'operations.catalogue', {})
    if (!draft) throw new Error('nothing was released')
    const pale = { ...draft, shop: { ...draft.shop, accent: '#FFD54F' } }
    const answer = await shop.ask('owner', 'operations.release', release(pale, number))
    expect(answer).toMatchObject({ ok: false, code: 'DRAFT_INVALID', detail: { code: 'ACCENT_CONTRAST' } })
    const template = { trade: 'coffee', name: '小馆' } as const
    expect((await shop.call('owner', 'operations.template', template)).draft.shop.accent).toBe('#7A4A2B')
  })
})

describe('whether the keys for WeChat Pay fit', () => {
  it.each([
    ['another merchant’s number', { WECHATPAY_MCHID: '1234567890' }, false],
    ['a serial of another certificate', { WECHATPAY_SERIAL: '0'.repeat(40) }, false],
    ['a key that is no key', { WECHATPAY_PRIVATE_KEY: 'nothing' }, false],
    ['a variable that is missing', { WECHATPAY_API_V3_KEY: '' }, false],
    ['all as they should be', {}, true],
  ])('%s: %j', async (_title, variables, ok) => {
    const shop = await openShop({ variables })
    try {
      const checked = await shop.call('owner', 'payment.check', {})
      expect(checked.ok).toBe(ok)
      const secrets = Object.values(shop.wechat.merchantEnvironment()).filter((value) => value.length > 12)
      const { steps } = await shop.call('owner', 'operations.setUp', {})
      expect(steps.find(({ id }) => id === 'payment')?.state).toBe(ok ? 'done' : 'missing')
      expect(secrets.filter((secret) => checked.detail.includes(secret))).toEqual([])
      if ('WECHATPAY_API_V3_KEY' in variables) expect(checked.detail).toContain('WECHATPAY_API_V3_KEY')
    } finally {
      await shop.close()
    }
  })
})
