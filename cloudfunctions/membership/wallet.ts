import type { Output } from '../contract'
import { isRefusal } from '../contract/refusals'
import { shanghaiMonth } from '../domain/calendar'
import type { MemberState } from '../domain/member'
import { emptyMember } from '../domain/new-member'
import type { Release } from '../domain/release'
import { recordYears, walletEvents } from '../domain/wallet-events'
import { storedValueRules, topUpOffer, walletSummary } from '../domain/wallet-views'
import { forPersons } from '../entry/handler'
import { agreementReference, agreementsToBuy } from '../entry/views'

type Wallet = Output<'membership.wallet'>

const EVENTS_A_PAGE = 20

/** The wallet in two reads: the member, and one page of the journal. */
export const wallet = forPersons('membership.wallet', async (input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const state = member?.state ?? emptyMember(memberId, '')
  const page = { before: input.before ?? Number.MAX_SAFE_INTEGER, limit: EVENTS_A_PAGE }
  const entries = member ? await backend.walletJournal.newest(member, page) : []
  return {
    now,
    ...walletSummary(state, release, now),
    history: walletEvents(entries),
    recordYears: recordYears(state, now),
    autoTopUp: autoTopUp(state, now),
    offer: offer(state, release),
  } satisfies Wallet
})

function offer(state: MemberState, release: Release): Wallet['offer'] {
  const sold = topUpOffer(release)
  if (!sold) return null
  const { plan, version, offer: storedValue } = sold
  return {
    planId: plan.id,
    versionId: version.id,
    name: version.terms.name,
    spendOrder: storedValue.spendOrder,
    ladder: storedValue.ladder,
    agreements: agreementsToBuy(version, state, release).map(agreementReference),
    rules: [...version.terms.rules, ...storedValueRules(storedValue, release)],
    autoTopUp: release.settings?.autoRenew?.enabled === true,
  }
}

/** The contract that tops up by itself, the newest (M117). */
function autoTopUp({ contracts }: MemberState, now: number): Wallet['autoTopUp'] {
  const contract = contracts.filter(({ purpose }) => purpose === 'top_up').at(-1)
  if (!contract?.topUp) return null
  const { stepId, below, monthlyMost, charged } = contract.topUp
  const spentThisMonth = charged?.month === shanghaiMonth(now) ? charged.amount : 0
  const state =
    contract.state === 'signing' ? 'signing' : contract.state === 'terminated' ? 'ended' : 'active'
  return { contractCode: contract.contractCode, stepId, below, monthlyMost, spentThisMonth, state }
}
