import { isRefusal, refuse } from '../contract/refusals'
import { shanghaiDay } from '../domain/calendar'
import { currentPartner } from '../domain/partner-links'
import { forStaff } from '../entry/handler'
import { partnerCodeId, poolOf } from '../ledger/partner-codes'

/** What spreadsheets and messengers leave in a code: spaces, marks of order and of width. */
const NOT_OF_A_CODE = /[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g
const CODE = /^[!-~]{4,80}$/

/**
 * Fills a pool. A code that is there already, in whichever pool of the partner, is counted as known
 * and not taken twice; the same import sent again says the same.
 */
export const importCodes = forStaff('operations.importCodes', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ operationId, planId, perkId, codes, validThrough }, scope) {
    const { backend, now, deadline, memberId, clerk, settings } = scope
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const versionId = release.plans.find(({ id }) => id === planId)?.versionId ?? ''
    const offer = release.versions[versionId]?.terms.partnerPerks?.find(({ id }) => id === perkId)
    const partner = offer && currentPartner(release, offer.partnerId)
    if (!partner?.ok || partner.partner.port !== 'codes') return refuse('INPUT_INVALID', { path: 'perkId' })
    if (validThrough < shanghaiDay(now)) return refuse('INPUT_INVALID', { path: 'validThrough' })

    const byId = new Map<string, string>()
    for (const [index, raw] of codes.entries()) {
      const code = raw.normalize('NFKC').replace(NOT_OF_A_CODE, '')
      if (!CODE.test(code)) return refuse('INPUT_INVALID', { path: `codes.${index}` })
      byId.set(partnerCodeId(partner.partner.id, code, settings.memberKey), code)
    }
    const request = {
      memberId,
      member: clerk,
      operationId,
      command: 'operations.importCodes',
      actor: { role: 'owner', memberId, branchId: null },
      // Ids in place of the codes, which stand in no journal.
      input: { operationId, planId, perkId, validThrough, codes: [...byId.keys()] },
      now,
      deadline,
    } as const
    const applied = await backend.ledger.findApplied(request)
    if (isRefusal(applied)) return applied
    if (applied?.facts.kind === 'codes_imported') {
      const { added, known, left } = applied.facts
      return { added, known, left }
    }
    const pool = poolOf(planId, perkId)
    const { added, known } = await backend.partnerCodes.bringIn({
      pool,
      importId: operationId,
      codes: byId,
      validThrough,
      now,
    })
    const { left } = await backend.partnerCodes.counts(pool, shanghaiDay(now))
    const committed = await backend.ledger.commit({
      ...request,
      decide: (state) => ({
        ok: true,
        state,
        postings: [],
        facts: { kind: 'codes_imported', planId, perkId, added, known, left },
        due: [],
      }),
    })
    if (isRefusal(committed)) return committed
    const { facts } = committed.entry
    return { added: facts.added, known: facts.known, left: facts.left }
  },
})
