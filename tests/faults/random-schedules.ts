import type { Answer } from '../../cloudfunctions/contract/envelope'
import { announceSeed, seededRandom } from '../seed'
import { openStage, type Operation, type Stage } from './scheduled-operations'
import { codeOf, isDefinite, type Said, settleDown, untilDefinite, wrongs } from './scheduled-recovery'
import { openInstance } from './scheduled-shop'
import { atRandom, FREE, play, type StrikeRates } from './schedules'

const RUNS = Number(process.env.HUIKA_RUNS ?? (process.env.HUIKA_LONG ? 100_000 : 20_000))
/** Files that share them out, so that they run side by side. */
const PARTS = 2
/** Who lost the grant meanwhile is told that, and nothing else. */
const LOST_GRANT: readonly string[] = ['ROLE_REQUIRED', 'BRANCH_FORBIDDEN']

interface Sent {
  readonly operation: Operation
  /** One for each time that it was sent. */
  readonly said: Said[]
}

function draw<T>(random: () => number, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)] as T
}

/** One seed is one run: who sends what how often, who goes on when, what strikes. */
async function run(stage: Stage, seed: number): Promise<string[]> {
  const random = seededRandom(seed)
  const base = random() < 0.4 ? stage.waiting : stage.quiet
  const possible = stage.operations.filter(({ needs }) => needs === 'any' || base === stage.waiting)
  const count = random() < 0.05 ? 12 : 2 + Math.floor(random() * 4)
  const sent: Sent[] = Array.from({ length: count }, () => ({ operation: draw(random, possible), said: [] }))
  const rates: StrikeRates = {
    busy: draw(random, [0, 0, 0.05, 0.2]),
    lost: draw(random, [0, 0, 0.1, 0.3]),
    late: draw(random, [0, 0, 0.1]),
    dies: draw(random, [0, 0, 0.1, 0.2]),
  }
  const world = base.copy()
  const tasks = sent.flatMap(({ operation, said }) =>
    Array.from({ length: draw(random, [1, 1, 1, 2, 3]) }, (_, sender) => ({
      name: operation.name,
      run: async (gate: typeof FREE) => {
        const own = said.push(null) - 1
        const instance = await openInstance(world, gate, seed + sender + own * 7, random() < 0.8)
        said[own] = await operation.send(instance)
      },
    })),
  )
  await play(tasks, atRandom(random, rates))

  // Most senders come back until they know; some never do.
  const patient = random() < 0.8
  for (const { operation, said } of sent)
    if (patient && !said.some(isDefinite)) said.push(await untilDefinite(world, operation))
  await settleDown(world)
  let found = wrongs(world)
  // What died last may need another hour; the long run looks whether that hour breaks anything.
  if (found.length > 0 || process.env.HUIKA_LONG) {
    await settleDown(world)
    found = wrongs(world)
  }
  for (const { operation, said } of sent) {
    if (said.some((one) => codeOf(one) === 'INTERNAL')) found.push(`${operation.name} fails with a bug`)
    found.push(...(await differing(operation, said)))
  }
  return found

  /** I9: who was told "done" is told the same again, byte for byte. */
  async function differing(operation: Operation, said: readonly Said[]): Promise<string[]> {
    const done = said.filter((one): one is Answer => codeOf(one) === 'ok')
    if (!operation.repeatable || done.length === 0) return []
    const again = await operation.send(await openInstance(world, FREE, seed))
    if (LOST_GRANT.includes(codeOf(again))) return []
    const texts = new Set(
      [...done, again as Answer].map((answer) => JSON.stringify('data' in answer ? answer.data : answer)),
    )
    return texts.size === 1 ? [] : [`I9 ${operation.name} said ${[...texts].join(' and then ')}`]
  }
}

/**
 * X2: deterministic schedules of the real handlers: order, crash, lost answer, conflict, time-out.
 * A failure names its own seed, with which it is the first run of part 1.
 * @param part counted from 1
 */
export function describeSchedules(part: 1 | 2): void {
  const seed = announceSeed(`schedules, part ${part}`)
  const each = Math.ceil(RUNS / PARTS)
  const counted = `${each} of ${RUNS} schedules of real handlers, part ${part}`
  describe(`Random schedules (HUIKA_SEED=${seed})`, () => {
    const silent = jest.spyOn(console, 'error').mockImplementation(() => undefined)
    afterAll(() => silent.mockRestore())

    it(`X2 I1 I3 I6 I9 I10 ${counted}: whatever runs into whatever, and whatever dies, the books hold`, async () => {
      const stage = await openStage()
      const first = seed + (part - 1) * each
      const found: string[] = []
      let runs = 0
      for (; runs < each && found.length === 0; runs += 1)
        found.push(...(await run(stage, first + runs)).map((what) => `HUIKA_SEED=${first + runs}: ${what}`))
      expect(found).toEqual([])
      expect(runs).toBe(each)
    }, 3_600_000)
  })
}
