/** What a member used of benefits, in windows that are not over yet (M027, M054, M118). */
export interface BenefitAccount {
  uses: BenefitUseCount[]
  /** Uses that can still be undone at the till. */
  recent: BenefitUseRecord[]
  appointments: Appointment[]
  /** `until`: when the window is over. Epoch ms. */
  choices: { benefitKey: string; window: string; optionId: string; until: number }[]
  warranties: { receiptId: string; line: number; quantity: number; until: number }[]
  /** `MM-DD`, and the year in which its gift was given: changing the day brings no second (M037). */
  birthday: { monthDay: string | null; giftYear: number | null }
  /** What the staff prepares for a paid period, and for how many of its windows it was asked (M031). */
  tasks: { benefitKey: string; orderId: string; per: 'month' | 'period'; made: number }[]
}

/** `benefitKey` is `card:{planId}:{benefitId}` or `tier:{benefitId}`; window a day, `{year}-W{week}`, month or order id. */
export interface BenefitUseCount {
  benefitKey: string
  window: string
  units: number
  /** Fen given, for capped ones and delivery fees. */
  amount: number
  /** When the window is over. Epoch ms. */
  until: number
}

export interface BenefitUseRecord {
  useId: string
  at: number
  day: string
  branchId: string
  clerk: string
  benefitKey: string
  window: string
  title: string
  units: number
  amount: number
  saved: number
  /** Real cost in fen, for the owner's reports. */
  cost: number
  periodOrderId: string | null
  outcome: 'given' | 'refused'
  reason: string | null
  appointmentId: string | null
  undoUntil: number
  undoneAt: number | null
  /** The price of one unit that was saved, and the record of it (L4). */
  proof?: { productId: string; priceId: string; price: number }
  /** The year whose birthday gift it is (M037). */
  birthdayYear?: number
  /** The shared stock that its gift was taken from, under the use's own id. */
  stock?: string
}

export interface Appointment {
  /** The operation that booked it. */
  id: string
  /** Under which its place is held: see `attemptKey`. */
  holdKey: string
  benefitKey: string
  title: string
  branchId: string
  at: number
  state: 'booked' | 'completed' | 'cancelled' | 'missed'
  cancelUntil: number
}

export const EMPTY_BENEFITS: BenefitAccount = {
  uses: [],
  recent: [],
  appointments: [],
  choices: [],
  warranties: [],
  birthday: { monthDay: null, giftYear: null },
  tasks: [],
}

export type BenefitFacts =
  | { kind: 'benefit_use'; use: BenefitUseRecord }
  | { kind: 'appointment'; appointment: Appointment }
  | { kind: 'benefit_choice'; benefitKey: string; window: string; optionId: string }
  | { kind: 'birthday'; at: number }
  | {
      kind: 'warranty'
      receiptId: string
      line: number
      quantity: number
      title: string
      through: string
      at: number
      /** Whose promise it was and its real cost in fen; absent in entries from before the report asked. */
      benefit?: { key: string; cost: number }
    }
  | {
      kind: 'benefit_task'
      benefitKey: string
      window: string
      at: number
      /** Real cost in fen; absent in entries from before the report asked. */
      cost?: number
    }
