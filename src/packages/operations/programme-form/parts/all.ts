import { draws, polls } from './activities'
import { campaigns, crossCategory, resaleSigns } from './campaigns'
import { badges, challenges } from './challenges'
import { channels, newcomer, weCom } from './channels'
import { events } from './events'
import { flashSales } from './flash-sales'
import { birthdayCare, careList, holidays } from './greetings'
import { memberDays } from './member-days'
import type { Part } from './part'
import { peakOffer } from './peak-offer'
import { points } from './points'
import { referral } from './referral'
import { rewards } from './rewards'
import { support } from './support'
import { templates } from './templates'
import { tiers } from './tiers'
import { winBack } from './win-back'

/** Every part of the programme by its name in the address, as the owner finds them. */
export const PART_GROUPS: readonly { title: string; parts: readonly (readonly [string, Part])[] }[] = [
  {
    title: '优惠券',
    parts: [
      ['templates', templates],
      ['campaigns', campaigns],
      ['crossCategory', crossCategory],
      ['resaleSigns', resaleSigns],
    ],
  },
  {
    title: '积分与等级',
    parts: [
      ['points', points],
      ['tiers', tiers],
      ['challenges', challenges],
      ['badges', badges],
    ],
  },
  {
    title: '活动与服务',
    parts: [
      ['rewards', rewards],
      ['flashSales', flashSales],
      ['polls', polls],
      ['draws', draws],
      ['support', support],
      ['events', events],
    ],
  },
  {
    title: '带来新会员',
    parts: [
      ['referral', referral],
      ['channels', channels],
      ['newcomer', newcomer],
      ['weCom', weCom],
    ],
  },
  {
    title: '关怀与唤回',
    parts: [
      ['memberDays', memberDays],
      ['birthdayCare', birthdayCare],
      ['holidays', holidays],
      ['careList', careList],
      ['winBack', winBack],
      ['peakOffer', peakOffer],
    ],
  },
]

export const PARTS: Partial<Record<string, Part>> = Object.fromEntries(
  PART_GROUPS.flatMap(({ parts }) => parts.map(([name, part]) => [name, part])),
)

/** Which of several things of a part a path of the draft is about; null where it is about the part. */
export function indexIn(path: string): number | null {
  const index = /\.(\d+)(?:\.|$)/.exec(path)?.[1]
  return index === undefined ? null : Number(index)
}
