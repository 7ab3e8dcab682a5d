import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { documents } from '../invariants'
import {
  type Act,
  CONTRACT_CODE,
  ending,
  goOn,
  isSame,
  openStory,
  settleDown,
  signing,
  type Story,
  using,
} from './contract-stories'
import { wrongs } from './scheduled-recovery'
import { numberOf, openInstance, type World } from './scheduled-shop'
import { FREE, type Gate, type Strike } from './schedules'

/** `stalls`: the process stands still before the call, and goes on long after others did its work. */
type Blow = Exclude<Strike, 'none'> | 'stalls'

const ALL_BLOWS: readonly Blow[] = [
  'busy',
  'lost_before',
  'lost_after',
  'late',
  'dies_before',
  'dies_after',
  'stalls',
]
/** The long run strikes in every way, the commit run in those that differ most. */
const BLOWS = process.env.HUIKA_LONG ? ALL_BLOWS : (['late', 'dies_before', 'dies_after', 'stalls'] as const)
/** More calls than any act makes. */
const MOST_CALLS = 80

const MONTHLY = {
  purpose: 'renewal',
  planId: 'yueka',
  amount: 3900,
  isTold: true,
  failing: 0,
  script: [{ day: 0, act: signing }],
  days: 34,
} as const
const STORIES: readonly Story[] = [
  { ...MONTHLY, title: 'a month card whose debit WeChat tells of' },
  {
    ...MONTHLY,
    title: 'a month card without money at first and without a word of WeChat',
    isTold: false,
    failing: 1,
  },
  {
    ...MONTHLY,
    title: 'a month card that is ended two days before its charge',
    script: [...MONTHLY.script, { day: 29, act: ending }],
  },
  {
    ...MONTHLY,
    title: 'a balance that fills up',
    purpose: 'top_up',
    planId: 'chuzhi',
    amount: 10_000,
    days: 9,
  },
  {
    ...MONTHLY,
    title: 'a card that is paid by what it saved',
    purpose: 'as_saved',
    planId: 'shengka',
    amount: 10_000,
    script: [...MONTHLY.script, { day: 1, act: using }],
    days: 42,
  },
]

describe('X1 I3 I6 I10 crash points of contracts', () => {
  const silent = jest.spyOn(console, 'error').mockImplementation(() => undefined)
  afterAll(() => silent.mockRestore())

  it.each(STORIES)(
    'M087 L1 $title: with every call of every step struck in every way it ends as if nothing had been',
    async (story) => {
      const { points, unstruck } = await pointsOf(story)
      const endings = new Map<string, string>()
      const found: string[] = []
      const struck = new Set<string>()
      let blows = 0
      for (const { world: before, act, next } of points)
        for (const blow of BLOWS)
          for (let nth = 1; ; nth += 1) {
            const world = before.copy()
            if (!(await strike(world, story, { act, next }, { nth, blow }))) break
            struck.add(act.name)
            blows += 1
            const key = textOf(world)
            const end = endings.get(key) ?? (await endOf(world, story, next))
            endings.set(key, end)
            if (end !== unstruck) found.push(`${act.name} at ${before.now}, ${blow} at call ${nth}: ${end}`)
            if (nth > MOST_CALLS) throw new Error(`${act.name} never ends`)
          }
      process.stdout.write(
        `${story.title}: ${points.length} steps, ${blows} blows, ${endings.size} endings\n`,
      )
      expect(blows).toBeGreaterThan(1000)
      expect([unstruck, ...found.slice(0, 3)]).toEqual([unstruck])
      expect([...struck].sort()).toEqual(
        ['callbacks', 'end', 'settleDue', 'sign', 'sweep'].filter((name) =>
          points.some(({ act }) => act.name === name),
        ),
      )
    },
    600_000,
  )
})

/** An act of a story, the world before it, and which of the script comes after it. */
interface Point {
  readonly world: World
  readonly act: Act
  readonly next: number
}

/** All acts that change something, and how the story ends when nothing strikes. */
async function pointsOf(story: Story): Promise<{ points: Point[]; unstruck: string }> {
  const world = await openStory(story)
  const points: Point[] = []
  await goOn(world, story, 0, (act, now, next) => {
    const last = points.at(-1)
    if (last && isSame(now, last.world)) points.pop()
    points.push({ world: now.copy(), act, next })
  })
  return { points: points.filter(({ act }) => act.name !== 'use'), unstruck: essenceOf(world) }
}

/**
 * Carries an act out with a blow at its nth call; who heard no answer does it again, and within
 * minutes the timers come. False where the act makes fewer calls.
 */
async function strike(
  world: World,
  story: Story,
  { act, next }: Pick<Point, 'act' | 'next'>,
  { nth, blow }: { readonly nth: number; readonly blow: Blow },
): Promise<boolean> {
  const late: (() => void)[] = []
  const stopped = signal()
  const woken = signal()
  let made = 0
  const gate: Gate = {
    async pass() {
      made += 1
      if (made !== nth) return 'none'
      if (blow !== 'stalls') return blow
      stopped.give()
      await woken.given
      return 'none'
    },
    later: (effect) => void late.push(effect),
    die() {
      stopped.give()
      return new Promise(() => undefined)
    },
  }
  const worked = openInstance(world, gate, 5, false)
    .then((instance) => act.run(instance, world))
    .catch(() => undefined)
  await Promise.race([worked, stopped.given])
  if (made < nth) return false
  if (act.by === 'person') await act.run(await openInstance(world, FREE, 6), world)
  for (const effect of late) effect()
  await settleDown(world, story, next)
  woken.give()
  if (blow === 'stalls') await worked
  return true
}

function signal(): { readonly given: Promise<void>; give(): void } {
  let give = () => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give: () => give() }
}

/** Worlds with the same text have the same future. */
function textOf(world: World): string {
  const documentsOf = (name: string) => world.documents.scan(name).map(({ text }) => text)
  const kept = [
    'members',
    'orders',
    'refunds',
    'outbox',
    'signers',
    'journal',
    'stock',
    'inbox',
    'recipients',
  ]
  const all = kept.map(documentsOf)
  return JSON.stringify([world.now, world.pay.text(), all.map((texts) => texts.sort())])
}

async function endOf(world: World, story: Story, next: number): Promise<string> {
  await goOn(world, story, next)
  return essenceOf(world)
}

/** What is wrong, what was taken, and what it led to. */
function essenceOf(world: World): string {
  const lin = documents<MemberDocument>(world, 'members').find(({ _id }) => _id === numberOf('lin'))
  if (!lin) throw new Error('lin is no member')
  const { contracts, memberships, statements, wallet, fees } = lin.state
  return JSON.stringify({
    wrongs: wrongs(world),
    taken: world.pay.papay.taken(CONTRACT_CODE),
    isMessaged: world.pay.messages > 0,
    contracts: contracts.map(({ state, cycle, terminatedBy }) => [state, cycle?.chargeOn, terminatedBy]),
    periods: memberships.flatMap(({ periods }) => periods.map(({ as, paid, endsAt }) => [as, paid, endsAt])),
    statements: statements.map(({ state, charge }) => [state, charge]),
    topUps: wallet.lots.map(({ principal }) => principal),
    fees,
  })
}
