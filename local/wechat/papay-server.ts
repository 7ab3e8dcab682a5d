import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CallFault, CallName, FaultSwitches } from './faults'
import type { Merchant } from './orders'
import { type PapayCalls, fail } from './papay'
import { type Fields, isSigned, readXml, signatureOf, writeXml } from './papay-messages'

interface Surroundings {
  merchant: Merchant
  apiV2Key: string
  faults: FaultSwitches
  papay: PapayCalls
}

type Call = { name: CallName; run(fields: Fields): Fields }

/** WeChat Pay's V2 interface, as far as recurring debits call it. False: not one of its paths. */
export function answerV2(
  world: Surroundings,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): boolean {
  const call = route(world.papay, `${request.method ?? ''} ${request.url ?? ''}`)
  if (call === null) return false
  const fault = world.faults.take(call.name)
  if (fault === 'hang') return true
  if (fault === 'reset') return (request.socket.destroy(), true)
  const result = before(fault) ?? run(world, call, body)
  if (fault === 'slow_answer') return true
  if (fault === 'lost_answer') return (request.socket.destroy(), true)
  if (fault === 'server_error' || fault === 'server_error_after') {
    response.writeHead(500, { 'Content-Type': 'text/plain' }).end('SYSTEM ERROR')
    return true
  }
  send(world, response, result, fault)
  return true
}

function route(papay: PapayCalls, path: string): Call | null {
  switch (path) {
    case 'POST /papay/querycontract':
      return { name: 'query_contract', run: (fields) => papay.queryContract(fields) }
    case 'POST /papay/deletecontract':
      return { name: 'end_contract', run: (fields) => papay.endContract(fields) }
    case 'POST /pay/pappayapply':
      return { name: 'charge', run: (fields) => papay.charge(fields) }
    case 'POST /pay/paporderquery':
      return { name: 'query_charge', run: (fields) => papay.queryCharge(fields) }
    default:
      return null
  }
}

/** What is refused before it has any effect; the refusal itself is signed like any answer. */
function before(fault: CallFault | null): Fields | null {
  if (fault === 'server_error') return {}
  if (fault === 'too_many_requests') return fail('FREQUENCY_LIMITED')
  return typeof fault === 'object' && fault !== null && 'refuse' in fault ? fail(fault.refuse.code) : null
}

function run({ merchant, apiV2Key }: Surroundings, call: Call, body: string): Fields {
  const fields = readXml(body)
  if (!fields || !isSigned(fields, apiV2Key)) return fail('SIGNERROR')
  if (fields.appid !== merchant.appid || fields.mch_id !== merchant.mchid)
    return fail('APPID_MCHID_NOT_MATCH')
  return call.run(fields)
}

function send(
  { merchant, apiV2Key }: Surroundings,
  response: ServerResponse,
  result: Fields,
  fault: CallFault | null,
): void {
  const alter = typeof fault === 'object' && fault !== null && 'alter' in fault ? fault.alter : {}
  const fields: Fields = { appid: merchant.appid, mch_id: merchant.mchid, nonce_str: 'sandbox', ...result }
  for (const [name, value] of Object.entries(alter)) fields[name] = String(value)
  const foreign = fault === 'forged' || fault === 'unknown_serial'
  const refused = typeof fault === 'object' && fault !== null && 'refuse' in fault
  const sign = signatureOf(fields, foreign ? apiV2Key.split('').reverse().join('') : apiV2Key)
  const unsigned = fault === 'unsigned' || refused
  const xml = fault === 'not_json' ? '<html>' : writeXml(unsigned ? fields : { ...fields, sign })
  const sent = fault === 'tampered' ? xml.replace('SUCCESS', 'SUCCESs') : xml
  response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' }).end(sent)
}
