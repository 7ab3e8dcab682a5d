/** Places at events, and whose birthday was seen to (M037, M105). */
export interface CareAccount {
  /** Places at events to come and at those of the last weeks. */
  events: EventPlace[]
  /** Birthdays up to this day were seen to; null: none yet. */
  birthdaysThrough: string | null
  /** The year whose birthday was greeted: another day entered brings no second (M037). */
  greetedYear: number | null
}

/** One place, as it was promised when it was taken. */
export interface EventPlace {
  eventId: string
  title: string
  branchId: string
  /** [startsAt, endsAt), epoch ms. */
  startsAt: number
  endsAt: number
  /** Under which the place is held in the event's stock. */
  holdKey: string
  signedUpAt: number
  checkedInAt: number | null
  /** The reminder of the day before was seen to. */
  reminded: boolean
}

export const EMPTY_CARE: CareAccount = { events: [], birthdaysThrough: null, greetedYear: null }

export type CareFacts =
  | {
      kind: 'event_place'
      eventId: string
      /** gave_back: by the member, while one could still sign up. */
      step: 'signed_up' | 'gave_back' | 'checked_in' | 'reminded'
      at: number
    }
  | {
      kind: 'day_coupon'
      occasion: 'member_day' | 'holiday'
      /** Of the member day or the holiday. */
      careId: string
      day: string
      lotId: string
      at: number
    }
  /** By the timer. Which day it is stands nowhere in the journal (L9). */
  | { kind: 'birthday_care'; greeted: boolean; lotId: string | null; at: number }
