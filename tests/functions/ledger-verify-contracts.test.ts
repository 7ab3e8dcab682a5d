import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { verifyBooks } from '../../cloudfunctions/ledger/verify'
import { ending, goOn, openStory, signing, type Story, using } from '../faults/contract-stories'
import { type Documents, scheduledDatabase } from '../faults/scheduled-database'
import type { World } from '../faults/scheduled-shop'
import { FREE } from '../faults/schedules'
import { documents, violations } from '../invariants'
import {
  charge,
  contract,
  cycle,
  endedBefore,
  isEvent,
  isStatement,
  journal,
  statement,
  withFacts,
  without,
} from './forged-books'

const DAY = 86_400_000

const CHARGED: Story = {
  title: 'charged',
  purpose: 'renewal',
  planId: 'yueka',
  amount: 3900,
  isTold: true,
  failing: 0,
  script: [{ day: 0, act: signing }],
  days: 34,
}
const STORIES = {
  charged: CHARGED,
  announced: { ...CHARGED, days: 28 },
  ended: { ...CHARGED, script: [...CHARGED.script, { day: 29, act: ending }] },
  saved: {
    ...CHARGED,
    purpose: 'as_saved',
    planId: 'shengka',
    amount: 10_000,
    script: [...CHARGED.script, { day: 1, act: using }],
    days: 42,
  },
} satisfies Record<string, Story>

interface Case {
  readonly story: keyof typeof STORIES
  readonly by: (books: Documents) => void
  readonly names: RegExp
  /** What the suites' own invariants say, where they look at it too. */
  readonly invariant?: RegExp
}

const CASES: Record<string, Case> = {
  'a notice that was never delivered': {
    story: 'charged',
    by: journal(without(isEvent('notice_delivered'))),
    names: /:told:\w+:\d+: lets WeChat tell first/,
    invariant: /^M087 .* without a notice of its own/,
  },
  'a notice that came too late': {
    story: 'charged',
    by: journal(
      withFacts(isEvent('notice_delivered'), (facts) => ({
        at: ('at' in facts ? facts.at : 0) + 2 * DAY + 1,
      })),
    ),
    names: /:charge:\w+: begins a charge without a notice delivered five days before/,
    invariant: /^M087 .* without a notice of its own/,
  },
  'a notice of less than was taken': {
    story: 'charged',
    by: journal(withFacts(isEvent('notice_delivered'), { amount: 3899 })),
    names: /:charge:\w+: begins a charge of 3900 fen, above its notice/,
    invariant: /^M087 .* without a notice of its own/,
  },
  'WeChat’s own notice missing': {
    story: 'charged',
    by: journal(without(isEvent('wechat_notice'))),
    names: /:charge:\w+: begins a charge that WeChat has not announced/,
  },
  'a charge that was never begun': {
    story: 'charged',
    by: journal(without(isEvent('charge_begun'))),
    names: /:pay:\w+: is a charge that contract \w+ never began/,
    invariant: /^M087 \w+ was charged, but never begun/,
  },
  'a charge above what was begun': {
    story: 'charged',
    by: journal(withFacts(isEvent('charge_begun'), { amount: 100 })),
    names: /:pay:\w+: takes 3900 fen, announced were 100/,
  },
  'a charge that nobody signed for': {
    story: 'charged',
    by: journal(without(isEvent('signed'))),
    names: /:charge:\w+: begins a charge that nobody has signed/,
  },
  'a charge after the end': {
    story: 'charged',
    by: journal(endedBefore(isEvent('charge_begun'))),
    names: /:charge:\w+: begins a charge after the end of its contract/,
  },
  'a charge without its order': {
    story: 'charged',
    by: charge(() => null),
    names: /^order \w+: is no charge of contract \w+/,
    invariant: /^L1 \w+ was charged without its order/,
  },
  'a charge of another contract': {
    story: 'charged',
    by: charge((order) => ({
      ...order,
      ...(order.charge && { charge: { ...order.charge, contractCode: 'other' } }),
    })),
    names: /^order \w+: is no charge of contract \w+/,
    invariant: /^L1 \w+ was charged without its order/,
  },
  'an end that is moved before its charge': {
    story: 'charged',
    by: contract({ state: 'terminated', terminatedAt: Date.UTC(2027, 2, 20), terminatedBy: 'member' }),
    names: /^contract \w+ of \w+: began a charge after its end/,
    invariant: /^L1 charge:\w+ was begun after the end/,
  },
  'a contract that nobody prepared': {
    story: 'charged',
    by: contract({ contractCode: 'x'.repeat(25) }),
    names: /^contract x{25} of \w+: was never prepared/,
  },
  'a contract that goes on after its end': {
    story: 'ended',
    by: contract({ state: 'active', terminatedAt: null, terminatedBy: null }),
    names: /^contract \w+ of \w+: goes on after its end/,
  },
  'a signature out of nothing': {
    story: 'charged',
    by: contract({ state: 'signing' }),
    names: /^contract \w+ of \w+: is signing, its entries say otherwise/,
  },
  'a delivery out of nothing': {
    story: 'charged',
    by: cycle(({ notice }) => ({ notice: { ...notice, deliveredAt: Date.UTC(2027, 3, 20) } })),
    names: /^contract \w+ of \w+: holds a notice that was delivered at another time/,
  },
  'an amount above its notice': {
    story: 'announced',
    by: cycle({ amount: 4900 }),
    names: /^contract \w+ of \w+: would take 4900 fen, above its notice/,
  },
  'a charge under way that no entry began': {
    story: 'announced',
    by: (books) => {
      contract({ state: 'charging' })(books)
      cycle({ orderId: 'forged' })(books)
    },
    names: /^contract \w+ of \w+: is charging under an order that no entry began/,
  },
  'a statement above what its period saved': {
    story: 'saved',
    by: journal(withFacts(isStatement('open'), { saved: 700 })),
    names: /:state:\w+: states 700 fen, its period saved 600/,
    invariant: /^F14 statement \w+ says 700 and 600, its period saved 600/,
  },
  'a statement that owes more than was saved': {
    story: 'saved',
    by: journal(withFacts(isStatement('open'), { charge: 601 })),
    names: /:state:\w+: charges 601 fen, owed are 600/,
    invariant: /^F14 statement \w+ says 600 and 601/,
  },
  'a statement that was charged before it could be contested': {
    story: 'saved',
    by: journal(without(isStatement('charging'))),
    names: /:pay:\w+: takes statement \w+ from open to charged/,
  },
  'a statement that was never issued': {
    story: 'saved',
    by: statement({ id: 'forged' }),
    names: /^statement forged of \w+: was never issued/,
  },
  'another sum on a statement': {
    story: 'saved',
    by: statement({ saved: 500 }),
    names: /^statement \w+ of \w+: says 500 fen, its entries 600/,
  },
  'another debt on a statement': {
    story: 'saved',
    by: statement({ charge: 599 }),
    names: /^statement \w+ of \w+: owes 599 fen, its entries say otherwise/,
  },
  'a statement that is open again': {
    story: 'saved',
    by: statement({ state: 'open', orderId: null }),
    names: /^statement \w+ of \w+: is open, its entries left it charged/,
  },
}

describe('books of contracts and statements', () => {
  const worlds = new Map<string, World>()

  beforeAll(async () => {
    for (const [name, story] of Object.entries(STORIES)) {
      const world = await openStory(story)
      await goOn(world, story, 0)
      worlds.set(name, world)
    }
  })

  const worldOf = (name: string): World => {
    const world = worlds.get(name)
    if (!world) throw new Error(`no story ${name}`)
    return world.copy()
  }
  const differenceIn = async (world: World) => {
    const { difference } = await verifyBooks(scheduledDatabase(world.documents, FREE))
    return difference && `${difference.where}: ${difference.what}`
  }

  test.each(Object.keys(STORIES))('of the story “%s” show no difference', async (name) => {
    const world = worldOf(name)
    expect(documents<MemberDocument>(world, 'members').length).toBeGreaterThan(1)
    expect(await differenceIn(world)).toBeNull()
    expect(violations(world)).toEqual([])
  })

  test('a journal that was forged without a change shows none either', async () => {
    const world = worldOf('charged')
    journal((entry) => entry)(world.documents)
    expect(await differenceIn(world)).toBeNull()
    expect(violations(world)).toEqual([])
  })

  test.each(Object.entries(CASES))('name %s', async (_name, { story, by, names, invariant }) => {
    const world = worldOf(story)
    by(world.documents)
    expect(await differenceIn(world)).toMatch(names)
    if (invariant) expect(violations(world)).toContainEqual(expect.stringMatching(invariant))
  })
})
