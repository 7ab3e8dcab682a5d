import { derivedOperationId } from '../../cloudfunctions/contract/operation-id'
import { shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { deliverCard } from '../../cloudfunctions/domain/card-delivery'
import type { Decision } from '../../cloudfunctions/domain/decision'
import type { MemberState } from '../../cloudfunctions/domain/member'
import { memberSteps } from '../../cloudfunctions/domain/member-steps'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import { nextDueAt } from '../../cloudfunctions/domain/next-due'
import type { Order } from '../../cloudfunctions/domain/order'
import type { Release } from '../../cloudfunctions/domain/release'
import { isDebitDay, LEAST_NOTICE_MS, withinHours } from '../../cloudfunctions/domain/renewal-calendar'
import { deliverCharge } from '../../cloudfunctions/domain/renewal-charge'
import type { RenewalContract, RenewalCycle } from '../../cloudfunctions/domain/renewal-contract'
import {
  beginCharge,
  chargeFailed,
  noticeDelivered,
  wechatTold,
} from '../../cloudfunctions/domain/renewal-cycle'
import { contractSigned, endContract } from '../../cloudfunctions/domain/renewal-signing'
import { chargeOrderId, wechatSteps, type WechatStep } from '../../cloudfunctions/domain/renewal-steps'

/** How WeChat behaves when it is asked: `silent` accepts and never says how it ended. */
export type WechatMood = 'pays' | 'fails' | 'silent' | 'unreachable'

/** One member with a month card that renews by itself, played by the rules alone. */
export class Subscription {
  state: MemberState = emptyMember('AAAAAAAAAAAAA', '')
  readonly charges: { at: number; amount: number; paid: boolean }[] = []
  readonly refusals: string[] = []
  /** What must never be: by name. */
  readonly faults: string[] = []
  /** True: a sent notice is delivered at once; else only when it is opened. */
  messages = true
  /** When the next notice is delivered instead; null: never. */
  deliversAt: number | null | undefined = undefined
  private paidCycles = new Set<string>()
  private orders = 0
  private code = ''

  constructor(
    readonly release: Release,
    public now: number,
  ) {}

  get versionId(): string {
    const plan = this.release.plans.find(({ id }) => id === 'yueka')
    if (!plan) throw new Error('no month card is sold')
    return plan.versionId
  }

  get contract(): RenewalContract {
    const found = this.state.contracts.find(({ contractCode }) => contractCode === this.code)
    if (!found) throw new Error('nothing was signed')
    return found
  }

  buy(): void {
    const orderId = derivedOperationId(`order ${(this.orders += 1)}`, this.now)
    const order = { orderId, planId: 'yueka', versionId: this.versionId, amount: 3900, paidAt: this.now }
    this.take(deliverCard(this.state, { order, release: this.release, now: this.now }))
  }

  sign(): void {
    if (this.state.contracts.some(({ state }) => state !== 'terminated')) return
    this.code = derivedOperationId(`contract ${(this.orders += 1)}`, this.now)
    const contract: RenewalContract = {
      contractCode: this.code,
      contractId: null,
      templateId: '1',
      purpose: 'renewal',
      planId: 'yueka',
      versionId: this.versionId,
      amount: 3900,
      state: 'signing',
      createdAt: this.now,
      signedAt: null,
      terminatedAt: null,
      terminatedBy: null,
      topUp: null,
      cycle: null,
    }
    this.state = { ...this.state, contracts: [...this.state.contracts, contract] }
    const signed = { contractCode: this.code, contractId: 'c', signedAt: this.now, now: this.now }
    this.take(contractSigned(this.state, signed))
  }

  act(name: string): void {
    const { now } = this
    if (name === 'buy') this.buy()
    else if (name === 'sign') this.sign()
    else if (name === 'cancel')
      this.take(endContract(this.state, { contractCode: this.code, by: 'member', now }))
    else if (name === 'open') this.deliver('inbox')
  }

  /** Stops at every moment at which something falls due, through `until`. */
  liveUntil(until: number, mood: () => WechatMood): void {
    for (let turn = 0; turn < 500; turn += 1) {
      const due = nextDueAt(this.state)
      const next = Math.min(until, Math.max(this.now, due ?? until))
      const { deliversAt } = this
      if (typeof deliversAt === 'number' && deliversAt > this.now && deliversAt <= next) {
        this.now = deliversAt
        this.deliver('inbox')
        continue
      }
      // What could not be done comes again hours later.
      this.now = next === this.now ? Math.min(until, this.now + 7 * 3_600_000) : next
      this.runDue(mood)
      if (this.now >= until) return
    }
    throw new Error('something stays due for ever')
  }

  private runDue(mood: () => WechatMood): void {
    const context = { release: this.release, now: this.now }
    for (const step of memberSteps(this.state, context)) {
      const decision = step.decide(this.state)
      this.take(decision)
      if (
        decision.ok &&
        step.command === 'payment.cycle.notice' &&
        this.messages &&
        this.deliversAt === undefined
      )
        this.deliver('message')
    }
    for (const step of wechatSteps(this.state, context)) this.ask(step, mood())
  }

  private ask(step: WechatStep, mood: WechatMood): void {
    if (step.kind === 'check_signature') return
    const { contractCode } = step.contract
    const { chargeOn, plannedAt } = step.cycle
    const common = { contractCode, chargeOn, plannedAt, release: this.release, now: this.now }
    if (step.kind === 'tell_wechat') {
      if (mood !== 'unreachable') this.take(wechatTold(this.state, common))
      return
    }
    if (step.kind === 'charge') {
      if (step.orderId !== chargeOrderId(contractCode, step.cycle)) this.faults.push('another order number')
      const begun = beginCharge(this.state, { ...common, orderId: step.orderId })
      this.take(begun)
      if (!begun.ok) return
      this.checkCharge(step.cycle)
    }
    if (mood === 'unreachable' || mood === 'silent') return
    if (mood === 'fails') {
      this.charges.push({ at: this.now, amount: step.cycle.amount, paid: false })
      this.take(chargeFailed(this.state, { ...common, orderId: step.orderId, code: 'NOTENOUGH' }))
      return
    }
    this.pay(step.orderId, step.cycle, contractCode)
  }

  private pay(orderId: string, cycle: RenewalCycle, contractCode: string): void {
    const { chargeOn: cycleOn, plannedAt, amount } = cycle
    const order = {
      _id: orderId,
      amount,
      charge: { contractCode, contractId: 'c', cycleOn, plannedAt },
    } as Order
    const paid = { order, paidAt: this.now, release: this.release, now: this.now }
    const decision = deliverCharge(this.state, paid)
    this.take(decision)
    if (!decision.ok) return
    if (this.paidCycles.has(`${plannedAt}`)) this.faults.push('one cycle was paid twice')
    this.paidCycles.add(`${plannedAt}`)
    this.charges.push({ at: this.now, amount, paid: true })
    // The same payment told once more hands nothing over a second time.
    if (deliverCharge(this.state, paid).ok) this.faults.push('one charge was delivered twice')
  }

  private checkCharge({ notice, amount, wechatNoticeOn, chargeOn }: RenewalCycle): void {
    const { now } = this
    if (notice.deliveredAt === null || now - notice.deliveredAt < LEAST_NOTICE_MS)
      this.faults.push('charged without a notice five days before')
    if (amount > this.contract.amount) this.faults.push('charged above the contract')
    if (wechatNoticeOn === null || !isDebitDay(wechatNoticeOn, shanghaiDay(now)))
      this.faults.push('charged on a day that WeChat does not allow')
    if (withinHours(now) !== now) this.faults.push('charged at night')
    if (shanghaiDay(now) < chargeOn) this.faults.push('charged before its day')
  }

  private deliver(channel: 'message' | 'inbox'): void {
    const cycle = this.state.contracts.find(({ contractCode }) => contractCode === this.code)?.cycle
    if (!cycle) return
    const { chargeOn, plannedAt } = cycle
    const step = { contractCode: this.code, chargeOn, plannedAt, now: this.now, channel }
    this.take(noticeDelivered(this.state, step))
  }

  private take(decision: Decision): void {
    if (decision.ok) this.state = decision.state
    else this.refusals.push(decision.code)
  }
}
