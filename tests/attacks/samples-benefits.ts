import type { Input } from '../../cloudfunctions/contract'
import type { BenefitOffer } from '../../cloudfunctions/contract/benefit-offers'
import type { benefitActions } from '../../cloudfunctions/contract/benefits'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { addDays, shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { settleFor, type Shop } from '../shop'
import { staffOr, type Stage, visit } from './sample-stage'

type BenefitAction = keyof typeof benefitActions

const QUOTA = { source: 'card' as const, benefitId: 'beishu' }
const SERVICE = { source: 'card' as const, benefitId: 'pinjian' }
const CHOICE = { source: 'card' as const, benefitId: 'zixuan' }

const OFFERS: readonly BenefitOffer[] = [
  {
    id: 'beishu',
    kind: 'quota',
    title: '杯数',
    detail: '管够',
    cost: 1,
    unit: '杯',
    units: 10_000,
    per: 'day',
  },
  {
    id: 'pinjian',
    kind: 'service',
    title: '品鉴',
    detail: '一对一',
    cost: 1,
    units: 100,
    per: 'day',
    appointment: {
      branchIds: ['laojie'],
      slots: ['09:00', '11:00', '13:00', '15:00', '17:00'].map((at) => ({ at, places: 200 })),
      openHours: 1440,
      earlier: [],
      cancelHours: 1,
    },
  },
  {
    id: 'zixuan',
    kind: 'choice',
    title: '自选',
    detail: '选一项',
    cost: 0,
    per: 'month',
    options: ['yi', 'er'].map((id) => ({ id, title: id, unit: '份', units: 1, cost: 1 })),
  },
  {
    id: 'huanxin',
    kind: 'warranty',
    title: '换新',
    detail: '质量问题',
    cost: 1,
    productIds: ['meishi'],
    days: 30,
  },
  {
    id: 'shouce',
    kind: 'fulfilment',
    title: '手册',
    detail: '每期一份',
    cost: 1,
    per: 'period',
    task: '写一页',
  },
]

/** The first card has benefits that don't run out. */
export function withEndlessBenefits(draft: CatalogueDraft): CatalogueDraft {
  const copy = structuredClone(draft)
  const warranty = OFFERS.filter(({ kind }) => kind === 'warranty')
  // Whichever card counts at the till, what it sells is replaced.
  for (const [index, { terms }] of copy.plans.entries())
    if (index === 0 || terms.months > 0)
      terms.benefits = structuredClone(index === 0 ? [...OFFERS] : warranty)
  return copy
}

/** Valid inputs of what has to do with benefits. */
export const BENEFIT_SAMPLES: {
  readonly [A in BenefitAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'membership.benefits': async () => ({}),
  'membership.slots': async ({ shop }) => ({ benefit: SERVICE, branchId: 'laojie', day: tomorrow(shop) }),
  'membership.book': async ({ shop }) => ({
    operationId: shop.operationId(),
    benefit: SERVICE,
    branchId: 'laojie',
    at: await freeSlot(shop),
  }),
  'membership.cancelAppointment': async ({ shop }) => {
    const input = { operationId: shop.operationId(), benefit: SERVICE, branchId: 'laojie' }
    const { appointmentId } = await shop.call('lin', 'membership.book', {
      ...input,
      at: await freeSlot(shop),
    })
    return { operationId: shop.operationId(), appointmentId }
  },
  'membership.chooseBenefit': async ({ shop }) => ({
    operationId: shop.operationId(),
    benefit: CHOICE,
    optionId: 'yi',
  }),
  'membership.birthday': async ({ shop }) => ({ operationId: shop.operationId(), monthDay: '05-20' }),
  'counter.benefits': async (stage, caller) => ({
    branchId: 'laojie',
    visit: await visit(stage, staffOr(caller)),
  }),
  'counter.useBenefit': async (stage, caller) => ({
    operationId: stage.shop.operationId(),
    branchId: 'laojie',
    visit: await visit(stage, staffOr(caller)),
    benefit: QUOTA,
    units: 1,
  }),
  'counter.undoBenefit': async (stage) => {
    const { shop } = stage
    const input = { branchId: 'laojie', visit: await visit(stage, 'clerk-laojie'), benefit: QUOTA, units: 1 }
    const operationId = shop.operationId()
    await shop.call('clerk-laojie', 'counter.useBenefit', { operationId, ...input })
    return { branchId: 'laojie', memberNumber: shop.numberOf('lin'), useId: operationId }
  },
  'counter.claimWarranty': async (stage, caller) => {
    const { shop } = stage
    const { receipt } = await settleFor(shop, 'lin', [['meishi', 1]])
    return {
      operationId: shop.operationId(),
      branchId: 'laojie',
      visit: await visit(stage, staffOr(caller)),
      receiptId: receipt.receiptId,
      line: 0,
      quantity: 1,
    }
  },
  'counter.tasks': async () => ({ branchId: 'laojie' }),
  'counter.completeTask': async (stage) => {
    const { shop } = stage
    return { operationId: shop.operationId(), branchId: 'laojie', taskId: await openTask(stage), note: '' }
  },
  'operations.benefitReport': async () => ({}),
}

function tomorrow(shop: Shop): string {
  return addDays(shanghaiDay(shop.clock.now()), 1)
}

/** A slot of tomorrow that `lin` has none in; all are given up once each is taken. */
async function freeSlot(shop: Shop): Promise<number> {
  const day = { benefit: SERVICE, branchId: 'laojie', day: tomorrow(shop) }
  const { slots } = await shop.call('lin', 'membership.slots', day)
  const free = slots.find(({ why }) => why === null)
  if (free) return free.at
  const { appointments } = await shop.call('lin', 'membership.benefits', {})
  for (const { appointmentId, state } of appointments)
    if (state === 'booked')
      await shop.call('lin', 'membership.cancelAppointment', {
        operationId: shop.operationId(),
        appointmentId,
      })
  return freeSlot(shop)
}

/** Something to prepare: a new card asks for it where all is done. */
async function openTask(stage: Stage): Promise<string> {
  const { shop } = stage
  const { tasks } = await shop.call('clerk-laojie', 'counter.tasks', { branchId: 'laojie' })
  if (tasks[0]) return tasks[0].taskId
  const person = stage.newcomer()
  await shop.join(person)
  await shop.buy(person)
  // Tails are archived once they are idle, and hand their follow-ups over then.
  for (let round = 0; round < 3; round += 1) {
    await shop.timer('payment', 'settleDue')
    await shop.clock.advance(10 * 60_000)
    await shop.timer('renewal', 'sweep')
  }
  return openTask(stage)
}
