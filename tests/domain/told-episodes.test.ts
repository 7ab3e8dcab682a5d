import type { MemberState } from '../../cloudfunctions/domain/member'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import { opensAt } from '../../cloudfunctions/domain/quiet-hours'
import { wasTold, withTold } from '../../cloudfunctions/domain/told-episodes'
import { at, DAY, OPENING } from './story'

describe('episodes and hours', () => {
  test('an episode is told once, and is forgotten only long after its period', () => {
    let state: MemberState = emptyMember('m-1', '00')
    expect(wasTold(state, 'card_expiry', 'a')).toBe(false)
    state = withTold(state, 'card_expiry', 'a', OPENING)
    expect(wasTold(state, 'card_expiry', 'a')).toBe(true)
    expect(wasTold(state, 'lapse_changes', 'a')).toBe(false)
    for (let day = 1; day < 300; day += 1) state = withTold(state, 'decay', String(day), OPENING + day * DAY)
    expect(JSON.stringify(state.messages.told).length).toBeLessThan(8 * 1024)
    expect(wasTold(state, 'decay', '299')).toBe(true)
  })

  test('phones are left alone at night, except for what the law wants told', () => {
    expect(opensAt('points_expiry', at('2027-03-10T00:00'))).toBe(at('2027-03-10T08:00'))
    expect(opensAt('points_expiry', at('2027-03-10T07:59'))).toBe(at('2027-03-10T08:00'))
    expect(opensAt('points_expiry', at('2027-03-10T08:00'))).toBe(at('2027-03-10T08:00'))
    expect(opensAt('member_day', at('2027-03-10T22:00'))).toBe(at('2027-03-11T08:00'))
    expect(opensAt('renewal_notice', at('2027-03-10T23:00'))).toBe(at('2027-03-10T23:00'))
  })
})
