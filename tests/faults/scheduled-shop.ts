import type { ActionName, Input, Output } from '../../cloudfunctions/contract'
import type { Answer } from '../../cloudfunctions/contract/envelope'
import { makeMemberCode } from '../../cloudfunctions/contract/member-code'
import { makeOperationId } from '../../cloudfunctions/contract/operation-id'
import { refuse } from '../../cloudfunctions/contract/refusals'
import { CONTRACT_VERSION } from '../../cloudfunctions/contract/version'
import { handlers as counter } from '../../cloudfunctions/counter'
import { handlers as coupons } from '../../cloudfunctions/coupons'
import { handlers as referral } from '../../cloudfunctions/referral'
import { handlers as points } from '../../cloudfunctions/points'
import { type Backend, backendOn } from '../../cloudfunctions/entry/backend'
import { type Dispatcher, dispatcher } from '../../cloudfunctions/entry/dispatch'
import type { Scope } from '../../cloudfunctions/entry/handler'
import { readSettings } from '../../cloudfunctions/entry/settings'
import type { PapayNotice, PapayPort } from '../../cloudfunctions/gateways/papay-port'
import type { PaymentPort, Transaction } from '../../cloudfunctions/gateways/payment-port'
import { memberNumber } from '../../cloudfunctions/ledger/aggregate'
import { textDigest } from '../../cloudfunctions/ledger/digest'
import { handlers as membership } from '../../cloudfunctions/membership'
import { handlers as operations } from '../../cloudfunctions/operations'
import { handlers as payment } from '../../cloudfunctions/payment'
import { notification } from '../../cloudfunctions/payment/notification'
import { handlers as renewal } from '../../cloudfunctions/renewal'
import { seededRandom } from '../seed'
import { type Documents, scheduledDatabase } from './scheduled-database'
import { papayBody } from './scheduled-papay'
import { messageSent, type ScheduledWechat } from './scheduled-wechat'
import { FREE, type Gate } from './schedules'

/** Each instance's WeChat Pay: the handlers ask for it by their scope. */
const mockPorts = new WeakMap<Backend, PaymentPort>()
jest.mock('../../cloudfunctions/payment/port', () => ({
  paymentPort: ({ backend }: Scope) => mockPorts.get(backend),
}))
const mockPapayPorts = new WeakMap<Backend, PapayPort>()
jest.mock('../../cloudfunctions/payment/papay', () => ({
  papayPort: ({ backend }: Scope) => mockPapayPorts.get(backend) ?? null,
}))

export const OWNER_SECRET = 'owner-secret-for-tests-only'
export const SETTINGS = readSettings({
  MEMBER_KEY: 'member-key-for-tests-only',
  TICKET_KEY: 'ticket-key-for-tests-only',
  PHONE_KEY: 'phone-key-for-tests-only',
  OWNER_CLAIM_DIGEST: textDigest(OWNER_SECRET),
})
/** Any real time will do: the schedule has no clock of its own. */
const LONG_MS = 20_000

/** All that outlives a function: the database, WeChat's books, and the time. */
export class World {
  constructor(
    readonly documents: Documents,
    readonly pay: ScheduledWechat,
    public now: number,
    private readonly usedPhoneCodes = new Set<string>(),
  ) {}

  copy(): World {
    return new World(this.documents.copy(), this.pay.copy(), this.now, new Set(this.usedPhoneCodes))
  }

  /** As the invariants read it. */
  readonly cloudbase = { store: { scan: (collection: string) => this.documents.scan(collection) } }
  readonly wechat = { refunds: () => this.pay.refunds(), orders: () => this.pay.orders() }
  readonly clock = { now: () => this.now }

  /** WeChat's word for a phone number: a code `phone:13800000000:…` works once. */
  takePhoneCode(code: string): string | null {
    if (this.usedPhoneCodes.has(code)) return null
    this.usedPhoneCodes.add(code)
    return code.split(':')[1] ?? null
  }
}

export function numberOf(person: string): string {
  return memberNumber(person, SETTINGS.memberKey)
}

const OPEN = {
  membership: () => dispatcher('membership', membership),
  payment: () => dispatcher('payment', payment),
  counter: () => dispatcher('counter', counter),
  operations: () => dispatcher('operations', operations),
  renewal: () => dispatcher('renewal', renewal),
  coupons: () => dispatcher('coupons', coupons),
  points: () => dispatcher('points', points),
  referral: () => dispatcher('referral', referral),
}

/** One instance of every function, in a process of its own. */
export interface Instance {
  ask(person: string | null, action: ActionName, input: unknown): Promise<Answer>
  call<A extends ActionName>(person: string, action: A, input: Input<A>): Promise<Output<A>>
  timer(action: 'payment.settleDue' | 'renewal.sweep'): Promise<Answer>
  /** WeChat's callback; the HTTP status of the answer. */
  notify(transaction: Transaction): Promise<number>
  /** The same about contracts and debits. */
  notifyPapay(notice: PapayNotice): Promise<number>
  codeOf(person: string): Promise<string>
  operationId(): string
}

/** @param warm the release is remembered already, as in an instance that has served somebody */
export async function openInstance(world: World, gate: Gate, seed: number, warm = true): Promise<Instance> {
  const random = seededRandom(seed)
  let own = warm ? FREE : gate
  const gateOfInstance: Gate = {
    pass: () => own.pass(),
    later: (effect) => own.later(effect),
    die: () => own.die(),
  }
  const backend = backendOn(scheduledDatabase(world.documents, gateOfInstance), SETTINGS, {
    newSecret: () => Array.from({ length: 64 }, () => Math.floor(random() * 16).toString(16)).join(''),
    random,
    wait: () => Promise.resolve(),
    clock: () => world.now,
    messages: { send: () => messageSent(gateOfInstance, () => (world.pay.messages += 1)) },
    phoneNumbers: {
      exchange(code) {
        const phone = world.takePhoneCode(code)
        return Promise.resolve(phone === null ? refuse('PHONE_CODE_INVALID') : { ok: true, phone })
      },
    },
    miniProgramCodes: { draw: () => Promise.resolve(refuse('CODE_PICTURE_UNAVAILABLE')) },
    shippingInfo: { report: () => Promise.resolve({ kind: 'reported' }) },
  })
  mockPorts.set(backend, world.pay.port(gateOfInstance))
  mockPapayPorts.set(
    backend,
    world.pay.papayPort(gateOfInstance, () => world.now),
  )
  if (warm) await backend.releases.current(world.now)
  own = gate

  const scope = (): Scope => ({
    now: world.now,
    deadline: world.now + LONG_MS,
    requestId: 'scheduled',
    settings: SETTINGS,
    environment: {},
    backend,
  })
  // A schedule opens many instances and asks most of them for one thing.
  const served = new Map<string, Dispatcher>()
  const dispatcherOf = (name: string) => {
    const known = served.get(name) ?? OPEN[name as keyof typeof OPEN]()
    served.set(name, known)
    return known
  }
  const ask = (openid: string | null, action: ActionName, input: unknown, trigger: 'timer' | null = null) =>
    dispatcherOf(action.split('.')[0] ?? '').dispatch(
      { action, input, contract: CONTRACT_VERSION },
      { openid, appid: null, clientIp: null, trigger },
      scope(),
    )
  const call: Instance['call'] = async (person, action, input) => {
    const answer = await ask(person, action, input)
    if (!answer.ok) throw new Error(`${action} of ${person}: ${answer.code}`)
    return answer.data as never
  }
  const posted = async (body: string) =>
    (await notification({ path: '/', httpMethod: 'POST', headers: {}, body }, scope())).statusCode
  return {
    ask,
    call,
    timer: (action) => ask(null, action, {}, 'timer'),
    async notify(transaction) {
      const statusCode = await posted(JSON.stringify(transaction))
      if (statusCode === 204) world.pay.acknowledge(transaction.transactionId)
      return statusCode
    },
    async notifyPapay(notice) {
      const statusCode = await posted(papayBody(notice))
      if (statusCode === 200) world.pay.papay.acknowledge(notice)
      return statusCode
    },
    async codeOf(person) {
      const { number, secret } = await call(person, 'membership.code', {})
      return makeMemberCode({
        number,
        secretHex: secret,
        now: world.now,
        nonce: Math.floor(random() * 2 ** 32),
      })
    },
    operationId: () => makeOperationId(world.now, random),
  }
}
