import { dayFigures, latestReceipts } from '../../cloudfunctions/domain/day-figures'
import type { Decided, JournalEntry } from '../../cloudfunctions/domain/decision'
import { shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { joinShop } from '../../cloudfunctions/domain/joining'
import { at, DAY, MINUTE, opened, pieces, type Story } from './story'

/** The member's decisions as journal entries, each written down at its time. */
class Diary {
  readonly entries: JournalEntry[] = []

  constructor(
    readonly story: Story,
    readonly memberId: string,
  ) {}

  write(): this {
    const decision = this.story.decisions.at(-1) as Decided
    const version = this.entries.length + 1
    this.entries.push({
      _id: `${this.memberId}:${version}`,
      operationId: String(version),
      command: 'test',
      at: this.story.now,
      day: shanghaiDay(this.story.now),
      branchId: 'laojie',
      actor: { role: 'clerk', memberId: null, branchId: 'laojie' },
      inputDigest: '',
      postings: decision.postings,
      facts: decision.facts,
      due: decision.due,
      memberId: this.memberId,
      versionBefore: version - 1,
      versionAfter: version,
      previousHash: '',
      hash: '',
    })
    return this
  }

  of(day: string): JournalEntry[] {
    return this.entries.filter((entry) => entry.day === day)
  }
}

const agreement = (version: string) => ({
  agreement: { id: 'service', version },
  marketing: false,
  nickname: null,
})

describe('the figures of a day', () => {
  test('I5 receipts, takings and savings of the days sum to the ledger, also when one is undone on the next day', () => {
    const diary = new Diary(opened('2027-03-10T23:40'), 'M')
    const { story } = diary
    story.buy()
    diary.write()
    story.settle([pieces('meishi')])
    diary.write()
    const late = story.wait(15 * MINUTE).settle([pieces('natie')])
    diary.write()
    story.wait(10 * MINUTE).undo(late)
    diary.write()
    const first = dayFigures(diary.of('2027-03-10'))
    const second = dayFigures(diary.of('2027-03-11'))
    expect(first).toMatchObject({ receipts: 2, paid: 1950, saved: 1350, cards: 1, cardTakings: 19_900 })
    expect(second).toMatchObject({ receipts: -1, paid: -1050, saved: -750, cards: 0 })
    expect(first.branches.laojie).toEqual({ receipts: 2, paid: 1950, saved: 1350 })
    expect(first.saved + second.saved).toBe(600)
  })

  test('a receipt counts by its last word of the day: waiting and cancelled are nothing, paid is once', () => {
    const diary = new Diary(opened('2027-03-10T10:00'), 'M')
    const { story } = diary
    const waiting = story.settle([pieces('meishi')], { tender: 'wechat' })
    diary.write()
    expect(dayFigures(diary.entries)).toMatchObject({ receipts: 0, paid: 0 })
    story.pay(waiting)
    diary.write()
    expect(dayFigures(diary.entries)).toMatchObject({ receipts: 1, paid: 1500 })
    expect(latestReceipts([...diary.entries].reverse()).map(({ receipt }) => receipt.state)).toEqual([
      'settled',
    ])
  })

  test('M062 each new member is counted once, who joined by a tick as who joined by buying', () => {
    const ticked = new Diary(opened('2027-03-10T10:00'), 'A')
    const { story } = ticked
    story.take(joinShop(story.state, { ...agreement('v1'), now: story.now }))
    ticked.write()
    story.buy()
    ticked.write()
    const bought = new Diary(opened('2027-03-10T10:00'), 'B')
    bought.story.buy()
    bought.write()
    bought.story.take(joinShop(bought.story.state, { ...agreement('v1'), now: at('2027-03-10T11:00') }))
    bought.write()
    expect(dayFigures([...ticked.entries, ...bought.entries])).toMatchObject({ joined: 2, cards: 2 })

    story.wait(DAY).take(joinShop(story.state, { ...agreement('v2'), now: story.now }))
    ticked.write()
    expect(dayFigures(ticked.of('2027-03-11')).joined).toBe(0)
  })

  test('a card given back takes its refund off the day', () => {
    const diary = new Diary(opened('2027-03-10T10:00'), 'M')
    diary.story.buy()
    diary.write()
    diary.story.wait(DAY).refund(diary.story.state.memberships[0]!.id)
    diary.write()
    expect(dayFigures(diary.of('2027-03-11'))).toMatchObject({ cards: 0, cardTakings: -19_900 })
  })
})
