import type { TimerJob } from '../../cloudfunctions/contract/late-jobs'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import type { FaultRule } from '../../local/cloudbase/protocol-faults'
import { withMessages, type MessageShop, openMessageShop } from '../message-shop'
import { documents, violations } from '../invariants'
import { republish } from '../care-shop'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const BROKEN = { kind: 'error', code: 'EXCEED_REQUEST_LIMIT' } as const

type Strikes = Pick<FaultRule, 'action' | 'collection'> & { readonly asksFor: string }
const reading = (collection: string, asksFor: string): Strikes => ({
  action: 'database.getDocument',
  ...{ collection, asksFor },
})

describe('the owner learns of jobs that don’t come on', () => {
  let shop: MessageShop
  const printed: string[] = []

  const run = async () => {
    await shop.timer('payment', 'settleDue')
    await shop.wechat.tick()
    await shop.timer('renewal', 'sweep')
  }
  /** The timers every six hours; what they need is that they come, not how often. */
  const goOn = async (hours: number) => {
    for (let passed = 0; passed < hours; passed += 6) {
      await shop.clock.advance(6 * HOUR)
      await run()
    }
  }
  const lateJobs = async () => (await shop.call('owner', 'operations.attention', {})).lateJobs
  const names = async () => (await lateJobs()).map(({ job }) => job)
  const whileBroken = async ({ asksFor, ...rule }: Strikes, hours: number) => {
    shop.cloudbase.faults.add({
      ...rule,
      effect: BROKEN,
      remaining: 100_000,
      predicate: ({ parameters }) => JSON.stringify(parameters).includes(asksFor),
    })
    await goOn(hours)
    shop.cloudbase.faults.clear()
  }

  beforeAll(async () => {
    jest.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line))
    shop = await openMessageShop(withMessages())
    await shop.join('lin')
    await shop.buy('lin')
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    await shop.close()
    jest.restoreAllMocks()
  })

  it('a new shop has none, nor one whose timers come on', async () => {
    expect(await names()).toEqual([])
    await goOn(60)
    expect(await names()).toEqual([])
  })

  it('timers that stand still: after a day all that is owed is late, since when it was owed', async () => {
    await shop.call('chen', 'membership.join', await joining('chen'))
    await shop.post('lin', 'voucher_expiry', 'stands-still')
    const postedAt = shop.clock.now()
    await shop.clock.advance(DAY)
    expect(await names()).not.toContain('follow_ups')
    await shop.clock.advance(2 * DAY)
    const late = await lateJobs()
    const found = late.map(({ job }) => job)
    expect(found).toEqual(
      expect.arrayContaining(['follow_ups', 'archive', 'personal_data', 'typical_savings']),
    )
    expect(late.find(({ job }) => job === 'follow_ups')).toMatchObject({
      since: postedAt,
      title: '通知和奖励发放',
    })
    await run()
    expect(await names()).toEqual([])
  })

  const joining = async (person: string) => ({
    operationId: shop.operationId(),
    agreement: {
      id: 'service',
      version: (await shop.call(person, 'membership.agreement', { agreementId: 'service' })).version,
    },
    marketing: false,
    nickname: person,
  })

  const CASES: [TimerJob, Strikes][] = [
    ['archive', reading('archive_state', 'sweeper')],
    ['personal_data', reading('archive_state', 'retention')],
    ['typical_savings', reading('roll_ups', 'typical')],
    ['price_evidence', reading('roll_ups', 'price-evidence')],
    ['message_counts', reading('message_counts', '')],
    ['reconciliation', reading('reconciliations', '')],
    ['follow_ups', reading('outbox', 'renewal')],
  ]
  it.each(CASES)(
    '%s fails in each run: it is late, and not any more after its next success',
    async (job, strikes) => {
      await shop.buy(`buyer-${job}`)
      if (job === 'follow_ups') await shop.post('lin', 'voucher_expiry', 'waits')
      await whileBroken(strikes, 18)
      expect(await names()).not.toContain(job)
      await whileBroken(strikes, 60)
      const late = await lateJobs()
      // What the archive brings on stands still with it.
      const others = job === 'archive' ? ['price_evidence'] : []
      expect(late.map((one) => one.job).sort()).toEqual([job, ...others].sort())
      expect(late.every(({ since }) => since < shop.clock.now() - DAY)).toBe(true)
      expect(JSON.stringify(late)).not.toContain(shop.numberOf('lin'))
      await goOn(6)
      expect(await names()).toEqual([])
    },
  )

  it('the bills of a month: late from its second day on, until they are out', async () => {
    await shop.clock.advance(new Date('2027-04-30T23:00:00+08:00').getTime() - shop.clock.now())
    await run()
    await whileBroken(reading('roll_ups', 'bills:2027-04'), 24)
    expect(await names()).toEqual([])
    await whileBroken(reading('roll_ups', 'bills:2027-04'), 6)
    expect(await lateJobs()).toMatchObject([
      { job: 'bills', since: new Date('2027-05-01T00:00:00+08:00').getTime(), title: '月账单' },
    ])
    await run()
    expect(await names()).toEqual([])
  })

  it('how far forecasts were off: late until it was counted this month', async () => {
    await shop.clock.advance(new Date('2027-05-31T23:00:00+08:00').getTime() - shop.clock.now())
    await run()
    await whileBroken(reading('roll_ups', 'forecasts:2027-06'), 36)
    expect(await names()).toEqual(['forecast_errors'])
    await run()
    await shop.clock.advance(31_000)
    expect(await names()).toEqual([])
  })

  it('what members and payments owe: late where nobody has looked at them for a day', async () => {
    const due = () => documents<MemberDocument>(shop, 'members').flatMap(({ nextDueAt }) => nextDueAt ?? [])
    await shop.clock.advance(Math.min(...due()) - 2 * HOUR - shop.clock.now())
    await run()
    await whileBroken(reading('members', 'nextDueAt'), 48)
    expect(await names()).toEqual(['members'])
    await goOn(6)
    expect(await names()).toEqual([])
    const { agreements, versionId, price } = await shop.call('wen', 'membership.plan', { planId: 'nianka' })
    await shop.call('wen', 'payment.buy', {
      operationId: shop.operationId(),
      ...{ planId: 'nianka', versionId, price },
      agreements: agreements.map(({ id, version }) => ({ id, version })),
    })
    // The whole run ends there: its other jobs have no turn.
    await whileBroken(reading('orders', 'nextDueAt'), 48)
    expect(await names()).toEqual(['payments'])
    await goOn(6)
    expect(await names()).toEqual([])
  })

  it('who holds something has to be told of a closing: late where nobody went through the members', async () => {
    const draft = { day: '2028-12-31', text: '房租到期', call: '陈店长 13800000000' }
    await republish(shop, (before) => ({ ...before, closing: draft }))
    await shop.clock.advance(31_000)
    await whileBroken(reading('roll_ups', 'walk:closing'), 18)
    expect(await names()).toEqual([])
    await whileBroken(reading('roll_ups', 'walk:closing'), 30)
    expect(await names()).toEqual(['announcements'])
    await run()
    expect(await names()).toEqual([])
  })

  it('two timers at once, and the owner beside them: nothing is written for it, and nothing is late', async () => {
    const before = shop.cloudbase.counters.log.length
    await Promise.all([run(), run(), shop.call('owner', 'operations.attention', {})])
    expect(await names()).toEqual([])
    const { calls } = await shop.countCalls(names)
    expect(shop.cloudbase.counters.log.length).toBeGreaterThan(before)
    expect(calls.filter((call) => !/^(getDocument|countDocument) /.test(call))).toEqual([])
    expect(printed.join('')).not.toContain(shop.numberOf('lin'))
  })
})
