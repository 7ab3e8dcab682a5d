import { type Sms, smsOverHttp, smsVariables } from '../gateways/sms'
import type { Scope } from './handler'

/** The shop's SMS gateway; null where this function lacks its address or key (docs/deploy). */
export function smsPort({ environment, backend }: Pick<Scope, 'environment' | 'backend'>): Sms | null {
  const variables = smsVariables(environment)
  return variables && smsOverHttp({ ...variables, clock: backend.clock, report: logFailure })
}

function logFailure(failure: { call: string; code: string }): void {
  console.error(JSON.stringify({ sms: failure }))
}
