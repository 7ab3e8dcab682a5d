import type { LogicLayer } from '../logic-layer'
import type { Phone, Refusal } from '../phone'
import type { VirtualTime } from '../virtual-time'

/** What every part of the `wx` double works with. */
export interface Surroundings {
  phone: Phone
  time: VirtualTime
  /** Set once the logic layer exists; nothing calls before. */
  logic: () => LogicLayer
}

/** Thrown by the body of an API to fail it with WeChat's kind of error. */
export class Failure extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.errMsg)
  }
}
