import { isRefusal, refuse } from '../contract/refusals'
import { partnerName } from '../domain/partner-links'
import { perkOffer } from '../domain/partner-perks'
import { usePerk } from '../domain/perk-use'
import { forStaff } from '../entry/handler'
import { partnerCodeId } from '../ledger/partner-codes'
import { readVisit } from './visit'

/** Marks a perk as used that is good for something at our own counter: once, at the member's visit. */
export const partnerCode = forStaff('counter.partnerCode', {
  branch: (input) => input.branchId,
  prepare({ visit, branchId }, scope) {
    const opened = readVisit(visit, branchId, scope)
    if (isRefusal(opened)) return opened
    return { memberIds: [opened.ticket.memberId], prepared: opened.ticket.memberId }
  },
  async run({ operationId, branchId, code }, scope, holderId) {
    const { backend, now, deadline, members, memberId, clerk, settings } = scope
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const cleaned = code.normalize('NFKC').replace(/\s/g, '')
    const codeIdOf = (partnerId: string) => partnerCodeId(partnerId, cleaned, settings.memberKey)
    const committed = await backend.ledger.commit({
      memberId: holderId,
      member: members.get(holderId),
      operationId,
      command: 'counter.partnerCode',
      actor: { role: clerk.state.staff?.role ?? 'clerk', memberId, branchId },
      // Keyed: a code never stands in a journal, and not its plain hash either.
      input: { operationId, branchId, memberId: holderId, code: codeIdOf('') },
      now,
      deadline,
      decide: (state) => usePerk(state, { codeIdOf, now }),
    })
    if (isRefusal(committed)) return committed
    const { orderId, perkId, at, partnerId } = committed.entry.facts
    const perk = committed.state.perks.find((one) => one.orderId === orderId && one.perkId === perkId)
    if (!perk) return refuse('NOT_FOUND')
    return {
      title: perkOffer(release, perk.versionId, perkId).title,
      partnerName: partnerName(release, partnerId),
      usedAt: at,
    }
  },
})
