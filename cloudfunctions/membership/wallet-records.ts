import { startOfDay } from '../domain/calendar'
import { walletEvents, walletRecordsCsv } from '../domain/wallet-events'
import { forPersons } from '../entry/handler'

/** All movements of a year, for the holder to keep (法释〔2025〕4号 25). */
export const walletRecords = forPersons('membership.walletRecords', async ({ year }, scope) => {
  const { backend, memberId } = scope
  const range = { from: startOfDay(`${year}-01-01`), to: startOfDay(`${year + 1}-01-01`) }
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  // The balance after each movement is reckoned back from what is held now.
  const all = member ? walletEvents(await backend.walletJournal.since(member, range.from)) : []
  const lots = member?.state.wallet.lots ?? []
  const balance = {
    principal: lots.reduce((sum, { principalLeft }) => sum + principalLeft, 0),
    bonus: lots.reduce((sum, { bonusLeft }) => sum + bonusLeft, 0),
  }
  return {
    events: all.filter(({ at }) => at >= range.from && at < range.to),
    csv: walletRecordsCsv(all, balance, range),
  }
})
