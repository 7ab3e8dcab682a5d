import type { BillRow } from '../domain/reconciliation'

/** WeChat's trade bill of a day (wechat.md 1.10): what WeChat says was paid and given back. */
export interface BillPort {
  /**
   * @param day a Shanghai day; WeChat has its bill from 10:00 of the next day on, for three months.
   * `none`: WeChat has no bill, because nothing happened on that day.
   */
  tradeBill(day: string): Promise<TradeBill>
}

export type TradeBill =
  | { readonly kind: 'bill'; readonly rows: readonly BillRow[] }
  | { readonly kind: 'none' }
  /** No answer, a wrong hash, a file that can't be read: to be asked for again. */
  | { readonly kind: 'unknown'; readonly code: string }
