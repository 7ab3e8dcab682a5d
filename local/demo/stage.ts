import type { ActionName, Input, Output } from '../../cloudfunctions/contract'
import type { PaymentParameters } from '../../cloudfunctions/contract/views'

/** What the demo's story needs of the machine: act as a person, pay as one, move the clock. */
export interface Stage {
  /** Throws with the refusal's code when the back end refuses. */
  call<A extends ActionName>(person: string, action: A, input: Input<A>): Promise<Output<A>>
  /** Pays in WeChat's cashier as this person, and waits until WeChat has told the shop. */
  pay(person: string, payment: PaymentParameters): Promise<void>
  phoneCode(person: string): Promise<string>
  /** Accepts at WeChat's popup for service messages. */
  accept(person: string, templateIds: readonly string[]): void
  /** Ticks and signs on WeChat's page, and waits until WeChat has told the shop. */
  sign(person: string, prepared: Output<'payment.signContract'>): Promise<void>
  /** Moves the test clock forward to this instant (epoch ms) and runs the timers once. */
  moveTo(instant: number): Promise<void>
  now(): number
  operationId(): string
}
