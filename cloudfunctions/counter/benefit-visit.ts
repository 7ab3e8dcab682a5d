import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import type { PersonScope } from '../entry/handler'
import type { VisitTicket } from '../entry/tickets'
import { readVisit } from './visit'

/** Whose benefits who stands at the counter may use: the member's own, or a household's card alone. */
export interface BenefitVisit {
  readonly memberId: string
  readonly membershipId: string | undefined
}

/**
 * Benefits are used by who shows a live code, of their own or of the household's card (M116). Refuses
 * VISIT_INVALID for a member found by phone, who may be anywhere, and for who pays a friend's bill.
 */
export function benefitVisit(visit: string, branchId: string, scope: PersonScope): BenefitVisit | Refusal {
  const opened = readVisit(visit, branchId, scope)
  if (isRefusal(opened)) return opened
  if (!mayUse(opened.ticket)) return refuse('VISIT_INVALID')
  const { memberId, helper } = opened.ticket
  return { memberId, membershipId: helper?.membershipId }
}

export function mayUse({ codeTag, friend }: VisitTicket): boolean {
  return codeTag !== null && !friend
}
