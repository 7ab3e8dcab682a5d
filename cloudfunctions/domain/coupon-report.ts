import type { Output } from '../contract'
import { account } from './balances'
import type { CrossCategoryEntry } from './coupon-watch'
import type { JournalEntry } from './decision'
import type { Release } from './release'

/** What the coupons of a template did in a month: pieces and fen. */
export interface CouponFold {
  issued: number
  used: number
  takenOff: number
}

type Report = Output<'operations.couponReport'>

/** Fewer members than this say nothing about a share (M121). */
const FEWEST_MEMBERS = 30

const OWN = account.coupons('')

/** Adds what these entries did to the figures by template; uses that came back count no more. */
export function foldCoupons(
  entries: Iterable<Pick<JournalEntry, 'postings' | 'facts'>>,
  into: Map<string, CouponFold>,
): Map<string, CouponFold> {
  for (const { postings, facts } of entries) {
    if (facts.kind === 'merged_out' || facts.kind === 'merged_in') continue
    const order = facts.kind === 'goods_return' ? facts : facts.kind === 'receipt' ? facts.receipt : null
    const moved = order?.coupons ?? []
    const used = new Map(moved.map(({ lotId, amount }) => [lotId, amount]))
    for (const { asset, account: name, amount } of postings) {
      if (asset !== 'coupon' || !name.startsWith(OWN)) continue
      const lotId = name.slice(OWN.length)
      const templateId = templateOf(lotId)
      if (templateId === null) continue
      const fold = into.get(templateId) ?? { issued: 0, used: 0, takenOff: 0 }
      into.set(templateId, fold)
      const took = used.get(lotId)
      if (took !== undefined) {
        fold.used -= amount
        fold.takenOff -= Math.sign(amount) * took
      } else if (amount > 0) fold.issued += amount
      // What an order had given and took along when it came back is as if never issued; what merely
      // ended long ago leaves with whatever is written next.
      else if (order && lotId.startsWith(`${order.receiptId}:`)) fold.issued += amount
    }
  }
  return into
}

/** `{key}:t:{templateId}`; null for what came with a card or a pack. */
function templateOf(lotId: string): string | null {
  const at = lotId.lastIndexOf(':t:')
  return at === -1 ? null : lotId.slice(at + 3)
}

/** Every template that was ever published, by what it did. @param left of those that are limited */
export function templateRows(
  folds: ReadonlyMap<string, CouponFold>,
  release: Release,
  left: ReadonlyMap<string, number>,
): Report['templates'] {
  const versions = Object.values(release.couponVersions ?? {})
  const ids = [...new Set(versions.map(({ template }) => template.id))]
  return ids.map((templateId) => {
    const newest = versions
      .filter(({ template }) => template.id === templateId)
      .reduce((a, b) => (b.number > a.number ? b : a))
    const { issued, used, takenOff } = folds.get(templateId) ?? { issued: 0, used: 0, takenOff: 0 }
    const { title, issueLimit } = newest.template
    return {
      templateId,
      title,
      issued,
      used,
      takenOff: Math.max(0, takenOff),
      left: issueLimit === undefined ? null : (left.get(templateId) ?? issueLimit),
    }
  })
}

/** How many of each arm bought in the rarer category while the coupon was good (M121). */
export function crossCategoryRows(
  entries: readonly CrossCategoryEntry[],
  release: Release,
): Report['crossCategory'] {
  const nameOf = (id: string) => release.categories.find((one) => one.id === id)?.name ?? id
  return (release.coupons?.crossCategory ?? []).map(({ id, title, fromCategoryId, toCategoryId }) => {
    const own = entries.filter(({ campaignId }) => campaignId === id)
    const row = (arm: CrossCategoryEntry['arm']) => {
      const members = own.filter((entry) => entry.arm === arm)
      const bought = members.filter(({ boughtAt }) => boughtAt !== null).length
      return {
        members: members.length,
        bought,
        rate: members.length < FEWEST_MEMBERS ? null : Math.floor((bought * 10_000) / members.length),
      }
    }
    return {
      campaignId: id,
      title,
      pair: `${nameOf(fromCategoryId)} → ${nameOf(toCategoryId)}`,
      withCoupon: row('coupon'),
      holdOut: row('hold_out'),
    }
  })
}
