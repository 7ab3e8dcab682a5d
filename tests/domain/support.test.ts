import { afterOpenTime, openingHours, openTimeBetween } from '../../cloudfunctions/domain/opening-hours'
import { type SupportRequest, supportReport } from '../../cloudfunctions/domain/support'
import fc from 'fast-check'
import { holds } from './property'
import { at } from './story'

const hours = { opens: 9 * 3_600_000, closes: 21 * 3_600_000 }
const branch = (text: string) => ({
  branches: [{ id: 'a', name: '店', address: '', phone: '', hours: text }],
})

describe('opening hours (M079)', () => {
  it('asked an hour before closing, two hours end an hour after the next opening', () => {
    expect(afterOpenTime(at('2027-03-10T20:00'), 7_200_000, hours)).toBe(at('2027-03-11T10:00'))
    expect(afterOpenTime(at('2027-03-10T23:00'), 600_000, hours)).toBe(at('2027-03-11T09:10'))
    expect(afterOpenTime(at('2027-03-10T06:00'), 600_000, hours)).toBe(at('2027-03-10T09:10'))
  })

  it('the time between is what was waited for, from any instant', () => {
    const day = 86_400_000
    holds(
      fc.property(
        fc.integer({ min: 0, max: 3 * day }),
        fc.integer({ min: 0, max: 5 * day }),
        (offset, wait) => {
          const from = at('2027-03-10T00:00') + offset
          return openTimeBetween(from, afterOpenTime(from, wait, hours), hours) === wait
        },
      ),
    )
  })

  it('reads what branches wrote, and takes nine to nine for what nobody can read', () => {
    expect(openingHours(branch('07:00–21:30'))).toEqual({ opens: 25_200_000, closes: 77_400_000 })
    expect(openingHours(branch('每天 8:00-20:00'))).toEqual({ opens: 28_800_000, closes: 72_000_000 })
    expect(openingHours(branch('全天'))).toEqual(hours)
    expect(openingHours(branch('22:00-02:00'))).toEqual(hours)
  })
})

describe('the report of answers (M079)', () => {
  const request = (tierName: string, tookMinutes: number, prioritised: boolean): SupportRequest => ({
    _id: `${tierName}${tookMinutes}`,
    memberId: 'M',
    words: '问',
    at: 0,
    promisedBy: 60 * 60_000,
    prioritised,
    tierName,
    state: 'answered',
    answeredAt: tookMinutes * 60_000,
    tookMinutes,
    answer: { operationId: 'o', words: '答', by: 'S' },
  })

  it('M079 the ratio of medians is told from ten of each on', () => {
    const slow = Array.from({ length: 10 }, (_, index) => request('普通', 60 + index, false))
    const fast = Array.from({ length: 10 }, (_, index) => request('铂金', 18 + index, true))
    expect(supportReport([...slow, ...fast])).toEqual({
      medians: [
        { tierName: '普通', answered: 10, medianMinutes: 65, kept: 1000 },
        { tierName: '铂金', answered: 10, medianMinutes: 23, kept: 10_000 },
      ],
      ratio: 282,
    })
    expect(supportReport([...slow, ...fast.slice(1)]).ratio).toBeNull()
    expect(supportReport([])).toEqual({ medians: [], ratio: null })
  })
})
