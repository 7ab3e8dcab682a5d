import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { addDays, weekdayOf } from '../../cloudfunctions/domain/calendar'
import { daysBefore, type Scene } from './shop'
import type { Stage } from './stage'

/** The afternoon that some have signed up for. */
const WORKSHOP = 'hong-bei-ke'

/** A member day each month, on a day like today, a greeting, whom the staff thinks of, and an afternoon. */
export function bakeryCare(today: string): Pick<CatalogueDraft, 'care' | 'events'> {
  const day = comingSaturday(today)
  const dayOfMonth = Number(today.slice(8))
  return {
    care: {
      memberDays: [
        {
          id: 'hui-yuan-ri',
          title: `${dayOfMonth}日会员日`,
          text: '每个月的这一天,谢谢街坊们常来',
          recurs: { kind: 'monthly', dayOfMonth },
          audience: {},
          pointsBasisPoints: 20_000,
          templateId: 'man20jian3',
        },
      ],
      holidays: [
        {
          id: 'xin-pin-ri',
          day: addDays(today, 20),
          title: '换季问候',
          text: '换季了,店里换上了新的热汤和栗子蛋糕',
        },
      ],
      birthday: { text: '生日快乐,券包里有一张满20减3券', templateId: 'man20jian3' },
      careList: {
        birthdayText: '{day}是您的生日,麦香巷全体祝您生日快乐',
        cardEndingText: '您的会员卡{day}到期,续不续都欢迎您来店里坐坐',
        absentText: '好久没见到您了,店里上了新品,欢迎来尝',
      },
    },
    events: [
      {
        id: WORKSHOP,
        title: '周末烘焙小课堂',
        text: '和面包师一起做一份牛角包,做好带走,材料由店里准备',
        branchId: 'laojie',
        day,
        from: '14:00',
        to: '16:00',
        signUpThrough: addDays(day, -1),
        capacity: 12,
        audience: {},
      },
    ],
  }
}

/** Who comes to the afternoon: places are taken, more are free. */
const SIGNED_UP = ['suqing', 'linxiaowen', 'regular-1', 'regular-3', 'regular-9']

export function workshopSignUps(today: number): Scene[] {
  const day = daysBefore(today)
  return SIGNED_UP.map((person, index) => ({
    at: day(2, 12 + index),
    play: (stage: Stage) =>
      stage.call(person, 'membership.signUpEvent', { operationId: stage.operationId(), eventId: WORKSHOP }),
  }))
}

const SATURDAY = 6

/** The first Saturday that leaves some days to sign up; both are `YYYY-MM-DD`. */
function comingSaturday(today: string): string {
  let day = addDays(today, 3)
  while (weekdayOf(day) !== SATURDAY) day = addDays(day, 1)
  return day
}
