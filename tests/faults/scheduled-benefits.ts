import type { ActionName, Input } from '../../cloudfunctions/contract'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { addDays, shanghaiDay, startOfDay } from '../../cloudfunctions/domain/calendar'
import { benefitTasks } from '../../cloudfunctions/ledger/benefit-tasks'
import { BENEFITS } from '../benefit-shop'
import { scheduledDatabase } from './scheduled-database'
import { type Instance, numberOf, type World } from './scheduled-shop'
import { FREE } from './schedules'

const branchId = 'laojie'
const HELD = ['meiri-kafei', 'pinjian', 'tuihuo', 'zixuan', 'huanxin']

/** The year card with a cup a day, a service by appointment, a capped sum, a choice and a warranty. */
export function withSomeBenefits(draft: CatalogueDraft): CatalogueDraft {
  const copy = structuredClone(draft)
  const products = copy.products.map(({ id }) => id)
  const [yearCard] = copy.plans
  if (yearCard)
    yearCard.terms.benefits = BENEFITS.filter(({ id }) => HELD.includes(id)).map((offer) =>
      offer.kind === 'warranty' ? { ...offer, productIds: products } : structuredClone(offer),
    )
  return copy
}

const benefit = (benefitId: string) => ({ source: 'card' as const, benefitId })

/**
 * What can be done with benefits, once each and the cup of the day twice: one use can be taken back,
 * one appointment be cancelled, one thing waits to be prepared.
 */
export async function benefitOperations(world: World, shop: Instance, visit: string, receiptId: string) {
  const id = () => shop.operationId()
  const at = (hours: number) => startOfDay(addDays(shanghaiDay(world.now), 2)) + Math.round(hours * 3_600_000)
  const using = (benefitId: string) => ({
    operationId: id(),
    branchId,
    visit,
    benefit: benefit(benefitId),
    units: 1,
  })
  const booking = (hours: number) => ({
    operationId: id(),
    benefit: benefit('pinjian'),
    branchId,
    at: at(hours),
  })
  const { useId } = await shop.call('clerk-1', 'counter.useBenefit', { ...using('tuihuo'), amount: 1000 })
  const { appointmentId } = await shop.call('lin', 'membership.book', booking(10))
  const taskId = `${id()}:shouce:1`
  await benefitTasks(scheduledDatabase(world.documents, FREE)).create({
    kind: 'benefit_task',
    key: `task:${taskId}`,
    owner: 'renewal',
    taskId,
    memberId: numberOf('lin'),
    branchId: null,
    title: '手写冲煮手册',
    task: '手写一页',
    window: '本期',
    at: world.now,
  })
  const inputs = {
    cup: using('meiri-kafei'),
    again: using('meiri-kafei'),
    undo: { branchId, memberNumber: numberOf('lin'), useId },
    book: booking(15.5),
    cancel: { operationId: id(), appointmentId },
    choose: { operationId: id(), benefit: benefit('zixuan'), optionId: 'dou' },
    birthday: { operationId: id(), monthDay: '03-20' },
    replace: { operationId: id(), branchId, visit, receiptId, line: 0, quantity: 1 },
    complete: { operationId: id(), branchId, taskId, note: '' },
  }
  return <Operation>(
    sent: <A extends ActionName>(
      action: A,
      person: string,
      input: Input<A>,
      more?: { name?: string; writes?: string },
    ) => Operation,
  ): Operation[] => [
    sent('counter.useBenefit', 'clerk-1', inputs.cup),
    sent('counter.useBenefit', 'clerk-1', inputs.again, { name: 'use of the same cup' }),
    sent('counter.undoBenefit', 'clerk-1', inputs.undo),
    sent('membership.book', 'lin', inputs.book),
    sent('membership.cancelAppointment', 'lin', inputs.cancel),
    sent('membership.chooseBenefit', 'lin', inputs.choose),
    sent('membership.birthday', 'lin', inputs.birthday),
    sent('counter.claimWarranty', 'clerk-1', inputs.replace),
    sent('counter.completeTask', 'clerk-1', inputs.complete, { writes: 'clerk-1' }),
  ]
}
