import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import {
  type AgreementCopy,
  agreedContract,
  agreedOrder,
  contractCopy,
  copyText,
  orderCopy,
} from '../domain/agreement-copy'
import type { Consent, MemberState } from '../domain/member'
import type { Release } from '../domain/release'
import { contractOf } from '../domain/renewal-plan'
import { forPersons, type PersonScope } from '../entry/handler'
import { agreementReference } from '../entry/views'
import { textDigest } from '../ledger/digest'

const PAGE = 20
const DIGEST_DIGITS = 16

/** What was paid, page by page, and with the first page what was signed. Two calls. */
export const agreementCopies = forPersons(
  'payment.agreementCopies',
  async ({ before }, { backend, memberId, now }) => {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const first = before === undefined
    const [found, members] = await Promise.all([
      backend.orders.listOf(memberId, { before: before ?? null, limit: PAGE + 1 }),
      first ? backend.ledger.readMembers([memberId]) : null,
    ])
    const page = found.slice(0, PAGE)
    const contracts = members?.get(memberId)?.state.contracts ?? []
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

/** One copy, made from what was sold and never from what is sold today. Two calls. */
export const agreementCopy = forPersons('payment.agreementCopy', async ({ id }, scope) => {
  const { backend, memberId } = scope
  const [order, members] = await Promise.all([
    backend.orders.read(id),
    backend.ledger.readMembers([memberId]),
  ])
  const state = members.get(memberId)?.state
  const contract = state && contractOf(state, id)
  const own = order?.memberId === memberId ? order : null
  const release = await releaseOf(own ?? contract ?? {}, scope)
  if (isRefusal(release)) return release
  const copy = own ? orderCopy(own, release) : contract ? contractCopy(contract, release) : null
  return copy ? answer(copy, release, state) : refuse('ORDER_NOT_FOUND')
})

/** The release in which it was agreed; what was made before that was kept is read from the current one. */
async function releaseOf(
  { release }: { readonly release?: number },
  { backend, now }: PersonScope,
): Promise<Release | Refusal> {
  return release === undefined ? backend.releases.current(now) : backend.releases.numbered(release, now)
}

function answer(copy: AgreementCopy, release: Release, state: MemberState | undefined) {
  const { id, kind, title, at, amount, sections, agreements } = copy
  const agreed = copyText(copy)
  const digest = textDigest(agreed).slice(0, DIGEST_DIGITS)
  return {
    ...{ id, kind, title, at, amount },
    sections: sections.map((section) => ({ title: section.title, lines: [...section.lines] })),
    agreements: agreements.map(agreementReference),
    consents: (state?.consents ?? []).map((consent) => consentView(consent, release)),
    text: `${agreed}\n校验码:${digest}`,
    digest,
  }
}

function consentView({ purpose, granted, at }: Consent, { partners = [] }: Release) {
  const partnerId = purpose.startsWith('partner:') ? purpose.slice('partner:'.length) : null
  const partner = partners.find(({ id }) => id === partnerId)?.name ?? partnerId
  const title =
    partnerId === null ? (purpose === 'service' ? '加入会员' : '接收优惠消息') : `向${partner}提供信息`
  return { title, granted, at }
}
