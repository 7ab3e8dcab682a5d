import { LIFECYCLE_STAGES } from '../../cloudfunctions/domain/lifecycle-account'
import { lifecycleEffect, logStage, stageMoments, stageOf } from '../../cloudfunctions/domain/lifecycle'
import type { MemberState, ReceiptFacts } from '../../cloudfunctions/domain/member'
import { declaredBirthday, isMinor } from '../../cloudfunctions/domain/minors'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import { nextDueAt } from '../../cloudfunctions/domain/next-due'
import { announceSeed, seededRandom } from '../seed'

const DAY = 86_400_000
/** 2027-03-10 10:00 in Shanghai. */
const NOW = Date.UTC(2027, 2, 10, 2)
const SEED = announceSeed('lifecycle')

function joined(at = NOW): MemberState {
  return { ...emptyMember('0'.repeat(13), ''), joinedAt: at }
}

function ordered(state: MemberState, at: number, id = `r${at}`): MemberState {
  const receipt = { receiptId: id, at, branchId: 'laojie' } as ReceiptFacts
  return lifecycleEffect.count(state, { receipt, release: {} as never, now: at }).state
}

function undone(state: MemberState, id: string): MemberState {
  const receipt = { receiptId: id } as ReceiptFacts
  return lifecycleEffect.takeBack(state, { receipt, release: {} as never, now: NOW }).state
}

function withCard(state: MemberState, startsAt: number, endsAt: number, paid = 19_900): MemberState {
  const period = { orderId: 'o', versionId: 'v@1', boughtAt: startsAt, startsAt, endsAt, months: 12, paid }
  const card = { id: 'o', planId: 'p', anchor: '2027-03-10', months: 12, startsAt, endsAt }
  return { ...state, memberships: [{ ...card, periods: [{ ...period, refunded: 0, saved: 0 }] }] }
}

/** Logs all that is due by `now`, as the timer does however late it runs. */
function settled(state: MemberState, now: number): { state: MemberState; moves: string[] } {
  const moves: string[] = []
  let current = state
  for (let round = 0; round < 50; round += 1) {
    const [moment] = stageMoments(current)
    if (moment === undefined || moment > now) return { state: current, moves }
    const decided = logStage(current, moment)
    if (!decided.ok) throw new Error('due, and refused')
    moves.push(`${decided.facts.from ?? ''}>${decided.facts.to}`)
    current = decided.state
  }
  throw new Error('due again after it ran')
}

describe(`the five stages (HUIKA_SEED=${SEED})`, () => {
  it('M102 the published thresholds, each at its edge', () => {
    expect(stageOf(emptyMember('0'.repeat(13), ''), NOW)).toBeNull()
    expect(stageOf(joined(), NOW)).toBe('attracted')
    const once = ordered(joined(), NOW)
    expect(stageOf(once, NOW)).toBe('retained')
    const twice = ordered(once, NOW + DAY, 'second')
    expect(stageOf(twice, NOW + DAY)).toBe('active')
    expect(stageOf(twice, NOW + 60 * DAY - 1)).toBe('active')
    expect(stageOf(twice, NOW + 60 * DAY)).toBe('retained')
    expect(stageOf(undone(twice, 'second'), NOW + DAY)).toBe('retained')
    const holder = withCard(twice, NOW, NOW + 365 * DAY)
    expect(stageOf(holder, NOW + 100 * DAY)).toBe('converted')
    expect(stageOf(holder, NOW + 365 * DAY)).toBe('retained')
    expect(stageOf(withCard(twice, NOW, NOW + 365 * DAY, 0), NOW + DAY)).toBe('active')
    const advocate = {
      ...holder,
      referral: { ...holder.referral, given: { month: '2027-03', inMonth: 1, inAll: 1 } },
    }
    expect(stageOf(advocate, NOW)).toBe('advocating')
    expect(stageOf(advocate, Date.UTC(2028, 3, 10))).not.toBe('advocating')
  })

  it('M102 transitions are logged once each, in their order, however late the timer comes', () => {
    const life = withCard(
      ordered(ordered(joined(), NOW + 2 * DAY), NOW + 5 * DAY),
      NOW + 10 * DAY,
      NOW + 40 * DAY,
    )
    const late = settled(life, NOW + 400 * DAY)
    expect(late.moves).toEqual([
      '>retained',
      'retained>active',
      'active>converted',
      'converted>active',
      'active>retained',
    ])
    let state = life
    const daily: string[] = []
    for (let day = 0; day <= 400; day += 1) {
      const step = settled(state, NOW + day * DAY)
      daily.push(...step.moves)
      state = step.state
    }
    expect(daily).toEqual(late.moves)
    expect(state.lifecycle).toEqual(late.state.lifecycle)
  })

  it('M102 a property: every member has exactly one stage, and a step that ran is not due again', () => {
    const random = seededRandom(SEED)
    for (let round = 0; round < 400; round += 1) {
      let state = joined(NOW)
      let now = NOW
      const ids: string[] = []
      for (let step = 0; step < 12; step += 1) {
        now += Math.floor(random() * 40 * DAY)
        const dice = random()
        if (dice < 0.5) {
          ids.push(`r${round}-${step}`)
          state = ordered(state, now, ids.at(-1))
        } else if (dice < 0.6 && ids.length > 0) state = undone(state, ids.pop() ?? '')
        else if (dice < 0.8) state = withCard(state, now, now + Math.floor(random() * 90 * DAY))
        else if (dice < 0.85) state = { ...state, memberships: [] }
        const before = settled(state, now)
        state = before.state
        const stage = stageOf(state, now)
        expect(LIFECYCLE_STAGES.filter((one) => one === stage)).toHaveLength(1)
        const due = stageMoments(state)[0]
        expect(due === undefined || due > now).toBe(true)
        expect(stageMoments(state).every((moment) => (nextDueAt(state) ?? 0) <= moment)).toBe(true)
        // Once nothing changes any more, what is logged is what is.
        const far = now + 1000 * DAY
        expect(settled(state, far).state.lifecycle?.stage).toBe(stageOf(state, far))
      }
    }
  })
})

describe('minors by a declared birthday', () => {
  it('L9 of who is of age no year is kept, of a minor the day of coming of age, under 14 no birthday', () => {
    expect(declaredBirthday('2009-03-10', NOW)).toEqual({ monthDay: '03-10', minorUntil: null })
    expect(declaredBirthday('2009-03-11', NOW)).toEqual({ monthDay: '03-11', minorUntil: '2027-03-11' })
    expect(declaredBirthday('2013-03-10', NOW)).toEqual({ monthDay: '03-10', minorUntil: '2031-03-10' })
    expect(declaredBirthday('2013-03-11', NOW)).toEqual({ monthDay: null, minorUntil: '2032-01-01' })
    expect(declaredBirthday('2012-02-29', NOW)).toEqual({ monthDay: '02-29', minorUntil: '2030-03-01' })
    for (const wrong of ['2027-03-11', '2027-13-01', '2026-02-29', 'x'])
      expect(declaredBirthday(wrong, NOW)).toBeNull()
    const minor = {
      privacy: { personalised: true, hiddenTags: [], closedAt: null, minorUntil: '2027-03-11' },
    }
    expect(isMinor(minor, NOW)).toBe(true)
    expect(isMinor(minor, Date.UTC(2027, 2, 10, 15, 59, 59))).toBe(true)
    expect(isMinor(minor, Date.UTC(2027, 2, 10, 16))).toBe(false)
  })
})
