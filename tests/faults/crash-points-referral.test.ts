import type { Answer } from '../../cloudfunctions/contract/envelope'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { documents } from '../invariants'
import { deviceOf, withReferral } from '../referral-shop'
import { Documents } from './scheduled-database'
import { wrongs } from './scheduled-recovery'
import { type Instance, numberOf, openInstance, OWNER_SECRET, World } from './scheduled-shop'
import { ScheduledWechat } from './scheduled-wechat'
import { FREE, type Gate } from './schedules'

const OPENING = Date.UTC(2027, 2, 10, 2)
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const MOST_CALLS = 200
const BRANCH = 'laojie'
const PHONE = '13800000001'
const BLOWS = ['dies_before', 'dies_after', 'busy', 'lost_before', 'lost_after', 'late'] as const

/** What is struck, the world before it, and what must have come of it in the end. */
interface Flow {
  readonly title: string
  prepare(world: World, shop: Instance): Promise<void>
  run(shop: Instance, world: World): Promise<unknown>
  readonly end: object
}

const sweeps = async (shop: Instance, world: World) => {
  for (let round = 0; round < 3; round += 1) {
    world.now += 3 * MINUTE_MS
    await shop.timer('payment.settleDue')
    await shop.timer('renewal.sweep')
  }
}

async function invited(shop: Instance) {
  const { share } = await shop.call('lin', 'referral.mine', { device: deviceOf('lin') })
  const attach = { operationId: shop.operationId(), scene: share?.scene ?? '', device: deviceOf('gast') }
  return (instance: Instance) => instance.ask('gast', 'referral.attach', attach)
}

async function join(shop: Instance, person: string) {
  const { id, version } = await shop.call(person, 'membership.agreement', { agreementId: 'service' })
  const joining = { operationId: shop.operationId(), agreement: { id, version }, marketing: false }
  await shop.call(person, 'membership.join', joining)
}

async function untilReward(world: World, shop: Instance) {
  await (
    await invited(shop)
  )(shop)
  await join(shop, 'gast')
  const { visit } = await shop.call('clerk', 'counter.resolve', {
    branchId: BRANCH,
    code: await shop.codeOf('gast'),
  })
  const lines = [{ productId: 'meishi', quantity: 1 }]
  const { quote } = await shop.call('clerk', 'counter.quote', { branchId: BRANCH, visit, lines })
  await shop.call('clerk', 'counter.settle', { branchId: BRANCH, quote, tender: 'external' })
  await sweeps(shop, world)
  world.now += 9 * DAY_MS
}

/** The touch as it was meant once: sent again it is the same. */
let touch: (instance: Instance) => Promise<Answer> = () => Promise.reject(new Error('nobody came'))

const FLOWS: readonly Flow[] = [
  {
    title: 'M103 a first touch',
    async prepare(_world, shop) {
      touch = await invited(shop)
    },
    run: (shop) => touch(shop),
    end: { touch: 'lin', order: null, points: 0, coupons: 0, record: 'linked' },
  },
  {
    title: 'M107 the rewards of both',
    prepare: untilReward,
    run: sweeps,
    end: { touch: 'lin', order: 'rewarded', points: 50, coupons: 1, record: 'rewarded' },
  },
  {
    title: 'M107 M062 the way back of both, of who turned out to be the inviter',
    async prepare(world, shop) {
      await untilReward(world, shop)
      await sweeps(shop, world)
      await shop.call('gast', 'membership.merge', {
        operationId: shop.operationId(),
        phoneCode: `phone:${PHONE}:merge`,
        memberCode: await shop.codeOf('lin'),
      })
    },
    run: sweeps,
    end: { touch: 'lin', order: 'reversed', points: 0, coupons: 0, record: 'reversed' },
  },
]

async function opened(): Promise<World> {
  const world = new World(new Documents(), new ScheduledWechat(), OPENING)
  const shop = await openInstance(world, FREE, 1, false)
  await shop.call('owner', 'operations.claim', { operationId: shop.operationId(), secret: OWNER_SECRET })
  await shop.call('owner', 'operations.release', {
    operationId: shop.operationId(),
    expectedRelease: 0,
    draft: withReferral(),
  })
  const asked = { operationId: shop.operationId(), role: 'clerk' as const, branchIds: [BRANCH] }
  const { invitation } = await shop.call('owner', 'operations.invite', asked)
  await shop.call('clerk', 'membership.acceptInvitation', { operationId: shop.operationId(), invitation })
  await join(shop, 'lin')
  const code = `phone:${PHONE}:first`
  await shop.call('lin', 'membership.bindPhone', { operationId: shop.operationId(), code })
  return world
}

/** What came of it: the invitee's account, points of invitations and coupons by the lots, and the record. */
function essenceOf(world: World): object {
  const states = documents<MemberDocument>(world, 'members').map(({ state }) => state)
  const { referral } = states.find(({ number }) => number === numberOf('gast')) ?? {}
  const lots = states.flatMap(({ points }) => points.lots)
  const coupons = states.flatMap((state) => state.coupons).filter(({ id }) => id.includes(':r'))
  const records = documents<{ state: string }>(world, 'referrals')
  const { inviterId } = referral?.from ?? {}
  return {
    touch: inviterId === numberOf('lin') ? 'lin' : inviterId,
    order: referral?.order?.state ?? null,
    points: lots.filter(({ expiresAt }) => expiresAt === null).reduce((sum, { left }) => sum + left, 0),
    coupons: coupons.length,
    record: records.map(({ state }) => state).join(),
  }
}

describe('X1 crash points of invitations', () => {
  const silent = jest.spyOn(console, 'error').mockImplementation(() => undefined)
  afterAll(() => silent.mockRestore())

  it.each(FLOWS)(
    'X1 $title: every call struck in every way, it ends as if nothing had been',
    async ({ prepare, run, end }) => {
      const base = await opened()
      await prepare(base, await openInstance(base, FREE, 2, false))
      const found: string[] = []
      let blows = 0
      for (const blow of BLOWS)
        for (let nth = 1; nth <= MOST_CALLS; nth += 1) {
          const world = base.copy()
          if (!(await struck(world, run, { nth, blow }))) break
          blows += 1
          await recovered(world, run)
          const wrong = JSON.stringify([essenceOf(world), wrongs(world)])
          if (wrong !== JSON.stringify([end, []])) found.push(`${blow} at call ${nth}: ${wrong}`)
        }
      expect(blows).toBeGreaterThan(20)
      expect(found.slice(0, 3)).toEqual([])
    },
    600_000,
  )
})

/** The work with a blow at its nth call; false where it makes fewer. */
async function struck(
  world: World,
  run: Flow['run'],
  { nth, blow }: { readonly nth: number; readonly blow: (typeof BLOWS)[number] },
): Promise<boolean> {
  let made = 0
  let stop = () => {}
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  const late: (() => void)[] = []
  const gate: Gate = {
    pass() {
      made += 1
      return Promise.resolve(made === nth ? blow : 'none')
    },
    later: (effect) => void late.push(effect),
    die() {
      stop()
      return new Promise(() => undefined)
    },
  }
  const worked = openInstance(world, gate, 5, false)
    .then((shop) => run(shop, world))
    .catch(() => undefined)
  await Promise.race([worked, stopped])
  for (const effect of late) effect()
  return made >= nth
}

/** Who heard no answer sends the same again, and the timers come. */
async function recovered(world: World, run: Flow['run']) {
  const shop = await openInstance(world, FREE, 6, false)
  await run(shop, world)
  world.now += 20 * MINUTE_MS
  await sweeps(shop, world)
}
