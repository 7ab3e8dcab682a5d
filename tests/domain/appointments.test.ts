import type { BenefitOffer } from '../../cloudfunctions/contract/benefit-offers'
import {
  appointmentSteps,
  bookAppointment,
  cancelAppointment,
  slotsOf,
} from '../../cloudfunctions/domain/appointments'
import { undoBenefitUse } from '../../cloudfunctions/domain/benefit-use'
import { startOfDay } from '../../cloudfunctions/domain/calendar'
import { taskSteps } from '../../cloudfunctions/domain/fulfilment-tasks'
import { nextDueAt } from '../../cloudfunctions/domain/next-due'
import { BENEFITS, withBenefits } from '../benefit-shop'
import { holder, useOf, viewOf } from './benefit-story'
import { bakery, codeOf, DAY, MINUTE, OPENING, released, Story } from './story'

const HOUR = 60 * MINUTE

describe('appointments', () => {
  const which = { source: 'card' as const, benefitId: 'pinjian' }
  const booking = (story: Story, at: number) =>
    bookAppointment(story.state, {
      operationId: story.id(),
      which,
      branchId: 'laojie',
      at,
      release: story.release,
      now: story.now,
    })
  const slot = (day: string, clock = 10) => startOfDay(day) + clock * HOUR

  it('M029 a booked service holds its unit, is completed by the scan on its day, and comes back by an undo', () => {
    const story = holder()
    const { appointment } = story.take(booking(story, slot('2027-03-12')))
    expect(viewOf(story, 'pinjian')).toMatchObject({ left: 1, of: 2, bookable: true })
    expect(codeOf(useOf(story, 'pinjian', { appointmentId: appointment.id }))).toBe('APPOINTMENT_CLOSED')
    story.now = slot('2027-03-12')
    expect(codeOf(useOf(story, 'pinjian'))).toBe('APPOINTMENT_CLOSED')
    const { use } = story.take(useOf(story, 'pinjian', { appointmentId: appointment.id }))
    expect(use.saved).toBe(0)
    expect(viewOf(story, 'pinjian').left).toBe(1)
    expect(codeOf(useOf(story, 'pinjian', { appointmentId: appointment.id }))).toBe('APPOINTMENT_CLOSED')
    story.take(undoBenefitUse(story.state, { useId: use.useId, branchId: 'laojie', now: story.now }))
    expect(story.state.benefits.appointments[0]?.state).toBe('booked')
  })

  it('a slot opens at its hour, is booked once, and is cancelled until two hours before', () => {
    const story = holder()
    expect(codeOf(booking(story, slot('2027-03-12') + MINUTE))).toBe('BENEFIT_UNAVAILABLE')
    expect(codeOf(booking(story, slot('2027-03-20', 10)))).toBe('accepted')
    expect(codeOf(booking(story, slot('2027-03-21', 10)))).toBe('SLOT_NOT_OPEN')
    const { appointment } = story.take(booking(story, slot('2027-03-12')))
    expect(codeOf(booking(story, slot('2027-03-12')))).toBe('QUOTA_USED')
    const cancel = (now: number) => cancelAppointment(story.state, { appointmentId: appointment.id, now })
    expect(codeOf(cancel(slot('2027-03-12', 8)))).toBe('APPOINTMENT_CLOSED')
    const cancelled = cancel(slot('2027-03-12', 8) - 1)
    if (!cancelled.ok) throw new Error(cancelled.code)
    expect(cancelled.due).toMatchObject([{ kind: 'return_stock', holdKey: appointment.holdKey }])
    story.take(cancelled)
    expect(viewOf(story, 'pinjian').left).toBe(2)
  })

  it('who didn’t come is told so after midnight, by one step, and has the unit back', () => {
    const story = holder()
    story.take(booking(story, slot('2027-03-12')))
    expect(nextDueAt(story.state)).toBeLessThanOrEqual(startOfDay('2027-03-13'))
    story.now = startOfDay('2027-03-13')
    const steps = appointmentSteps(story.state, { release: story.release, now: story.now })
    expect(steps).toHaveLength(1)
    for (const step of steps) story.take(step.decide(story.state))
    expect(codeOf(steps[0]?.decide(story.state))).toBe('APPOINTMENT_CLOSED')
    expect(viewOf(story, 'pinjian').left).toBe(2)
  })

  it('M034 a diamond books 48 hours before all others, gold 24, everybody when it opens', () => {
    const [service] = BENEFITS.filter(({ id }) => id === 'pinjian')
    if (service?.kind !== 'service' || !service.appointment) throw new Error('no service')
    const appointment = {
      ...service.appointment,
      openHours: 1,
      cancelHours: 0,
      earlier: [
        { tierAtLeast: 1, hours: 24 },
        { tierAtLeast: 2, hours: 48 },
      ],
    }
    const at = slot('2027-03-20')
    const opening = at - HOUR
    const may = (rank: number, now: number) => {
      const story = new Story(released(withBenefits(bakery(), [{ ...service, appointment }])))
      story.buy('quanyi')
      story.state = {
        ...story.state,
        growth: {
          ...story.state.growth,
          tier:
            rank === 0
              ? null
              : {
                  tierId: 't',
                  rank,
                  since: OPENING,
                  until: OPENING + 90 * DAY,
                  by: 'growth',
                  threshold: 0,
                  keep: 0,
                  landing: 'one_down',
                  earned: 0,
                },
        },
      }
      story.now = now
      return codeOf(booking(story, at))
    }
    expect([may(2, opening - 48 * HOUR), may(2, opening - 48 * HOUR - 1)]).toEqual([
      'accepted',
      'SLOT_NOT_OPEN',
    ])
    expect([may(1, opening - 24 * HOUR), may(1, opening - 24 * HOUR - 1)]).toEqual([
      'accepted',
      'SLOT_NOT_OPEN',
    ])
    expect([may(0, opening), may(0, opening - 1)]).toEqual(['accepted', 'SLOT_NOT_OPEN'])
  })

  it('M037 who has priority in booking books as early as the highest rank', () => {
    const [service] = BENEFITS.filter(({ id }) => id === 'pinjian')
    if (service?.kind !== 'service' || !service.appointment) throw new Error('no service')
    const earlier = [{ tierAtLeast: 3, hours: 24 }]
    const appointment = { ...service.appointment, openHours: 2, earlier }
    const priority: BenefitOffer = {
      id: 'youxian',
      kind: 'privilege',
      title: '优先预约',
      detail: '提前开放',
      cost: 0,
      flag: 'priority_booking',
    }
    const may = (offers: readonly BenefitOffer[], now: number) => {
      const story = new Story(released(withBenefits(bakery(), offers)))
      story.buy('quanyi')
      story.now = now
      return codeOf(booking(story, slot('2027-03-20')))
    }
    const offer = { ...service, appointment }
    const opening = slot('2027-03-20') - 26 * HOUR
    expect(may([offer, priority], opening)).toBe('accepted')
    expect(may([offer, priority], opening - 1)).toBe('SLOT_NOT_OPEN')
    expect(may([offer], opening)).toBe('SLOT_NOT_OPEN')
  })

  it('says of each slot why it can’t be booked', () => {
    const story = holder()
    story.take(booking(story, slot('2027-03-12')))
    const slots = slotsOf(story.state, story.release, {
      which,
      branchId: 'laojie',
      day: '2027-03-12',
      now: story.now,
    })
    expect(slots?.map(({ why }) => why)).toEqual(['您已预约这个时段', null])
    const elsewhere = { which, branchId: 'kejiyuan', day: '2027-03-12', now: story.now }
    expect(slotsOf(story.state, story.release, elsewhere)).toBeNull()
  })
})

describe('what the staff prepares', () => {
  it('M031 each month of the period one task exists, exactly once, however often or late the job runs', () => {
    const story = holder()
    const run = () => taskSteps(story.state, { release: story.release, now: story.now })
    const [first] = run()
    if (!first) throw new Error('no step')
    const again = run()[0]
    story.take(first.decide(story.state))
    expect(codeOf(again?.decide(story.state))).toBe('TASK_DONE')
    expect(again?.operationId).toBe(first.operationId)
    expect(run()).toEqual([])
    // Three months late: three windows, three tasks, one after another.
    story.now = startOfDay('2027-06-15')
    const ids: string[] = []
    for (let steps = run(); steps.length > 0; steps = run())
      for (const step of steps) {
        ids.push(step.operationId)
        story.take(step.decide(story.state))
      }
    expect(ids).toHaveLength(3)
    story.now = startOfDay('2029-01-01')
    for (let steps = run(); steps.length > 0; steps = run())
      for (const step of steps) {
        ids.push(step.operationId)
        story.take(step.decide(story.state))
      }
    // Twelve months are twelve, the first one at the beginning.
    expect(ids).toHaveLength(11)
    expect(new Set(ids).size).toBe(11)
    expect(story.state.benefits.tasks).toEqual([])
  })

  it('M031 a card that is given back asks for nothing more', () => {
    const story = holder()
    story.refund(story.state.memberships[0]?.id ?? '')
    expect(story.state.benefits.tasks).toEqual([])
    expect(taskSteps(story.state, { release: story.release, now: story.now + 90 * DAY })).toEqual([])
  })
})
