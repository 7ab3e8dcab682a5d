import cloudbase from '@cloudbase/node-sdk'
import type { Input } from '../../cloudfunctions/contract'
import type { careActions } from '../../cloudfunctions/contract/care'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { closingActions } from '../../cloudfunctions/contract/closing'
import type { eventActions } from '../../cloudfunctions/contract/events'
import { addDays, shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { careList } from '../../cloudfunctions/ledger/care-list'
import { openDatabase } from '../../cloudfunctions/ledger/database'
import { memberDay, memberEvent, republish, withCare } from '../care-shop'
import type { Shop } from '../shop'
import { staffOr, type Stage, visit } from './sample-stage'

type CareAction = keyof typeof careActions | keyof typeof eventActions | keyof typeof closingActions

/** Member days on each day of the week, and an event far enough away that one can always leave. */
export function withEndlessCare(draft: CatalogueDraft): CatalogueDraft {
  return withCare(
    {
      care: {
        memberDays: [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
          memberDay({ id: `zhou-${weekday}`, recurs: { kind: 'weekly', weekday } }),
        ),
      },
      events: [memberEvent({ day: '2029-12-30', signUpThrough: '2029-12-29', capacity: 10_000 })],
    },
    draft,
  )
}

/** Valid inputs of member days, the care list, events and the closing. */
export const CARE_SAMPLES: {
  readonly [A in CareAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'membership.memberDay': async () => ({}),
  'membership.claimDayCoupon': async (stage) => {
    const { shop } = stage
    const day = await unclaimedDay(shop, 'lin')
    return { operationId: shop.operationId(), occasion: 'member_day', ...day }
  },
  'counter.careList': async () => ({ branchId: 'laojie' }),
  'counter.completeCare': async ({ shop }) => ({
    operationId: shop.operationId(),
    branchId: 'laojie',
    careId: await openItem(shop),
    outcome: 'greeted',
  }),
  'operations.careList': async () => ({ branchId: 'laojie' }),
  'membership.events': async () => ({}),
  'membership.event': async () => ({ eventId: 'pin-jian' }),
  'membership.signUpEvent': async ({ shop }) => {
    await leave(shop, 'lin')
    return { operationId: shop.operationId(), eventId: 'pin-jian' }
  },
  'membership.leaveEvent': async ({ shop }) => {
    await leave(shop, 'lin')
    await shop.call('lin', 'membership.signUpEvent', {
      operationId: shop.operationId(),
      eventId: 'pin-jian',
    })
    return { operationId: shop.operationId(), eventId: 'pin-jian' }
  },
  'counter.events': async (stage, caller) => ({
    branchId: 'laojie',
    visit: await visit(stage, staffOr(caller)),
  }),
  'counter.checkInEvent': async (stage, caller) => ({
    operationId: stage.shop.operationId(),
    branchId: 'laojie',
    visit: await visit(stage, staffOr(caller)),
    eventId: await eventOfToday(stage.shop, 'lin'),
  }),
  'operations.eventReport': async () => ({}),
  'operations.closing': async () => ({}),
  'payment.closingQuotes': async () => ({}),
}

async function leave(shop: Shop, person: string): Promise<void> {
  const { event } = await shop.call(person, 'membership.event', { eventId: 'pin-jian' })
  if (event.mine)
    await shop.call(person, 'membership.leaveEvent', {
      operationId: shop.operationId(),
      eventId: 'pin-jian',
    })
}

/** An event that runs today, and at which this person has a place. */
async function eventOfToday(shop: Shop, person: string): Promise<string> {
  const today = shanghaiDay(shop.clock.now())
  const { events } = await shop.call(person, 'membership.events', {})
  const open = events.find(
    ({ mine, startsAt }) => mine?.checkedInAt === null && shanghaiDay(startsAt) === today,
  )
  if (open) return open.eventId
  const id = `e-${shop.operationId()}`
  const fresh = memberEvent({ id, day: today, from: '00:00', to: '23:59', signUpThrough: today })
  await republish(shop, (draft) => ({ ...draft, events: [...(draft.events ?? []).slice(0, 1), fresh] }))
  await shop.call(person, 'membership.signUpEvent', { operationId: shop.operationId(), eventId: id })
  return id
}

/** A member day of today whose coupon this person has not taken; a new one where there is none. */
async function unclaimedDay(shop: Shop, person: string): Promise<{ id: string; day: string }> {
  const { days } = await shop.call(person, 'membership.memberDay', {})
  const open = days.find(({ coupon }) => coupon?.state === 'claimable')
  if (open) return { id: open.id, day: open.day }
  const day = shanghaiDay(shop.clock.now())
  const id = `d-${shop.operationId()}`
  const fresh = memberDay({ id, recurs: { kind: 'dates', days: [day] } })
  await republish(shop, (draft) => ({
    ...draft,
    ...(draft.care
      ? { care: { ...draft.care, memberDays: [...draft.care.memberDays.slice(0, 8), fresh] } }
      : {}),
  }))
  return { id, day }
}

/** Somebody to be greeted: put on the list by hand where all were. */
async function openItem(shop: Shop): Promise<string> {
  const { items } = await shop.call('clerk-laojie', 'counter.careList', { branchId: 'laojie' })
  if (items[0]) return items[0].careId
  const app = cloudbase.init({
    env: 'local',
    secretId: 'local',
    secretKey: 'local',
    serviceUrl: shop.cloudbase.url,
  })
  const now = shop.clock.now()
  const [today, memberId] = [shanghaiDay(now), shop.numberOf('lin')]
  const careId = `absent:${memberId}:${now}`
  const item = { careId, memberId, branchId: 'laojie', reason: 'absent' as const, day: today }
  await careList(openDatabase(app)).add([{ ...item, through: addDays(today, 14) }], now)
  return careId
}
