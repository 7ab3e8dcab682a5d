import { type AssetJournal, assetJournal } from './asset-journal'
import type { Database } from './database'

/** The entries that moved a member's stored value. */
export type WalletJournal = AssetJournal

export function walletJournal(database: Database): WalletJournal {
  return assetJournal(database, ['principal', 'bonus'])
}

export function isStoredValue(asset: string): boolean {
  return asset === 'principal' || asset === 'bonus'
}
