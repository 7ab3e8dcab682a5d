import type { ActionName, Input } from '../../cloudfunctions/contract'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { addDays, shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { careList } from '../../cloudfunctions/ledger/care-list'
import { DAY_COUPON, memberDay, memberEvent, withCare } from '../care-shop'
import { scheduledDatabase } from './scheduled-database'
import { type Instance, numberOf, type World } from './scheduled-shop'
import { FREE } from './schedules'

const branchId = 'laojie'
const TODAY = '2027-03-10'

/** A coupon on Wednesdays, of which this is one, an event that runs, and two to come with few places. */
export function withSomeCare(draft: CatalogueDraft): CatalogueDraft {
  const running = memberEvent({
    id: 'cha-hui',
    day: TODAY,
    from: '10:00',
    to: '23:00',
    signUpThrough: TODAY,
    capacity: 5,
  })
  const { pointsBasisPoints: _points, ...couponOnly } = memberDay({
    id: 'zhou-san',
    recurs: { kind: 'weekly', weekday: 3 },
    templateId: DAY_COUPON,
  })
  return withCare(
    {
      care: { memberDays: [couponOnly], holidays: [] },
      events: [running, memberEvent({ id: 'du-shu', capacity: 5 }), memberEvent({ capacity: 5 })],
    },
    draft,
  )
}

/**
 * What can be done with days, events and the list: one coupon is taken and one place is asked for on
 * two phones, another is left, one visit checks in, and two clerks greet the same member.
 */
export async function careOperations(world: World, shop: Instance, visit: string) {
  const id = () => shop.operationId()
  const signing = (eventId: string) => ({ operationId: id(), eventId })
  const claiming = () => ({
    operationId: id(),
    occasion: 'member_day' as const,
    id: 'zhou-san',
    day: TODAY,
  })
  for (const eventId of ['cha-hui', 'du-shu'])
    await shop.call('lin', 'membership.signUpEvent', signing(eventId))
  const careId = `absent:${numberOf('lin')}:${world.now}`
  const day = shanghaiDay(world.now)
  await careList(scheduledDatabase(world.documents, FREE)).add(
    [{ careId, memberId: numberOf('lin'), branchId, reason: 'absent', day, through: addDays(day, 14) }],
    world.now,
  )
  const inputs = {
    claim: claiming(),
    claimAgain: claiming(),
    signUp: signing('pin-jian'),
    signUpAgain: signing('pin-jian'),
    leave: signing('du-shu'),
    checkIn: { operationId: id(), branchId, visit, eventId: 'cha-hui' },
    greet: { operationId: id(), branchId, careId, outcome: 'greeted' as const },
  }
  return <Operation>(
    sent: <A extends ActionName>(
      action: A,
      person: string,
      input: Input<A>,
      more?: { name?: string; writes?: string },
    ) => Operation,
  ): Operation[] => [
    sent('membership.claimDayCoupon', 'lin', inputs.claim),
    sent('membership.claimDayCoupon', 'lin', inputs.claimAgain, {
      name: 'the day’s coupon on another phone',
    }),
    sent('membership.signUpEvent', 'lin', inputs.signUp),
    sent('membership.signUpEvent', 'lin', inputs.signUpAgain, { name: 'sign up on another phone' }),
    sent('membership.leaveEvent', 'lin', inputs.leave),
    sent('counter.checkInEvent', 'clerk-1', inputs.checkIn, { writes: 'lin' }),
    sent('counter.completeCare', 'clerk-1', inputs.greet, { writes: 'lin' }),
  ]
}
