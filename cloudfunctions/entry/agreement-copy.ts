import type { Output } from '../contract'
import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import { type AgreementCopy, contractCopy, copyText, orderCopy } from '../domain/agreement-copy'
import type { Consent, MemberState } from '../domain/member'
import type { Order } from '../domain/order'
import type { Release } from '../domain/release'
import type { SignedTerms } from '../domain/renewal-contract'
import { textDigest } from '../ledger/digest'
import type { Scope } from './handler'
import { agreementReference } from './views'

const DIGEST_DIGITS = 16

interface Agreed {
  readonly order: Order | null
  readonly contract: SignedTerms | null | undefined
  /** Of whom it is, for the consents as they stand today. */
  readonly state: MemberState | undefined
}

/** The copy of an order or of a contract; refuses ORDER_NOT_FOUND where there is neither. */
export async function copyAnswer(
  { order, contract, state }: Agreed,
  scope: Scope,
): Promise<Output<'payment.agreementCopy'> | Refusal> {
  const release = await releaseOf(order ?? contract ?? {}, scope)
  if (isRefusal(release)) return release
  const copy = order ? orderCopy(order, release) : contract ? contractCopy(contract, release) : null
  return copy ? answer(copy, release, state) : refuse('ORDER_NOT_FOUND')
}

/** The release in which it was agreed; what was made before that was kept is read from the current one. */
async function releaseOf(
  { release }: { readonly release?: number },
  { backend, now }: Scope,
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
