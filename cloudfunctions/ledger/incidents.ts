import type { Database } from './database'

/**
 * Something that WeChat signed and that the books can't explain. It is stored before WeChat is
 * answered, under an id of its own, for a person to look at: money is never thrown away quietly.
 */
export interface Incident {
  readonly kind: 'unknown_order' | 'amount_mismatch' | 'foreign_account' | 'refunded_elsewhere'
  readonly orderId: string
  readonly transactionId: string
  readonly amount: number
  readonly currency: string
  readonly at: number
}

export interface Incidents {
  record(incident: Incident): Promise<void>
}

export function incidents(database: Database): Incidents {
  return {
    async record(incident) {
      await database.insert('incidents', {
        _id: `${incident.kind}:${incident.transactionId}`,
        ...incident,
      })
    },
  }
}
