import type { Output } from '../contract'
import type { Release } from './release'
import type { ComebackArm, ComebackEntry } from './returning-account'
import { comebackGiftCost } from './win-back-checks'

type GiftRow = Output<'operations.comebackReport'>['gifts'][number]

/** Fewer members than this say nothing about a share. */
const FEWEST_MEMBERS = 30
const WHOLE = 10_000

/** One row for each gift, those that the owner took out as well: who got one against who got none (M096). */
export function comebackRows(entries: readonly ComebackEntry[], release: Release): GiftRow[] {
  const gift = release.settings?.winBack?.comebackGift
  const ids = new Set([...(gift ? [gift.id] : []), ...entries.map(({ giftId }) => giftId)])
  return [...ids].map((giftId) => {
    const own = entries.filter((entry) => entry.giftId === giftId)
    const withGift = armRow(own, 'gift')
    const holdOut = armRow(own, 'hold_out')
    const current = gift?.id === giftId ? gift : null
    const cost = current ? (comebackGiftCost(release, current.gives) ?? 0) : 0
    return {
      giftId,
      title: current?.title ?? giftId,
      cost,
      withGift,
      holdOut,
      lift: withGift.rate === null || holdOut.rate === null ? null : withGift.rate - holdOut.rate,
      spent: cost * withGift.members,
    }
  })
}

function armRow(entries: readonly ComebackEntry[], arm: ComebackArm): GiftRow['withGift'] {
  const own = entries.filter((entry) => entry.arm === arm)
  const cameBack = own.filter(({ cameBackAt }) => cameBackAt !== null).length
  const members = own.length
  return {
    members,
    cameBack,
    rate: members < FEWEST_MEMBERS ? null : Math.floor((cameBack * WHOLE) / members),
  }
}
