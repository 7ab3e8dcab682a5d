import { isRefusal } from '../contract/refusals'
import { agreedContract, agreedOrder } from '../domain/agreement-copy'
import { isBeforeClosing } from '../domain/privacy-account'
import { contractOf } from '../domain/renewal-plan'
import { copyAnswer } from '../entry/agreement-copy'
import { forPersons } from '../entry/handler'

const PAGE = 20

/** What was paid, page by page, and with the first page what was signed. Two calls. */
export const agreementCopies = forPersons(
  'payment.agreementCopies',
  async ({ before }, { backend, memberId, now }) => {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const first = before === undefined
    const [listed, members] = await Promise.all([
      backend.orders.listOf(memberId, { before: before ?? null, limit: PAGE + 1 }),
      backend.ledger.readMembers([memberId]),
    ])
    const state = members.get(memberId)?.state
    const found = listed.filter(({ createdAt }) => !state || !isBeforeClosing(state, createdAt))
    const page = found.slice(0, PAGE)
    const contracts = (first && state?.contracts) || []
    const agreements = [
      ...contracts.flatMap((contract) => agreedContract(contract, release) ?? []),
      ...page.flatMap((order) => agreedOrder(order, release) ?? []),
    ]
    const last = page.at(-1)
    return {
      agreements: agreements.sort((a, b) => b.at - a.at),
      next: found.length > PAGE && last ? last.createdAt : null,
    }
  },
)

/** One copy, made from what was sold and never from what is sold today. Two calls, three for a contract that has left. */
export const agreementCopy = forPersons('payment.agreementCopy', async ({ id }, scope) => {
  const { backend, memberId } = scope
  const [order, members] = await Promise.all([
    backend.orders.read(id),
    backend.ledger.readMembers([memberId]),
  ])
  const state = members.get(memberId)?.state
  const member = members.get(memberId)
  const held = state && contractOf(state, id)
  const own = order?.memberId === memberId ? order : null
  // Ninety days after its end a contract leaves the state; what was signed stays in the journal.
  const contract = held ?? (member && !own ? await backend.contractJournal.signed(member, id) : null)
  return copyAnswer({ order: own, contract, state }, scope)
})
