import type { BenefitOffer } from '../contract/benefit-offers'
import { refuse } from '../contract/refusals'
import type { BenefitAccount } from './benefit-account'
import { addMonths, shanghaiDay, startOfDay } from './calendar'
import type { Due } from './decision'
import type { Granted, Granting } from './delivery-grants'
import { benefitKeyOf } from './held-benefits'
import type { MemberState, Period } from './member'
import type { MemberStep, StepContext } from './member-steps'
import type { Release } from './release'

type Scheduled = BenefitAccount['tasks'][number]
type Fulfilment = Extract<BenefitOffer, { kind: 'fulfilment' }>

/**
 * What the staff prepares for each holder (M031): asked for when a paid period begins, and each month
 * of it from its own first day on, so that twelve months are twelve things.
 */
export function withTasks(state: MemberState, { order, terms, version }: Granting): Granted {
  const known = new Set(state.benefits.tasks.map(({ orderId, benefitKey }) => `${orderId} ${benefitKey}`))
  const fresh = (terms.benefits ?? []).flatMap((offer): Scheduled[] => {
    const benefitKey = benefitKeyOf(version.planId, offer.id)
    if (offer.kind !== 'fulfilment' || known.has(`${order.orderId} ${benefitKey}`)) return []
    return [{ benefitKey, orderId: order.orderId, per: offer.per, made: 0 }]
  })
  if (fresh.length === 0) return { state, postings: [], due: [] }
  const tasks = [...state.benefits.tasks, ...fresh]
  return { state: { ...state, benefits: { ...state.benefits, tasks } }, postings: [], due: [] }
}

/** When the next task of a period is to be made; null where there is none to come. */
export function taskMoment(state: Pick<MemberState, 'memberships'>, task: Scheduled): number | null {
  const period = periodOf(state, task)
  if (!period || period.refunded > 0 || period.upgradedInto !== undefined) return null
  if (task.made === 0) return period.startsAt
  // The free first day reaches into one month more than was paid for (民法典 201).
  if (task.per === 'period' || task.made >= period.months) return null
  const at = startOfDay(addMonths(shanghaiDay(period.startsAt), task.made))
  return at < period.endsAt ? at : null
}

/** The moments of all that is scheduled, for the index of due members. */
export function taskMoments(state: Pick<MemberState, 'memberships' | 'benefits'>): number[] {
  return state.benefits.tasks.flatMap((task) => taskMoment(state, task) ?? [])
}

/** One step for each window that began: late or doubled runs make each task once. */
export function taskSteps(state: MemberState, { release, now }: StepContext): MemberStep[] {
  return state.benefits.tasks
    .filter((task) => (taskMoment(state, task) ?? Number.POSITIVE_INFINITY) <= now)
    .map((task) => {
      const taskId = taskIdOf(task)
      return {
        operationId: `task:${taskId}`,
        command: 'payment.benefitTask',
        input: { taskId },
        decide: (before) => {
          const current = before.benefits.tasks.find((one) => taskIdOf(one) === taskId)
          const offer = current && offerOf(before, current, release)
          const due = offer && taskDue(before, current, offer, now)
          if (!current || !due) return refuse('TASK_DONE')
          const made = { ...current, made: current.made + 1 }
          const tasks = before.benefits.tasks.map((one) => (one === current ? made : one))
          const after = { ...before, benefits: { ...before.benefits, tasks } }
          return {
            ok: true,
            state: taskMoment(after, made) === null ? withoutTask(after, made) : after,
            postings: [],
            facts: {
              kind: 'benefit_task',
              benefitKey: current.benefitKey,
              window: due.window,
              at: now,
              cost: offer.cost,
            },
            due: [due],
          }
        },
      }
    })
}

/** What nothing will be made for any more leaves. */
export function withoutEndedTasks(state: MemberState): MemberState {
  const tasks = state.benefits.tasks.filter((task) => taskMoment(state, task) !== null)
  return tasks.length === state.benefits.tasks.length
    ? state
    : { ...state, benefits: { ...state.benefits, tasks } }
}

function withoutTask(state: MemberState, task: Scheduled): MemberState {
  return {
    ...state,
    benefits: { ...state.benefits, tasks: state.benefits.tasks.filter((one) => one !== task) },
  }
}

function taskIdOf({ orderId, benefitKey, made }: Scheduled): string {
  return `${orderId}:${benefitKey.split(':').at(-1) ?? ''}:${made + 1}`
}

function taskDue(
  state: MemberState,
  task: Scheduled,
  offer: Fulfilment,
  now: number,
): Extract<Due, { kind: 'benefit_task' }> | null {
  const moment = taskMoment(state, task)
  if (moment === null || moment > now) return null
  const taskId = taskIdOf(task)
  return {
    kind: 'benefit_task',
    key: `task:${taskId}`,
    owner: 'renewal',
    taskId,
    memberId: state.number,
    branchId: null,
    title: offer.title,
    task: offer.task,
    window: task.per === 'month' ? `第${task.made + 1}个月` : '本期',
    at: moment,
  }
}

/** As the period was sold (M098). */
function offerOf(state: MemberState, task: Scheduled, release: Release): Fulfilment | null {
  const period = periodOf(state, task)
  const benefitId = task.benefitKey.split(':').at(-1)
  const benefits = period && release.versions[period.versionId]?.terms.benefits
  const offer = benefits?.find(({ id }) => id === benefitId)
  return offer?.kind === 'fulfilment' ? offer : null
}

function periodOf({ memberships }: Pick<MemberState, 'memberships'>, { orderId }: Scheduled): Period | null {
  for (const { periods } of memberships) {
    const found = periods.find((period) => period.orderId === orderId)
    if (found) return found
  }
  return null
}
