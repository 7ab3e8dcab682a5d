import type { Shop } from '../shop'

/** A shop in which every action has something to act upon. */
export interface Stage {
  readonly shop: Shop
  /** Of `lin`, a member with a card: settled long ago. */
  readonly receiptId: string
  /** A person with nothing but a number, fresh each time. */
  newcomer(): string
}

/** Visits and quotes belong to who made them: those of a caller who is no clerk here are a clerk's. */
export function staffOr(caller: string): string {
  return caller === 'manager' || caller === 'owner' ? caller : 'clerk-laojie'
}

export async function visit({ shop }: Stage, clerk: string, branchId = 'laojie'): Promise<string> {
  const code = await shop.codeOf('lin')
  return (await shop.call(clerk, 'counter.resolve', { branchId, code })).visit
}
