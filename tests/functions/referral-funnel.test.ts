import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import { sceneOf } from '../../cloudfunctions/contract/referral-scene'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { referralCodes } from '../../cloudfunctions/ledger/referral-codes'
import { Documents, scheduledDatabase } from '../faults/scheduled-database'
import {
  type Instance,
  numberOf,
  openInstance,
  OWNER_SECRET,
  SETTINGS,
  World,
} from '../faults/scheduled-shop'
import { ScheduledWechat } from '../faults/scheduled-wechat'
import { FREE } from '../faults/schedules'
import { documents, violations } from '../invariants'
import { deviceOf, withReferral } from '../referral-shop'
import { announceSeed, seededRandom } from '../seed'

const SEED = announceSeed('referral-funnel')
const OPENING = Date.UTC(2027, 2, 10, 2)
const DAY_MS = 86_400_000
const BRANCH = 'laojie'
const CAPS = { mostPerMonth: 6, mostInAll: 8, mostOfShopPerMonth: 60 }

/** How many came by each way: 1,000 in all, of whom most are a farm. */
const HOSTS = 20
const HONEST = 180
const FARM = 500
const ONE_PHONE = 200
const BY_CHANNEL = 100

describe(`a shop of 1,000 members (HUIKA_SEED=${SEED})`, () => {
  const world = new World(new Documents(), new ScheduledWechat(), OPENING)
  const random = seededRandom(SEED)
  const codes = referralCodes(scheduledDatabase(world.documents, FREE), SETTINGS.memberKey)
  let shop: Instance
  let service: { id: string; version: string }
  const told = { touches: 0, joined: 0, ordered: 0, undone: 0, channelOrders: 0 }

  async function join(person: string) {
    const joining = { operationId: shop.operationId(), agreement: service, marketing: false }
    await shop.call(person, 'membership.join', joining)
  }

  async function order(person: string, product: string) {
    const { visit } = await shop.call('clerk', 'counter.resolve', {
      branchId: BRANCH,
      code: await shop.codeOf(person),
    })
    const lines = [{ productId: product, quantity: 1 }]
    const { quote } = await shop.call('clerk', 'counter.quote', { branchId: BRANCH, visit, lines })
    const settled = await shop.call('clerk', 'counter.settle', {
      branchId: BRANCH,
      quote,
      tender: 'external',
    })
    return settled.receipt.receiptId
  }

  async function sceneFrom(person: string) {
    const code = await codes.codeOf({ kind: 'member', id: numberOf(person) }, world.now)
    return sceneOf({ kind: 'member', code })
  }

  async function attach(person: string, scene: string, device = person) {
    const { state } = await shop.call(person, 'referral.attach', {
      operationId: shop.operationId(),
      scene,
      device: deviceOf(device),
    })
    expect(state).toBe('attached')
  }

  /** What is due, and what follows, until nothing does any more. */
  async function settleDown() {
    for (let round = 0; round < 60; round += 1) {
      world.now += 3 * 60_000
      await shop.timer('payment.settleDue')
      await shop.timer('renewal.sweep')
      const open = documents<{ doneAt: number | null }>(world, 'outbox').some(({ doneAt }) => doneAt === null)
      const due = documents<MemberDocument>(world, 'members').some(
        ({ nextDueAt }) => nextDueAt !== null && nextDueAt <= world.now,
      )
      if (!open && !due) return
    }
    throw new Error('it doesn’t come to rest')
  }

  beforeAll(async () => {
    shop = await openInstance(world, FREE, 1, false)
    await shop.call('owner', 'operations.claim', { operationId: shop.operationId(), secret: OWNER_SECRET })
    await shop.call('owner', 'operations.release', {
      operationId: shop.operationId(),
      expectedRelease: 0,
      draft: withReferral(undefined, CAPS),
    })
    const { invitation } = await shop.call('owner', 'operations.invite', {
      operationId: shop.operationId(),
      role: 'clerk',
      branchIds: [BRANCH],
    })
    await shop.call('clerk', 'membership.acceptInvitation', { operationId: shop.operationId(), invitation })
    const { id, version } = await shop.call('clerk', 'membership.agreement', { agreementId: 'service' })
    service = { id, version }
  }, 60_000)

  it('M107 M103 its funnel sums to its ledger, and a farm of any shape is paid at most the caps', async () => {
    const hosts = Array.from({ length: HOSTS }, (_, index) => `host-${index}`)
    for (const host of [...hosts, 'farmer']) await join(host)
    const scenes: string[] = []
    for (const host of hosts) scenes.push(await sceneFrom(host))
    const farm = await sceneFrom('farmer')

    const comes = async (
      person: string,
      scene: string,
      device: string,
      chance: readonly [number, number, number],
    ) => {
      await attach(person, scene, device)
      told.touches += 1
      if (random() >= chance[0]) return
      await join(person)
      told.joined += 1
      if (random() >= chance[1]) return
      const receiptId = await order(person, 'meishi')
      if (random() < chance[2]) {
        await shop.call('clerk', 'counter.undo', {
          branchId: BRANCH,
          memberNumber: numberOf(person),
          receiptId,
        })
        told.undone += 1
      } else told.ordered += 1
      world.now += 7_000
    }
    for (let index = 0; index < HONEST; index += 1)
      await comes(
        `honest-${index}`,
        scenes[Math.floor(random() * HOSTS)] ?? '',
        `honest-${index}`,
        [0.9, 0.7, 0.1],
      )
    for (let index = 0; index < FARM; index += 1) {
      // Half of them invite each other in a chain, so that no inviter reaches a limit of their own.
      const above = index >= FARM / 2 ? await sceneFrom(`farm-${index - FARM / 2}`) : farm
      await comes(`farm-${index}`, above, `farm-${index}`, [1, 1, 0])
    }
    for (let index = 0; index < ONE_PHONE; index += 1)
      await comes(`phone-${index}`, scenes[index % HOSTS] ?? '', 'the-one-phone', [1, 0.2, 0])
    const { channels } = await shop.call('owner', 'operations.channels', {})
    for (let index = 0; index < BY_CHANNEL; index += 1) {
      const person = `channel-${index}`
      await attach(person, channels[0]?.scene ?? '')
      await join(person)
      if (index % 4 !== 0) continue
      await order(person, 'meishi')
      told.channelOrders += 1
    }

    world.now += 10 * DAY_MS
    await settleDown()

    const states = documents<MemberDocument>(world, 'members').map(({ state }) => state)
    const entries = documents<JournalEntry>(world, 'journal')
    const funnel = await shop.call('owner', 'operations.referralFunnel', {})
    expect(funnel).toMatchObject({
      touches: told.touches,
      joined: told.joined,
      ordered: told.ordered,
      reversed: 0,
    })
    expect(told.touches).toBe(HONEST + FARM + ONE_PHONE)
    const orders = states.flatMap(({ referral }) => referral.order ?? [])
    const rewarded = orders.filter(({ state }) => state === 'rewarded').length
    expect(funnel.rewarded).toBe(rewarded)
    expect(funnel.refused.reduce((sum, { count }) => sum + count, 0)).toBe(told.ordered - rewarded)
    expect(funnel.books).toMatchObject({ agrees: true, rewarded, reversed: 0, coupons: rewarded })

    // By the postings, folded here once more.
    const points = entries
      .flatMap(({ postings }) => postings)
      .filter(({ asset, account }) => asset === 'points' && account === 'shop/points/referral')
      .reduce((sum, { amount }) => sum - amount, 0)
    expect([funnel.books.points, points]).toEqual([rewarded * 50, rewarded * 50])

    // The caps: of each inviter, and of the shop whoever invites.
    for (const { referral } of states) expect(referral.given.inMonth).toBeLessThanOrEqual(CAPS.mostPerMonth)
    expect(rewarded).toBeLessThanOrEqual(CAPS.mostOfShopPerMonth)
    expect(rewarded).toBeGreaterThan(0)
    const ofPhone = states.filter(({ number }) =>
      Array.from({ length: ONE_PHONE }, (_, index) => numberOf(`phone-${index}`)).includes(number),
    )
    expect(ofPhone.filter(({ referral }) => referral.order?.state === 'rewarded')).toEqual([])
    expect(ofPhone.filter(({ referral }) => referral.order?.why === 'same_device').length).toBeGreaterThan(0)
    const farmer = states.find(({ number }) => number === numberOf('farmer'))
    expect(farmer?.referral.given.inAll).toBeLessThanOrEqual(CAPS.mostPerMonth)

    const [row] = (await shop.call('owner', 'operations.channels', {})).channels
    expect(row).toMatchObject({
      firstTouches: BY_CHANNEL,
      joined: BY_CHANNEL,
      firstOrders: told.channelOrders,
    })
    expect(row?.costPerFirstOrder).toBe(Math.ceil(10_001 / told.channelOrders))
    expect(violations(world)).toEqual([])
  }, 600_000)
})
