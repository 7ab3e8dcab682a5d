import type { Input } from '../../cloudfunctions/contract'
import { makeOperationId } from '../../cloudfunctions/contract/operation-id'
import { NOTICE_TEMPLATE, withAutoRenew } from '../auto-renew-shop'
import { documents } from '../invariants'
import { Documents } from './scheduled-database'
import { quoteOf } from './scheduled-past'
import { type Instance, openInstance, OWNER_SECRET, World } from './scheduled-shop'
import { ScheduledWechat } from './scheduled-wechat'
import { FREE } from './schedules'

const OPENING = Date.UTC(2027, 2, 10, 2)
const MINUTE = 60_000
const DAY = 86_400_000
/** Accepts that lin gave: more than any story needs. */
const NOTICES = 12

/** Of every story: its worlds know nothing of each other. */
export const CONTRACT_CODE = makeOperationId(OPENING, () => 0.5)
const CANCELLATION = makeOperationId(OPENING, () => 0.25)

/** One thing that somebody or a timer does, by an instance that may be struck. */
export interface Act {
  readonly name: string
  /** A person who heard no answer does it again; timers come again by themselves. */
  readonly by: 'person' | 'timer'
  run(instance: Instance, world: World): Promise<unknown>
}

/** The life of one contract, from its signing to what came of it. */
export interface Story {
  readonly title: string
  readonly purpose: Input<'payment.signContract'>['purpose']
  readonly planId: string
  readonly amount: number
  /** WeChat's callbacks about debits come at once, or only after everybody has asked. */
  readonly isTold: boolean
  /** So many debits find no money. */
  readonly failing: number
  /** What lin does, and after how many days. */
  readonly script: readonly { readonly day: number; readonly act: (story: Story) => Act }[]
  readonly days: number
}

/** A shop with one member, who holds the card that is to renew itself. */
export async function openStory({ purpose, planId, failing }: Story): Promise<World> {
  const world = new World(new Documents(), new ScheduledWechat(), OPENING)
  world.pay.papay.failing = failing
  const shop = await openInstance(world, FREE, 1, false)
  const id = () => shop.operationId()
  await shop.call('owner', 'operations.claim', { operationId: id(), secret: OWNER_SECRET })
  const draft = withAutoRenew()
  await shop.call('owner', 'operations.release', { operationId: id(), expectedRelease: 0, draft })
  const { id: agreementId, version } = await shop.call('lin', 'membership.agreement', {
    agreementId: 'service',
  })
  const agreement = { id: agreementId, version }
  await shop.call('lin', 'membership.join', { operationId: id(), agreement, marketing: false })
  for (let time = 0; time < NOTICES; time += 1)
    await shop.call('lin', 'renewal.allowMessages', {
      operationId: id(),
      results: [{ template: 'renewal_notice', templateId: NOTICE_TEMPLATE, answer: 'accept' }],
    })
  if (purpose !== 'renewal') return world
  const { price, ...seen } = await seenOf(shop, planId)
  const { order } = await shop.call('lin', 'payment.buy', { operationId: id(), ...seen, price })
  await shop.notify(world.pay.pay(order.orderId, world.now))
  return world
}

async function seenOf(shop: Instance, planId: string) {
  const { versionId, price, agreements } = await shop.call('lin', 'membership.plan', { planId })
  return {
    planId,
    versionId,
    price,
    agreements: agreements.map(({ id, version }) => ({ id, version })),
  }
}

/** Prepared, ticked on WeChat's page, and asked about on the way back. */
export function signing({ purpose, planId, amount }: Story): Act {
  return {
    name: 'sign',
    by: 'person',
    async run(instance, world) {
      const { price: _price, ...seen } = await seenOf(await openInstance(world, FREE, 4), planId)
      const topUp = { stepId: 'chong-100', below: 5000, monthlyMost: 10_000 }
      const operationId = CONTRACT_CODE
      const more = { amount, consent: true, ...(purpose === 'top_up' ? { topUp } : {}) }
      const prepared = await instance.ask('lin', 'payment.signContract', {
        operationId,
        purpose,
        ...seen,
        ...more,
      })
      if (!prepared.ok) return
      world.pay.papay.sign(CONTRACT_CODE, 'lin', world.now)
      await instance.ask('lin', 'payment.syncContract', { contractCode: CONTRACT_CODE })
    },
  }
}

export function ending(): Act {
  const input = { operationId: CANCELLATION, contractCode: CONTRACT_CODE }
  return {
    name: 'end',
    by: 'person',
    run: (instance) => instance.ask('lin', 'payment.cancelContract', input),
  }
}

/** Something is bought with the card, so that it has saved something. Nothing of it is struck. */
export function using(): Act {
  return {
    name: 'use',
    by: 'timer',
    async run(_instance, world) {
      const shop = await openInstance(world, FREE, 3)
      const quote = await quoteOf(shop, 'owner', await shop.codeOf('lin'))
      await shop.call('owner', 'counter.settle', { branchId: 'laojie', quote, tender: 'external' })
    },
  }
}

const TELL: Act = {
  name: 'callbacks',
  by: 'timer',
  async run(instance, world) {
    for (const notice of world.pay.untoldPapay()) await instance.notifyPapay(notice)
  },
}
const SETTLE: Act = { name: 'settleDue', by: 'timer', run: (instance) => instance.timer('payment.settleDue') }
const SWEEP: Act = { name: 'sweep', by: 'timer', run: (instance) => instance.timer('renewal.sweep') }

/** Sees each act before it is carried out, the world as it is then, and which of the script comes next. */
export type Visit = (act: Act, world: World, next: number) => void
const NOBODY: Visit = () => undefined

/** What only says how far something was looked at. */
const CURSORS: readonly string[] = ['archive_state', 'roll_ups']

/** True if nothing happened but that somebody looked. */
export function isSame(world: World, before: World): boolean {
  const changed = world.documents.changed(before.documents)
  return (
    changed.every(({ collection }) => CURSORS.includes(collection)) && world.pay.text() === before.pay.text()
  )
}

/** Timers and callbacks every few minutes, until nothing more happens for now. */
export async function settleDown(
  world: World,
  story: Story,
  next: number,
  visit: Visit = NOBODY,
): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    const before = world.copy()
    for (const act of story.isTold ? [SETTLE, TELL, SWEEP] : [SETTLE, SWEEP]) {
      visit(act, world, next)
      await act.run(await openInstance(world, FREE, 100), world)
    }
    world.pay.finishRefunds()
    quiet = isSame(world, before) ? quiet + 1 : 0
    world.now += 6 * MINUTE
  }
}

/** The story from its nth scripted act on, to its end; what WeChat had not told comes last. */
export async function goOn(world: World, story: Story, from: number, visit: Visit = NOBODY): Promise<void> {
  for (let next = from; next <= story.script.length; next += 1) {
    const scripted = story.script[next]
    const until = OPENING + (scripted?.day ?? story.days) * DAY
    if (next > 0) await settleDown(world, story, next, visit)
    while (world.now < until) {
      world.now = Math.min(until, Math.max(world.now, nextDue(world)))
      await settleDown(world, story, next, visit)
    }
    if (!scripted) break
    const act = scripted.act(story)
    visit(act, world, next + 1)
    await act.run(await openInstance(world, FREE, 5), world)
  }
  await TELL.run(await openInstance(world, FREE, 100), world)
  await settleDown(world, story, story.script.length)
}

/** When the next member, order, refund or follow-up is due. */
function nextDue(world: World): number {
  const due = (collection: string) =>
    documents<{ nextDueAt?: number | null; dueAt?: number | null }>(world, collection).map(
      ({ nextDueAt, dueAt }) => nextDueAt ?? dueAt ?? Number.POSITIVE_INFINITY,
    )
  return Math.min(...['members', 'orders', 'refunds', 'outbox'].flatMap(due))
}
