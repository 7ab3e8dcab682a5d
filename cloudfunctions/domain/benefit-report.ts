import type { Output } from '../contract'
import type { BenefitUseRecord } from './benefit-account'
import { benefitKeyOf, tierOfRank, whichBenefit } from './held-benefits'
import type { Membership } from './member'
import { counts } from './membership'
import type { Release } from './release'

const WHOLE = 10_000
/** Fewer users than one in so many holders. */
const FEW = 10

type Row = Output<'operations.benefitReport'>['rows'][number]

/** One use of a benefit as the journal has it: given, refused, or taken back. Money in fen. */
export interface ReportedUse {
  readonly memberId: string
  readonly use: Pick<
    BenefitUseRecord,
    'useId' | 'benefitKey' | 'title' | 'outcome' | 'saved' | 'cost' | 'undoneAt'
  >
}

/** How many have each benefit now: by the cards that run and by the ranks that members hold. */
export function benefitHolders(
  cards: readonly Membership[],
  membersByRank: ReadonlyMap<number, number>,
  release: Release,
  now: number,
): Map<string, number> {
  const holders = new Map<string, number>()
  const add = (key: string, count: number) => holders.set(key, (holders.get(key) ?? 0) + count)
  for (const { periods } of cards) {
    const period = periods.find((one) => counts(one, now))
    const version = period && release.versions[period.versionId]
    for (const { id } of version?.terms.benefits ?? []) add(benefitKeyOf(version?.planId ?? '', id), 1)
  }
  for (const [rank, count] of membersByRank)
    for (const { id } of tierOfRank(release, rank)?.benefits ?? []) add(benefitKeyOf(null, id), count)
  return holders
}

/**
 * Each benefit that somebody has or used: how many used it, what it saved them and what it cost. A
 * use that was taken back counts nothing.
 */
export function benefitRows(
  uses: readonly ReportedUse[],
  holders: ReadonlyMap<string, number>,
  release: Release,
): Row[] {
  const latest = new Map<string, ReportedUse>()
  for (const one of uses) {
    const undoneAt = latest.get(one.use.useId)?.use.undoneAt ?? null
    if (undoneAt === null) latest.set(one.use.useId, one)
  }
  const rows = new Map<string, Row & { readonly people: Set<string> }>()
  const rowOf = (key: string, title: string) => {
    const known = rows.get(key)
    if (known) return known
    const named = namesOf(key, release)
    const row = {
      benefit: whichBenefit(key),
      title: named.title ?? title,
      from: named.from,
      holders: holders.get(key) ?? 0,
      users: 0,
      usedBasisPoints: null,
      usedByFew: false,
      uses: 0,
      refused: 0,
      saved: 0,
      cost: 0,
      people: new Set<string>(),
    }
    rows.set(key, row)
    return row
  }
  for (const key of holders.keys()) rowOf(key, '')
  for (const { memberId, use } of latest.values()) {
    if (use.undoneAt !== null) continue
    const row = rowOf(use.benefitKey, use.title)
    if (use.outcome === 'refused') {
      row.refused += 1
      continue
    }
    row.people.add(memberId)
    row.uses += 1
    row.saved += use.saved
    row.cost += use.cost
  }
  return [...rows.values()].map(({ people, ...row }) => ({ ...row, ...usage(row.holders, people.size) }))
}

/** Who used it may have lost it since: never more than all. */
function usage(holders: number, users: number): Pick<Row, 'users' | 'usedBasisPoints' | 'usedByFew'> {
  return {
    users,
    usedBasisPoints: holders === 0 ? null : Math.min(WHOLE, Math.floor((users * WHOLE) / holders)),
    usedByFew: users * FEW < holders,
  }
}

/** As they are sold or granted today; what left the catalogue keeps the title that it was used under. */
function namesOf(key: string, release: Release): { title: string | null; from: string } {
  const { planId, benefitId } = whichBenefit(key)
  if (planId === undefined) {
    const tiers = (release.loyalty?.growth?.tiers ?? []).filter(({ benefits }) =>
      benefits.some(({ id }) => id === benefitId),
    )
    const title = tiers.flatMap(({ benefits }) => benefits).find(({ id }) => id === benefitId)?.title
    return { title: title ?? null, from: tiers.map(({ name }) => name).join('、') }
  }
  const versionId = release.plans.find(({ id }) => id === planId)?.versionId
  const terms = versionId === undefined ? undefined : release.versions[versionId]?.terms
  return {
    title: terms?.benefits?.find(({ id }) => id === benefitId)?.title ?? null,
    from: terms?.name ?? '',
  }
}
