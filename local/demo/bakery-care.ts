import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { addDays } from '../../cloudfunctions/domain/calendar'

/** A member day each month, a greeting, whom the staff thinks of, and an afternoon to sign up for. */
export function bakeryCare(today: string): Pick<CatalogueDraft, 'care' | 'events'> {
  const day = addDays(today, 6)
  return {
    care: {
      memberDays: [
        {
          id: 'shi-ba-ri',
          title: '18日会员日',
          text: '当天到店积分翻倍,还能领一张满20减3券',
          recurs: { kind: 'monthly', dayOfMonth: 18 },
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
        id: 'hong-bei-ke',
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
