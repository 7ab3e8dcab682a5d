import type { Output } from '../../cloudfunctions/contract'
import { NOW, answers } from '../browser/fixtures/staff'
import { BENEFITS } from '../browser/fixtures/till'
import { opened } from './clerk-phone'
import { expectWords } from './offers-phone'
import { Refused } from './staff-answers'

/** What a clerk does for members beside the till: greeting them, and checking them in to events. */
const CARE = 'packages/staff/care/index'
const COUNTER = 'packages/staff/counter/index'

function careList(): Output<'counter.careList'>['items'] {
  const [birthday] = answers['counter.careList']!({ branchId: 'laojie' }).items
  return [birthday!, { ...birthday!, careId: 'care-2', displayName: '陈**', detail: '会员卡11月30日到期' }]
}

describe('whom the staff greets', () => {
  async function withList() {
    let items = careList()
    let fails = false
    const page = await opened(CARE, {
      'counter.careList': () => ({ items, left: 0 }),
      'counter.completeCare': ({ careId }) => {
        if (fails) throw new Refused('INTERNAL')
        items = items.filter((one) => one.careId !== careId)
        return { careId, completedAt: NOW }
      },
    })
    return {
      ...page,
      fail: (on: boolean) => {
        fails = on
      },
    }
  }

  test('the words are prepared, a person sends them; each is done once', async () => {
    const { at, inputsOf } = await withList()
    expectWords(at, '林**', '11月25日生日', '您好,11月25日是您的生日', '陈**')
    await at.page.tap('已问候', { nth: 0 })
    await at.advance(500)
    expectWords(at, '已记下:问候了林**', '陈**')
    await at.page.tap('不打扰')
    await at.advance(500)
    expectWords(at, '都问候过了')
    expect(inputsOf('counter.completeCare')).toMatchObject([
      { branchId: 'laojie', careId: 'care-1', outcome: 'greeted' },
      { branchId: 'laojie', careId: 'care-2', outcome: 'left_out' },
    ])
  })

  test('what could not be noted stays on the list and says so', async () => {
    const { at, fail } = await withList()
    fail(true)
    await at.page.tap('已问候', { nth: 0 })
    await at.advance(500)
    expect(at.page.text()).not.toContain('已记下')
    expectWords(at, '林**', 'INTERNAL')
  })
})

test('M105 who signed up is checked in with the code just shown, once', async () => {
  let checkedInAt: number | null = null
  const { at, inputsOf } = await opened(COUNTER, {
    'counter.benefits': () => BENEFITS,
    'counter.events': () => ({
      events: [
        {
          eventId: 'pinjian',
          title: '手冲咖啡品鉴',
          startsAt: NOW,
          endsAt: NOW + 7_200_000,
          signedUp: true,
          checkedInAt,
          why: null,
        },
      ],
    }),
    'counter.checkInEvent': ({ eventId }) => {
      checkedInAt = NOW
      return {
        eventId,
        title: '手冲咖啡品鉴',
        memberNumber: '0123456789ABC',
        displayName: '林**',
        checkedInAt,
      }
    },
  })
  await at.page.tap('扫会员码')
  await at.page.tap('权益')
  await at.advance(500)
  expectWords(at, '今天报名的活动', '手冲咖啡品鉴', '已报名')
  await at.page.tap('签到')
  await at.advance(500)
  expectWords(at, '已签到:手冲咖啡品鉴')
  expect(inputsOf('counter.checkInEvent')).toMatchObject([{ branchId: 'laojie', eventId: 'pinjian' }])
})
