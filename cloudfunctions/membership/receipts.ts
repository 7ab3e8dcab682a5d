import { forPersons } from '../entry/handler'
import { withHousehold } from '../entry/household-receipts'
import { receiptSummary } from '../entry/views'

const PAGE = 20

/** The own receipts, and what was bought with the card of a household (M116). */
export const receipts = forPersons('membership.receipts', async (input, { backend, memberId }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  if (!member) return { receipts: [], next: null }
  const page = { before: input.before ?? null, month: input.month ?? null, limit: PAGE }
  const { holder } = await withHousehold(member, backend)
  const pages = [
    await backend.journal.receiptsOf(member, page),
    ...(holder
      ? [await backend.journal.receiptsOf(holder.document, { ...page, by: holder.helper.memberId })]
      : []),
  ]
  const all = pages.flatMap((one) => one.receipts).sort((a, b) => b.at - a.at)
  const shown = all.slice(0, PAGE)
  const more = all.length > PAGE || pages.some(({ next }) => next !== null)
  return { receipts: shown.map(receiptSummary), next: more ? (shown.at(-1)?.at ?? null) : null }
})
