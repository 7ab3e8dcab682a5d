import type { BenefitAccount } from './benefit-account'
import { mergedUses } from './benefit-counts'

/** What two people used who turn out to be one (M062): together they get no more than one person. */
export function mergedBenefits(own: BenefitAccount, carried: BenefitAccount): BenefitAccount {
  const isKnown = (choice: BenefitAccount['choices'][number]) =>
    own.choices.some(({ benefitKey, window }) => benefitKey === choice.benefitKey && window === choice.window)
  return {
    uses: mergedUses(own.uses, carried.uses),
    recent: [...own.recent, ...carried.recent],
    appointments: [...own.appointments, ...carried.appointments],
    choices: [...own.choices, ...carried.choices.filter((choice) => !isKnown(choice))],
    warranties: [...own.warranties, ...carried.warranties],
    birthday: {
      monthDay: own.birthday.monthDay ?? carried.birthday.monthDay,
      giftYear: later(own.birthday.giftYear, carried.birthday.giftYear),
    },
    tasks: [...own.tasks, ...carried.tasks],
  }
}

function later(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : Math.max(one, other)
}
