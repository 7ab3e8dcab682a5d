import { partnerOverHttp, partnerVariables } from '../gateways/partner-http'
import type { PartnerPort } from '../gateways/partner-port'
import type { Scope } from './handler'

/** The partner's interface; null where this function lacks its address or key (docs/deploy). */
export function partnerPort(
  partnerId: string,
  { environment, backend }: Pick<Scope, 'environment' | 'backend'>,
): PartnerPort | null {
  const variables = partnerVariables(partnerId, environment)
  return variables && partnerOverHttp({ ...variables, clock: backend.clock, report: logFailure })
}

/** A failure holds call and code: nothing of the entitlement or the person. */
function logFailure(failure: { call: string; code: string }): void {
  console.error(JSON.stringify({ partner: failure }))
}
