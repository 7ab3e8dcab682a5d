import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import { shanghaiDay } from '../domain/calendar'
import { currentPartner } from '../domain/partner-links'
import type { PartnerPerk } from '../domain/partner-perk'
import { claimablePerk, findPerk, issuePerk as decide, perkId, perkOffer } from '../domain/partner-perks'
import type { PerkOutcome } from '../domain/partner-perks'
import type { Release } from '../domain/release'
import { forPersons, type PersonScope } from '../entry/handler'
import { operationOfPerson } from '../entry/person-commit'
import { partnerPort } from '../entry/partners'
import { partnerCodeId, poolOf } from '../ledger/partner-codes'
import { perkAnswer } from './perk-answer'

/**
 * The member's consent for one partner, then exactly one code. The code is taken under the
 * entitlement's own id before the commit, so that whoever repeats finds the same one; that the
 * codes ran out is kept the same way, and what comes instead is decided with it.
 */
export const issuePerk = forPersons('membership.issuePerk', async (input, scope) => {
  const { backend, memberId, now } = scope
  const { operationId, orderId, perkId: offerId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const operation = await operationOfPerson('membership.issuePerk', input, scope)
  if (isRefusal(operation)) return operation
  const { applied, state } = operation
  if (applied || isGiven(findPerk(state, orderId, offerId))) return perkAnswer(state, input, release, scope)
  const claimable = claimablePerk(state, { orderId, offerId, now })
  if (isRefusal(claimable)) return claimable

  const outcomes = await outcomesFor(claimable.perk, release, scope)
  if (isRefusal(outcomes)) return outcomes
  const committed = await operation.commit((current) =>
    decide(current, {
      orderId,
      offerId,
      outcomes: outcomes.list,
      refundId: `${operationId}-p`,
      release,
      now,
    }),
  )
  if (!isRefusal(committed)) return perkAnswer(committed.state, input, release, scope)
  const after = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  return after && isGiven(findPerk(after, orderId, offerId))
    ? perkAnswer(after, input, release, scope)
    : committed
})

/** Another phone was faster: the same perk and the same code, nothing to write. */
function isGiven(perk: PartnerPerk | null): boolean {
  return perk?.state === 'issued' || perk?.state === 'activated'
}

/** What there is for this perk; where it ran out, for its substitutes of the same partner in turn. */
async function outcomesFor(
  perk: PartnerPerk,
  release: Release,
  scope: PersonScope,
): Promise<{ list: PerkOutcome[] } | Refusal> {
  const list: PerkOutcome[] = []
  let offer = perkOffer(release, perk.versionId, perk.perkId)
  for (;;) {
    const entitled = { ...perk, id: perkId(perk.orderId, offer.id), perkId: offer.id }
    const outcome = await outcomeOf(entitled, release, scope)
    if (isRefusal(outcome)) return outcome
    list.push(outcome)
    if (outcome.kind === 'code' || offer.ifExhausted.kind === 'refund') return { list }
    const next = perkOffer(release, perk.versionId, offer.ifExhausted.perkId)
    if (next.partnerId !== offer.partnerId) return { list }
    offer = next
  }
}

async function outcomeOf(
  perk: PartnerPerk,
  release: Release,
  scope: PersonScope,
): Promise<PerkOutcome | Refusal> {
  const { backend, now } = scope
  const current = currentPartner(release, perk.partnerId)
  const pool = poolOf(perk.planId, perk.perkId)
  const byInterface = current.ok && current.partner.port === 'api'
  const taken = byInterface
    ? await askPartner(perk, pool, release, scope)
    : await backend.partnerCodes.take(perk.id, pool, { today: shanghaiDay(now), now })
  if (isRefusal(taken)) return taken
  return taken.kind === 'closed' ? refuse('PERK_NOT_READY') : taken
}

/** A call whose answer was lost is asked after, under the same key, before it is sent again. */
async function askPartner(perk: PartnerPerk, pool: string, release: Release, scope: PersonScope) {
  const { backend, now, settings } = scope
  const port = partnerPort(perk.partnerId, scope)
  if (!port) return refuse('PARTNER_UNREACHABLE')
  const begun = await backend.partnerCodes.begin(perk.id, now)
  if (begun.kind !== 'new' && begun.kind !== 'asked') return begun
  const { months } = perkOffer(release, perk.versionId, perk.perkId)
  const request = { key: perk.id, offerId: perk.perkId, months }
  let answer = begun.kind === 'asked' ? await port.query(perk.id) : await port.issue(request)
  if (answer.kind === 'absent') answer = await port.issue(request)
  else if (answer.kind === 'unknown' && begun.kind === 'new') {
    const found = await port.query(perk.id)
    if (found.kind !== 'absent') answer = found
  }
  if (answer.kind === 'unknown') return refuse('PARTNER_UNREACHABLE')
  const { partnerId } = perk
  return backend.partnerCodes.keep(
    perk.id,
    answer.kind === 'exhausted'
      ? null
      : {
          pool,
          codeId: partnerCodeId(partnerId, answer.code, settings.memberKey),
          code: answer.code,
          validThrough: answer.validThrough,
        },
    now,
  )
}
