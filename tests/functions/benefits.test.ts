import type { Input, Output } from '../../cloudfunctions/contract'
import { startOfDay } from '../../cloudfunctions/domain/calendar'
import { withBenefits } from '../benefit-shop'
import { violations } from '../invariants'
import { openShop, settleFor, type Shop } from '../shop'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'
const DAY = 86_400_000
const CUP = { source: 'card' as const, benefitId: 'meiri-kafei' }
const TASTING = { source: 'card' as const, benefitId: 'pinjian' }

describe('benefits in the shop', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: withBenefits() })
  })
  afterEach(() => {
    expect(violations(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  async function holder(): Promise<string> {
    const person = `benefit-${(people += 1)}`
    await shop.join(person)
    await shop.buy(person, 'quanyi')
    return person
  }

  async function visitOf(person: string, branchId = BRANCH): Promise<string> {
    const code = await shop.codeOf(person)
    return (await shop.call(`clerk-${branchId}`, 'counter.resolve', { branchId, code })).visit
  }

  async function use(person: string, more: Partial<Input<'counter.useBenefit'>> = {}) {
    const visit = await visitOf(person)
    return { operationId: shop.operationId(), branchId: BRANCH, visit, benefit: CUP, units: 1, ...more }
  }

  const viewOf = async (person: string, id: string) => {
    const { benefits } = await shop.call(person, 'membership.benefits', {})
    return benefits.find(({ benefit }) => benefit.benefitId === id)
  }

  it('M027 of 64 claims of one cup at once exactly one is given, and its repetition answers the same', async () => {
    const person = await holder()
    const inputs: Input<'counter.useBenefit'>[] = []
    for (let index = 0; index < 64; index += 1) inputs.push(await use(person))
    const answers = await Promise.all(inputs.map((input) => shop.ask(CLERK, 'counter.useBenefit', input)))
    const given = answers.filter(({ ok }) => ok)
    expect(given).toHaveLength(1)
    for (const answer of answers) if (!answer.ok) expect(['QUOTA_USED', 'BUSY']).toContain(answer.code)
    const index = answers.findIndex(({ ok }) => ok)
    const again = await shop.ask(CLERK, 'counter.useBenefit', inputs[index])
    expect(again).toMatchObject({ ok: true, data: given[0]?.ok ? given[0].data : null })
    expect(await viewOf(person, 'meiri-kafei')).toMatchObject({ left: 0, of: 1 })
    const { bySource } = await shop.call(person, 'membership.savings', {})
    expect(bySource.benefit).toBe(1500)
  })

  it('an undo is one, whoever presses how often, and gives the unit back', async () => {
    const person = await holder()
    const { useId } = await shop.call(CLERK, 'counter.useBenefit', await use(person))
    const undo = { branchId: BRANCH, memberNumber: shop.numberOf(person), useId }
    const shown = async (branchId: string) => {
      const visit = await visitOf(person, branchId)
      const { recent } = await shop.call(`clerk-${branchId}`, 'counter.benefits', { branchId, visit })
      return recent.map((one) => one.useId)
    }
    expect([await shown(BRANCH), await shown('kejiyuan')]).toEqual([[useId], []])
    const both = await Promise.all([1, 2].map(() => shop.ask(CLERK, 'counter.undoBenefit', undo)))
    expect(both.some(({ ok }) => ok)).toBe(true)
    expect(await viewOf(person, 'meiri-kafei')).toMatchObject({ left: 1 })
    expect(await shown(BRANCH)).toEqual([])
    const elsewhere = { ...undo, branchId: 'kejiyuan' }
    expect(await shop.refusal('clerk-kejiyuan', 'counter.undoBenefit', elsewhere)).toBe('RECEIPT_NOT_FOUND')
  })

  it('is used with a live code only: neither found by phone nor with another clerk’s visit', async () => {
    const person = await holder()
    const phone = '13912340001'
    const code = shop.wechat.phoneCode(`openid-${person}`, phone)
    await shop.call(person, 'membership.bindPhone', { operationId: shop.operationId(), code })
    const found = await shop.call(CLERK, 'counter.find', {
      operationId: shop.operationId(),
      branchId: BRANCH,
      phone,
    })
    const input = await use(person, { visit: found.visit })
    expect(await shop.refusal(CLERK, 'counter.useBenefit', input)).toBe('VISIT_INVALID')
    expect(await shop.refusal(CLERK, 'counter.benefits', { branchId: BRANCH, visit: found.visit })).toBe(
      'VISIT_INVALID',
    )
    const other = await use(person, { visit: await visitOf(person, 'kejiyuan') })
    expect(await shop.refusal(CLERK, 'counter.useBenefit', other)).toBe('VISIT_INVALID')
  })

  it('M029 books a slot, shows it to the clerk, and is completed by the scan', async () => {
    const person = await holder()
    const day = '2027-03-12'
    const { slots } = await shop.call(person, 'membership.slots', { benefit: TASTING, branchId: BRANCH, day })
    expect(slots.map(({ left, why }) => [left, why])).toEqual([
      [2, null],
      [1, null],
    ])
    const at = slots[0]?.at ?? 0
    const booking = { operationId: shop.operationId(), benefit: TASTING, branchId: BRANCH, at }
    const booked = await shop.call(person, 'membership.book', booking)
    expect(booked).toMatchObject({ state: 'booked', branchName: '老街店' })
    expect(await shop.call(person, 'membership.book', booking)).toEqual(booked)
    await shop.clock.set(at)
    const visit = await visitOf(person)
    const { appointments } = await shop.call(CLERK, 'counter.benefits', { branchId: BRANCH, visit })
    expect(appointments).toMatchObject([{ appointmentId: booked.appointmentId, state: 'booked' }])
    const done = await shop.call(CLERK, 'counter.useBenefit', {
      ...(await use(person)),
      benefit: TASTING,
      appointmentId: booked.appointmentId,
    })
    expect(done).toMatchObject({ outcome: 'given', saved: 0, units: 1 })
    const after = await shop.call(person, 'membership.benefits', {})
    expect(after.appointments).toMatchObject([{ state: 'completed' }])
  })

  it('M029 of many who want the last place exactly one gets it, and a cancelled one is free again', async () => {
    const at = startOfDay('2027-03-14') + 15.5 * 3_600_000
    const wanting: string[] = []
    for (let index = 0; index < 6; index += 1) wanting.push(await holder())
    const answers = await Promise.all(
      wanting.map((person) =>
        shop.ask(person, 'membership.book', {
          operationId: shop.operationId(),
          benefit: TASTING,
          branchId: BRANCH,
          at,
        }),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    for (const answer of answers) if (!answer.ok) expect(answer.code).toBe('SLOT_FULL')
    const winner = answers.findIndex(({ ok }) => ok)
    const answer = answers[winner]
    const { appointmentId } = (answer?.ok ? answer.data : {}) as Output<'membership.book'>
    await shop.call(wanting[winner] ?? '', 'membership.cancelAppointment', {
      operationId: shop.operationId(),
      appointmentId,
    })
    const next = wanting[(winner + 1) % wanting.length] ?? ''
    const again = { operationId: shop.operationId(), benefit: TASTING, branchId: BRANCH, at }
    expect(await shop.call(next, 'membership.book', again)).toMatchObject({ state: 'booked' })
  })

  it('M029 more places than before open at once for slots that were booked, what was taken stays taken', async () => {
    const at = startOfDay('2027-03-15') + 15.5 * 3_600_000
    const [first, second, third] = [await holder(), await holder(), await holder()]
    const book = (person: string) => {
      const slot = { benefit: TASTING, branchId: BRANCH, at }
      return shop.ask(person, 'membership.book', { operationId: shop.operationId(), ...slot })
    }
    expect(await book(first)).toMatchObject({ ok: true })
    expect(await book(second)).toMatchObject({ code: 'SLOT_FULL' })
    const publish = async (places: number) => {
      const { draft, release } = await shop.call('owner', 'operations.catalogue', {})
      for (const { terms } of draft?.plans ?? [])
        for (const offer of terms.benefits ?? [])
          if (offer.kind === 'service' && offer.appointment) offer.appointment.slots[1]!.places = places
      const input = { operationId: shop.operationId(), expectedRelease: release ?? 0, draft: draft! }
      await shop.call('owner', 'operations.release', input)
      await shop.clock.advance(31_000)
    }
    await publish(2)
    expect(await book(second)).toMatchObject({ ok: true })
    expect(await book(third)).toMatchObject({ code: 'SLOT_FULL' })
    await publish(1)
    expect(await book(third)).toMatchObject({ code: 'SLOT_FULL' })
    await publish(3)
    expect(await book(third)).toMatchObject({ ok: true })
  })

  it('M031 what is to be prepared is on the clerks’ list once, however often the job runs, and done once', async () => {
    const person = await holder()
    for (let round = 0; round < 3; round += 1) {
      await shop.timer('payment', 'settleDue')
      await shop.clock.advance(10 * 60_000)
      await shop.timer('renewal', 'sweep')
    }
    const listed = async () =>
      (await shop.call(CLERK, 'counter.tasks', { branchId: BRANCH })).tasks.filter(
        ({ memberNumber }) => memberNumber === shop.numberOf(person),
      )
    const [task, ...more] = await listed()
    expect(more).toEqual([])
    expect(task).toMatchObject({ title: '手写冲煮手册', window: '第1个月' })
    const input = {
      operationId: shop.operationId(),
      branchId: BRANCH,
      taskId: task?.taskId ?? '',
      note: '放在吧台',
    }
    const done = await shop.call(CLERK, 'counter.completeTask', input)
    expect(await shop.call(CLERK, 'counter.completeTask', input)).toEqual(done)
    const second = { ...input, operationId: shop.operationId() }
    expect(await shop.refusal(CLERK, 'counter.completeTask', second)).toBe('TASK_DONE')
    expect(await listed()).toEqual([])
  })

  it('M080 the choice is kept, and the birthday is a day without a year', async () => {
    const person = await holder()
    const benefit = { source: 'card' as const, benefitId: 'zixuan' }
    const choose = { operationId: shop.operationId(), benefit, optionId: 'dou' }
    expect(await shop.call(person, 'membership.chooseBenefit', choose)).toMatchObject({ changeable: true })
    expect((await viewOf(person, 'zixuan'))?.choice).toMatchObject({ chosen: 'dou' })
    const birthday = { operationId: shop.operationId(), monthDay: '03-20' }
    expect(await shop.call(person, 'membership.birthday', birthday)).toEqual({ monthDay: '03-20' })
  })

  it('the report says who has a benefit, who used it, what it saved and cost', async () => {
    const person = await holder()
    await shop.call(CLERK, 'counter.useBenefit', await use(person))
    await shop.clock.advance(30 * 60_000)
    await shop.timer('renewal', 'sweep')
    const { rows } = await shop.call('owner', 'operations.benefitReport', {})
    const cup = rows.find(({ benefit }) => benefit.benefitId === 'meiri-kafei')
    expect(cup).toMatchObject({ title: '每天一杯美式', from: '权益卡', holders: people })
    // Two were used on the way here and one is new; the one that was taken back counts nothing.
    expect(cup).toMatchObject({ users: 2, uses: 2, saved: 3000, cost: 1200 })
    expect(cup?.usedBasisPoints).toBe(Math.floor((2 * 10_000) / people))
    expect(cup?.usedByFew).toBe(people > 20)
  })

  it('M061 goods are replaced on day 180 and refused on day 181, and never more than were bought', async () => {
    const person = await holder()
    const { receipt } = await settleFor(shop, person, [['tusi', 2]])
    const claim = async (quantity: number) => ({
      operationId: shop.operationId(),
      branchId: BRANCH,
      visit: await visitOf(person),
      receiptId: receipt.receiptId,
      line: 0,
      quantity,
    })
    // Three more receipts push it out of the state: it is found in the journal.
    for (let index = 0; index < 4; index += 1) {
      await settleFor(shop, person, [['meishi', 1]])
      await shop.clock.advance(20 * 60_000)
    }
    await shop.clock.set(startOfDay(receipt.day) + 180 * DAY + DAY - 60_000)
    const covered = async () =>
      (await shop.call(CLERK, 'counter.benefits', { branchId: BRANCH, visit: await visitOf(person) }))
        .warranties
    expect(await covered()).toMatchObject([{ receiptId: receipt.receiptId, line: 0, name: '吐司', left: 2 }])
    const answer = await shop.call(CLERK, 'counter.claimWarranty', await claim(1))
    expect(await covered()).toMatchObject([{ left: 1 }])
    expect(answer).toMatchObject({ title: '吐司', quantity: 1 })
    expect(await shop.refusal(CLERK, 'counter.claimWarranty', await claim(2))).toBe('QUOTA_USED')
    await shop.clock.advance(60_000)
    expect(await shop.refusal(CLERK, 'counter.claimWarranty', await claim(1))).toBe('WARRANTY_OVER')
  })
})
