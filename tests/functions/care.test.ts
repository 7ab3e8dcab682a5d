import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import type { InboxDocument } from '../../cloudfunctions/ledger/inbox'
import { CARE_LIST, DAY_COUPON, memberDay, memberEvent, wantsNews, withCare } from '../care-shop'
import { documents, leftOpen, violations } from '../invariants'
import { withBlow } from '../faults/crash'
import { openShop, settleFor, type Shop } from '../shop'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'
const HOUR = 3_600_000
const at = (day: string, hour: number) => Date.parse(`${day}T00:00:00+08:00`) + hour * HOUR

async function until(shop: Shop, instant: number): Promise<void> {
  await shop.clock.advance(instant - shop.clock.now())
}

async function timers(shop: Shop, rounds = 3): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await shop.timer('payment', 'settleDue')
    await shop.timer('renewal', 'sweep')
    await shop.clock.advance(10 * 60_000)
  }
}

async function visitOf(shop: Shop, person: string): Promise<string> {
  const code = await shop.codeOf(person)
  return (await shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code })).visit
}

/** What this person's inbox says of one flow. */
function told(shop: Shop, person: string, flow: string): InboxDocument[] {
  return documents<InboxDocument>(shop, 'inbox').filter(
    (row) => row.memberId === shop.numberOf(person) && row.flow === flow,
  )
}

const signUp = (shop: Shop, person: string, eventId = 'pin-jian') =>
  shop.ask(person, 'membership.signUpEvent', { operationId: shop.operationId(), eventId })

describe('M105 events, from signing up to the door', () => {
  let shop: Shop
  const people = Array.from({ length: 64 }, (_, n) => `guest-${n}`)

  beforeAll(async () => {
    shop = await openShop({ draft: withCare() })
    for (const person of people) await shop.join(person)
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    await shop.close()
  })

  const left = async () => (await shop.call('owner', 'membership.event', { eventId: 'pin-jian' })).event.left

  it('M105 64 people sign up at once for twelve places: twelve get one, and each place is one person’s', async () => {
    const answers = await Promise.all(people.map((person) => signUp(shop, person)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(12)
    expect(new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.code])))).toEqual(
      new Set(['EVENT_FULL']),
    )
    expect(await left()).toBe(0)
    const placed = documents<{ state: { care: { events: unknown[] } } }>(shop, 'members')
    expect(placed.reduce((sum, { state }) => sum + state.care.events.length, 0)).toBe(12)
  }, 120_000)

  it('M105 who leaves makes room for exactly one, who repeats it takes nothing', async () => {
    const mine = async (person: string) =>
      (await shop.call(person, 'membership.event', { eventId: 'pin-jian' })).event
    const holders: string[] = []
    for (const person of people) if ((await mine(person)).mine) holders.push(person)
    const [leaver = '', other = ''] = holders
    const outside = people.filter((person) => !holders.includes(person))
    const input = { operationId: shop.operationId(), eventId: 'pin-jian' }
    expect((await shop.call(leaver, 'membership.leaveEvent', input)).left).toBe(1)
    expect((await shop.call(leaver, 'membership.leaveEvent', input)).left).toBe(1)
    const answers = await Promise.all(outside.slice(0, 16).map((person) => signUp(shop, person)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await left()).toBe(0)
    expect((await mine(leaver)).why).toContain('名额已满')
    expect((await mine(other)).mine).toMatchObject({ checkedInAt: null, canLeave: true })
  }, 120_000)

  it('M105 the reminder comes the day before, once; check-in takes the own code of who signed up, once', async () => {
    const [holder = ''] = await holdersOf()
    await until(shop, at('2027-03-13', 10))
    await timers(shop)
    expect(told(shop, holder, 'event_reminder')).toHaveLength(1)
    await timers(shop)
    expect(told(shop, holder, 'event_reminder')).toHaveLength(1)

    await until(shop, at('2027-03-14', 14.5))
    const stranger = people.find((person) => !told(shop, person, 'event_reminder').length) ?? ''
    const check = async (person: string, visit: string) =>
      shop
        .ask(CLERK, 'counter.checkInEvent', {
          operationId: shop.operationId(),
          branchId: BRANCH,
          visit,
          eventId: 'pin-jian',
        })
        .then((answer) => (answer.ok ? person : answer.code))
    expect(await check(stranger, await visitOf(shop, stranger))).toBe('EVENT_NOT_SIGNED_UP')
    const visit = await visitOf(shop, holder)
    expect((await shop.call(CLERK, 'counter.events', { branchId: BRANCH, visit })).events).toMatchObject([
      { eventId: 'pin-jian', signedUp: true, checkedInAt: null, why: null },
    ])
    expect(await check(holder, visit)).toBe(holder)
    expect(await check(holder, await visitOf(shop, holder))).toBe('EVENT_CHECKED_IN')
    await timers(shop)
    const { events } = await shop.call('owner', 'operations.eventReport', {})
    expect(events).toMatchObject([
      { eventId: 'pin-jian', capacity: 12, signedUp: 12, checkedIn: 1, gaveBack: 1 },
    ])
  }, 120_000)

  it('M105 who was found by a phone number, or comes with somebody else’s card, is not checked in', async () => {
    const [, holder = ''] = await holdersOf()
    const code = shop.wechat.phoneCode(`openid-${holder}`, '13912340001')
    await shop.call(holder, 'membership.bindPhone', { operationId: shop.operationId(), code })
    const found = await shop.call(CLERK, 'counter.find', {
      operationId: shop.operationId(),
      branchId: BRANCH,
      phone: '13912340001',
    })
    const { visit } = found
    expect(
      await shop.refusal(CLERK, 'counter.checkInEvent', {
        operationId: shop.operationId(),
        branchId: BRANCH,
        visit,
        eventId: 'pin-jian',
      }),
    ).toBe('VISIT_INVALID')
  })

  async function holdersOf(): Promise<string[]> {
    const numbers = documents<{ _id: string; state: { care: { events: unknown[] } } }>(shop, 'members')
      .filter(({ state }) => state.care.events.length > 0)
      .map(({ _id }) => _id)
    return people.filter((person) => numbers.includes(shop.numberOf(person)))
  }
})

/** The member, and the stock four times, since it isn't there yet. */
const CALLS_BEFORE_COMMIT = 5

describe('M105 places of attempts that died', () => {
  it('M105 a place whose owner died before the commit is free again after ten minutes, and only then', async () => {
    const shop = await openShop({ draft: withCare({ events: [memberEvent({ capacity: 1 })] }) })
    try {
      for (const person of ['lin', 'chen']) await shop.join(person)
      const first = { operationId: shop.operationId(), eventId: 'pin-jian' }
      const work = () => shop.ask('lin', 'membership.signUpEvent', first)
      // Dies with the place held, right before the member's own write.
      const { reached, revive } = await withBlow(shop, CALLS_BEFORE_COMMIT + 1, 'dies_before', work)
      expect(reached).toBe(true)
      expect(
        await shop.refusal('chen', 'membership.signUpEvent', { ...first, operationId: shop.operationId() }),
      ).toBe('EVENT_FULL')
      await shop.clock.advance(11 * 60_000)
      expect((await signUp(shop, 'chen')).ok).toBe(true)
      // The dead attempt comes back: its operation is out of use.
      await revive()
      expect(await shop.refusal('lin', 'membership.signUpEvent', first)).toBe('OPERATION_REUSED')
      expect(
        await shop.refusal('lin', 'membership.signUpEvent', { ...first, operationId: shop.operationId() }),
      ).toBe('EVENT_FULL')
      expect(violations(shop)).toEqual([])
    } finally {
      await shop.close()
    }
  }, 60_000)
})

describe('M111 M104 a member day and greetings, from the release to the inbox', () => {
  let shop: Shop

  beforeAll(async () => {
    const birthday = { text: '生日快乐,送您一张券', templateId: DAY_COUPON }
    shop = await openShop({
      draft: withCare({ care: { memberDays: [memberDay()], birthday, careList: CARE_LIST } }),
    })
    for (const person of ['lin', 'chen', 'zhao']) await shop.join(person)
    await wantsNews(shop, 'lin')
    await wantsNews(shop, 'zhao')
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    await shop.close()
  })

  it('M104 M037 a birthday brings one greeting and one coupon a year; who entered none, or agreed to none, hears nothing', async () => {
    const enter = (person: string, monthDay: string) =>
      shop.call(person, 'membership.birthday', { operationId: shop.operationId(), monthDay })
    await enter('lin', '03-12')
    await enter('chen', '03-12')
    await until(shop, at('2027-03-12', 9))
    await timers(shop)
    expect(told(shop, 'lin', 'birthday_care')).toHaveLength(1)
    expect(told(shop, 'chen', 'birthday_care')).toHaveLength(0)
    expect(told(shop, 'zhao', 'birthday_care')).toHaveLength(0)
    await enter('lin', '03-15')
    await until(shop, at('2027-03-15', 9))
    await timers(shop)
    expect(told(shop, 'lin', 'birthday_care')).toHaveLength(1)
    expect((await shop.call('lin', 'coupons.wallet', {})).coupons).toHaveLength(1)
  })

  it('M111 the day opens, tells once who agreed, doubles what receipts earn, and closes, all by itself', async () => {
    await until(shop, at('2027-03-17', 12))
    const plain = (await settleFor(shop, 'lin', [['meishi', 1]])).receipt.earned?.points ?? 0
    await timers(shop)
    expect(told(shop, 'lin', 'member_day')).toHaveLength(0)
    await until(shop, at('2027-03-18', 9))
    await timers(shop, 4)
    expect(told(shop, 'lin', 'member_day')).toHaveLength(1)
    expect(told(shop, 'chen', 'member_day')).toHaveLength(0)
    const [day] = (await shop.call('lin', 'membership.memberDay', {})).days
    expect(day).toMatchObject({ day: '2027-03-18', running: true, coupon: { state: 'claimable' } })
    const { receipt } = await settleFor(shop, 'lin', [['meishi', 1]])
    expect(receipt.earned).toMatchObject({
      points: 2 * plain,
      memberDay: { title: '18日会员日', basisPoints: 20_000 },
    })
    expect((await shop.call('lin', 'membership.home', {})).entries).toMatchObject({
      memberDay: { title: '18日会员日', day: '2027-03-18', running: true },
    })
    const claim = { occasion: 'member_day' as const, id: 'shi-ba', day: '2027-03-18' }
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        shop.ask('lin', 'membership.claimDayCoupon', { operationId: shop.operationId(), ...claim }),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    await until(shop, at('2027-03-19', 0))
    expect((await settleFor(shop, 'lin', [['meishi', 1]])).receipt.earned?.points).toBe(plain)
    expect(
      await shop.refusal('lin', 'membership.claimDayCoupon', { operationId: shop.operationId(), ...claim }),
    ).toBe('DAY_COUPON_CLOSED')
  })

  it('M104 the staff finds who was long away on the branch’s list, with masked name and text, and ends it once', async () => {
    await until(shop, at('2027-05-03', 9))
    await timers(shop)
    const { items } = await shop.call(CLERK, 'counter.careList', { branchId: BRANCH })
    expect(items).toMatchObject([
      { reason: 'absent', displayName: 'l**', branchId: BRANCH, detail: '上次到店3月19日,已45天' },
    ])
    expect((await shop.call('clerk-kejiyuan', 'counter.careList', { branchId: 'kejiyuan' })).items).toEqual(
      [],
    )
    const careId = items[0]?.careId ?? ''
    const done = { operationId: shop.operationId(), branchId: BRANCH, careId, outcome: 'greeted' as const }
    expect(await shop.call(CLERK, 'counter.completeCare', done)).toEqual(
      await shop.call(CLERK, 'counter.completeCare', done),
    )
    expect(
      await shop.refusal(CLERK, 'counter.completeCare', { ...done, operationId: shop.operationId() }),
    ).toBe('CARE_DONE')
    await timers(shop)
    expect(await shop.call('owner', 'operations.careList', {})).toMatchObject({
      items: [],
      done: { greeted: 1, leftOut: 0 },
    })
  })

  it('L9 what stands in the journal says of nobody on which day they were born', () => {
    const texts = documents<JournalEntry>(shop, 'journal')
      .filter(({ command }) => /birthday/i.test(command))
      .map(({ facts, due }) => JSON.stringify([facts, due]))
    expect(texts.length).toBeGreaterThan(1)
    for (const text of texts) expect(text).not.toMatch(/03-1[25]/)
  })
})
