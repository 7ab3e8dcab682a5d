import type { BenefitOffer } from '../contract/benefit-offers'
import type { EndingEntitlement } from '../contract/renewal-page'
import { account } from './balances'
import { windowAt } from './benefit-windows'
import { lastDayOf, startOfDay } from './calendar'
import type { JournalEntry } from './decision'
import { priceOf } from './ending-entitlements'
import { stands } from './family'
import { benefitKeyOf } from './held-benefits'
import type { MemberState, Period } from './member'
import type { Release } from './release'

/**
 * Of a card's counted benefits what was left in windows that are really over (M093): each day, week,
 * month or period in which the card was valid, once, however many periods it lies in; by what the
 * journal says was used. What had to be unlocked by spending was never to be used without, and isn't
 * in it; nor is what nobody can count: a seat if one is free, a repair, a birthday.
 */

type Entry = Pick<JournalEntry, 'at' | 'facts' | 'postings'>
type Counted = Extract<BenefitOffer, { kind: 'quota' | 'service' | 'delivery' | 'choice' | 'capped' }>

interface Elapsed {
  readonly key: string
  readonly window: string
  readonly offer: Counted
  /** When the card or the window was over, whichever came first; epoch ms, exclusive. */
  readonly until: number
  /** When the window itself is over. */
  readonly closesAt: number
}

/** One line of the report, added up over its windows. */
interface Line {
  readonly title: string
  readonly each: number | null
  readonly in: 'times' | 'fen'
  available: number
  unused: number
  windows: number
  until: number
}

const DAY_MS = 86_400_000

/** Undone within two hours; what leaves the state with its window does so a day after it at least. */
const UNDONE_WITHIN_MS = DAY_MS

export function unusedBenefits({
  state,
  release,
  entries,
  year,
  now,
}: {
  readonly state: Pick<MemberState, 'memberships'>
  readonly release: Release
  /** What moved benefits, and what was chosen, since the year's periods began. */
  readonly entries: readonly Entry[]
  readonly year: number
  readonly now: number
}): EndingEntitlement[] {
  const moves = movesOf(entries)
  const lines = new Map<string, Line>()
  for (const one of elapsed(state, release, year)) {
    const { key, offer, window, until } = one
    if (until > now || !lastDayOf(until).startsWith(`${year}-`)) continue
    const option = offer.kind === 'choice' ? chosen(entries, one) : null
    const of = offered(offer, option)
    const name = `${key}/${option?.id ?? ''}`
    const productId = option ? option.productId : 'productId' in offer ? offer.productId : undefined
    const line = lines.get(name) ?? {
      title: option?.title ?? (offer.kind === 'choice' ? `${offer.title}(没有选)` : offer.title),
      each: priceOf(release, productId, now),
      in: offer.kind === 'capped' ? 'fen' : 'times',
      ...{ available: 0, unused: 0, windows: 0, until: 0 },
    }
    const used = usedIn(moves.get(accountOf(offer, key, window)), one)
    const left = Math.max(0, of - used)
    line.available += of
    line.unused += left
    if (left > 0) line.windows += 1
    line.until = Math.max(line.until, until)
    lines.set(name, line)
  }
  return [...lines.values()].filter(({ unused }) => unused > 0).map(rowOf)
}

/** Of a capped sum its fen are the worth; of what isn't sold nothing is said. */
function rowOf({ title, each, in: unit, available, unused, windows, until }: Line): EndingEntitlement {
  const worth = unit === 'fen' ? unused : each === null ? null : each * unused
  return {
    kind: 'benefit',
    title,
    count: unit === 'fen' ? windows : unused,
    each: unit === 'fen' ? null : each,
    worth,
    on: lastDayOf(until),
    of: { in: unit, available, used: available - unused },
  }
}

function isCounted(offer: BenefitOffer): offer is Counted {
  if (offer.gate) return false
  return (
    offer.kind === 'quota' ||
    offer.kind === 'service' ||
    offer.kind === 'delivery' ||
    offer.kind === 'choice' ||
    offer.kind === 'capped'
  )
}

/** Units, times or fen of one window; of a choice that nobody made, the one right to make it. */
function offered(offer: Counted, option: { readonly units: number } | null): number {
  switch (offer.kind) {
    case 'quota':
    case 'service':
      return offer.units
    case 'delivery':
      return offer.times
    case 'capped':
      return offer.most
    case 'choice':
      return option?.units ?? 1
  }
}

function accountOf({ kind }: Counted, key: string, window: string): string {
  return kind === 'capped' ? account.benefitAmount(key, window) : account.benefit(key, window)
}

/** Each window of the year once: renewing goes on counting in the window that runs. */
function elapsed(
  { memberships }: Pick<MemberState, 'memberships'>,
  release: Release,
  year: number,
): Elapsed[] {
  const [from, to] = [startOfDay(`${year}-01-01`), startOfDay(`${year + 1}-01-01`)]
  const found = new Map<string, Elapsed>()
  const periods = memberships
    .flatMap((membership) => membership.periods)
    .filter(stands)
    .sort((a, b) => a.startsAt - b.startsAt)
  for (const period of periods) {
    const version = release.versions[period.versionId]
    const end = endOf(period)
    for (const offer of (version?.terms.benefits ?? []).filter(isCounted)) {
      const key = benefitKeyOf(version?.planId ?? '', offer.id)
      for (let at = Math.max(period.startsAt, period.receivedAt ?? 0, from); at < Math.min(end, to);) {
        const { key: window, until: closesAt } = windowAt(offer.per, at, period)
        const until = Math.max(Math.min(closesAt, end), found.get(`${key}/${window}`)?.until ?? 0)
        found.set(`${key}/${window}`, { key, window, offer, until, closesAt })
        at = closesAt
      }
    }
  }
  return [...found.values()]
}

function endOf({ endsAt, graceUntil }: Period): number {
  return graceUntil ?? endsAt
}

/** What was chosen last before the window was over; null: nothing was. */
function chosen(entries: readonly Entry[], { key, offer, window, closesAt }: Elapsed) {
  if (offer.kind !== 'choice') return null
  let last: { at: number; optionId: string } | null = null
  for (const { at, facts } of entries)
    if (facts.kind === 'benefit_choice' && facts.benefitKey === key && facts.window === window)
      if (at < closesAt && at >= (last?.at ?? 0)) last = { at, optionId: facts.optionId }
  return offer.options.find(({ id }) => id === last?.optionId) ?? null
}

interface Move {
  readonly at: number
  readonly amount: number
}

/** What was used, and what was taken back; what leaves the state with its window is neither. */
function movesOf(entries: readonly Entry[]): Map<string, Move[]> {
  const moves = new Map<string, Move[]>()
  for (const { at, facts, postings } of entries)
    for (const { asset, account: name, amount } of postings)
      if (asset === 'benefit' && name.startsWith('member/') && (amount > 0 || isTakenBack(facts)))
        moves.set(name, [...(moves.get(name) ?? []), { at, amount }])
  return moves
}

function isTakenBack(facts: Entry['facts']): boolean {
  switch (facts.kind) {
    case 'benefit_use':
      return facts.use.undoneAt !== null
    case 'receipt':
      return facts.receipt.state === 'undone'
    // Merging moves what was used from one history to the other.
    case 'goods_return':
    case 'merged_out':
      return true
    default:
      return false
  }
}

function usedIn(moves: readonly Move[] = [], { closesAt }: Elapsed): number {
  return moves.reduce((sum, { at, amount }) => (at < closesAt + UNDONE_WITHIN_MS ? sum + amount : sum), 0)
}
