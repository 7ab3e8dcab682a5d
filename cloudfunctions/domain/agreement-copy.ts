import type { AgreementKind } from '../contract/agreement-copies'
import type { PlanTerms } from '../contract/catalogue'
import { type CopyLine, numbered, promisedLines, returnLines } from './agreed-offers'
import { shanghaiDay, startOfDay } from './calendar'
import { yuanText } from './money'
import type { Order } from './order'
import { givenWords } from './peak-offer'
import type { AgreementVersion, PlanVersion, Release } from './release'
import type { SignedTerms } from './renewal-contract'
import { discountText } from './wallet-spending'

/**
 * The copy of what was agreed (法释〔2025〕4号 8, L6): made from the order or the contract, the version
 * that was sold and the release that it was sold with. None of them ever changes, so the same text,
 * to the letter, comes out at any time.
 */

export interface CopySection {
  readonly title: string
  readonly lines: readonly CopyLine[]
}

export interface AgreementCopy {
  readonly id: string
  readonly kind: AgreementKind
  readonly title: string
  /** When it was paid or signed. */
  readonly at: number
  /** Fen paid, or the most of each charge. */
  readonly amount: number
  readonly sections: readonly CopySection[]
  /** As they were accepted. */
  readonly agreements: readonly AgreementVersion[]
}

type Brief = Pick<AgreementCopy, 'id' | 'kind' | 'title' | 'at' | 'amount'>

/** An order that was paid and handed over; null for goods, which are no agreement that lasts. */
export function agreedOrder(order: Order, release: Release): Brief | null {
  const { _id: id, kind, amount, paidAt, deliveredAt } = order
  const sold = order.card ?? order.topUp
  if (kind === 'counter' || kind === 'flash' || paidAt === null || deliveredAt === null || !sold) return null
  const terms = release.versions[sold.versionId]?.terms
  const pack = kind === 'card' && terms?.mode === 'coupon_pack'
  return { id, kind: pack ? 'coupon_pack' : kind, title: terms?.name ?? order.title, at: paidAt, amount }
}

/** A contract from the moment on which WeChat took its signature; null before. */
export function agreedContract(contract: SignedTerms, release: Release): Brief | null {
  const { contractCode: id, signedAt, versionId, amount } = contract
  if (signedAt === null) return null
  const name = release.versions[versionId]?.terms.name ?? ''
  return { id, kind: 'contract', title: `${name} ${PURPOSES[contract.purpose]}`, at: signedAt, amount }
}

/** @param release the one in force when the order was made */
export function orderCopy(order: Order, release: Release): AgreementCopy | null {
  const agreed = agreedOrder(order, release)
  const sold = order.card ?? order.topUp
  const version = sold && release.versions[sold.versionId]
  if (!agreed || !sold || !version) return null
  const bought = order.topUp ? topUpLines(order.topUp, version) : cardLines(order, version)
  const peak = order.card?.peak
  const onTop = peak ? [{ label: '当天优惠', value: givenWords(peak, release) }] : []
  const promised = promisedLines(version.terms, release, order.card?.as)
  return copyOf(agreed, { version, release, accepted: sold.agreements, promised }, [
    { title: '购买内容', lines: [...soldLines(version), ...bought, ...onTop] },
    {
      title: '订单',
      lines: [
        { label: '订单号', value: order._id },
        ...(order.charge ? [{ label: '自动扣款约定', value: order.charge.contractCode }] : []),
        { label: '下单并同意', value: momentWords(order.createdAt) },
        { label: '付款', value: momentWords(agreed.at) },
        ...(order.transactionId ? [{ label: '微信支付单号', value: order.transactionId }] : []),
        { label: '实付', value: yuanText(order.amount) },
      ],
    },
  ])
}

/** @param release the one in force when the contract was prepared */
export function contractCopy(contract: SignedTerms, release: Release): AgreementCopy | null {
  const agreed = agreedContract(contract, release)
  const version = release.versions[contract.versionId]
  if (!agreed || !version) return null
  const { contractCode, createdAt, contractId } = contract
  const promised = promisedLines(
    version.terms,
    release,
    contract.purpose === 'as_saved' ? 'as_saved' : 'regular',
  )
  const accepted = contract.agreements ?? []
  return copyOf(agreed, { version, release, accepted, promised }, [
    { title: '自动扣款约定', lines: [...soldLines(version), ...contractLines(contract, version)] },
    {
      title: '签约',
      lines: [
        { label: '约定号', value: contractCode },
        { label: '主动勾选同意', value: momentWords(createdAt) },
        { label: '在微信签约', value: momentWords(agreed.at) },
        ...(contractId === null ? [] : [{ label: '微信协议号', value: contractId }]),
      ],
    },
  ])
}

/**
 * The copy as one text. Its digest is taken over exactly this, so that two copies are the same when
 * their digests are.
 */
export function copyText({ title, sections, agreements }: AgreementCopy): string {
  return [
    `协议副本:${title}`,
    ...sections.map((section) =>
      [`【${section.title}】`, ...section.lines.map(({ label, value }) => `${label}:${value}`)].join('\n'),
    ),
    ...agreements.map(
      (agreement) => `【${agreement.title}】\n版本:${agreement.version}\n${agreement.text.trim()}`,
    ),
  ].join('\n\n')
}

const PURPOSES = { renewal: '自动续费', top_up: '自动充值', as_saved: '先用后付' } as const

const MODES = { ticket: '会员卡', stored_value: '储值', alliance: '联名会员卡', coupon_pack: '券包' } as const

const WAYS: Record<NonNullable<NonNullable<Order['card']>['as']>, string> = {
  regular: '按标价购买',
  trial: '试用',
  score: '按公示的积分价购买',
  upgrade: '升级',
  auto_renew: '自动续费',
  as_saved: '先用后付',
}

interface Sold {
  readonly version: PlanVersion
  readonly release: Release
  readonly accepted: readonly { readonly id: string; readonly version: string }[]
  readonly promised: readonly CopyLine[]
}

function copyOf(
  agreed: Brief,
  { version, release, accepted, promised }: Sold,
  own: readonly CopySection[],
): AgreementCopy {
  const { terms } = version
  const sections = [
    { title: '商家', lines: merchantLines(release) },
    ...own,
    { title: '权益', lines: promised },
    { title: '使用规则', lines: numbered('规则', terms.rules) },
    { title: '退款', lines: returnLines(terms, release) },
  ]
  return {
    ...agreed,
    sections: sections.filter(({ lines }) => lines.length > 0),
    agreements: accepted.flatMap(
      (one) =>
        release.agreements.find(({ id, version: text }) => id === one.id && text === one.version) ?? [],
    ),
  }
}

function merchantLines({ shop, branches, settings }: Release): CopyLine[] {
  const { issuer, filingNumber } = settings?.prepaid ?? {}
  return [
    { label: '名称', value: shop.name },
    ...(shop.licence ? [{ label: '营业执照', value: shop.licence }] : []),
    ...(issuer ? [{ label: '登记类型', value: issuer === 'enterprise' ? '企业' : '个体工商户' }] : []),
    ...(filingNumber ? [{ label: '单用途预付卡备案号', value: filingNumber }] : []),
    ...(shop.servicePhone ? [{ label: '客服电话', value: shop.servicePhone }] : []),
    ...branches.map(({ name, address, phone }) => ({
      label: '门店',
      value: [name, address, phone].filter(Boolean).join(' '),
    })),
  ]
}

function soldLines({ number, since, terms }: PlanVersion): CopyLine[] {
  return [
    { label: '名称', value: terms.name },
    { label: '类型', value: MODES[terms.mode ?? 'ticket'] },
    { label: '版本', value: `第${number}版,${shanghaiDay(since)}起` },
    ...(terms.oneLine ? [{ label: '说明', value: terms.oneLine }] : []),
  ]
}

function cardLines({ card, amount }: Order, { terms }: PlanVersion): CopyLine[] {
  const { as = 'regular', price = amount, credit = 0 } = card ?? {}
  const term = termWords(terms, as)
  return [
    { label: '方式', value: WAYS[as] },
    ...(term ? [{ label: '期限', value: term }] : []),
    { label: '价格', value: yuanText(price) },
    ...(credit > 0 ? [{ label: '原卡抵扣', value: yuanText(credit) }] : []),
  ]
}

/** Empty for what has no term. */
function termWords({ months, bonusMonths = 0, trial }: PlanTerms, as: string): string {
  if (as === 'trial' && trial) return `${trial.days}天`
  if (months === 0) return ''
  const bonus = bonusMonths > 0 ? `,另送${bonusMonths}个月` : ''
  return `${months}个月${bonus};从付款当天算起,已有同系列的卡时从它到期接着算`
}

function topUpLines(
  { stepId, principal, bonus }: NonNullable<Order['topUp']>,
  { terms }: PlanVersion,
): CopyLine[] {
  const step = terms.storedValue?.ladder.find(({ id }) => id === stepId)
  return [
    { label: '本金', value: yuanText(principal) },
    { label: '赠金', value: yuanText(bonus) },
    ...(step && step.memberBasisPoints < 10_000
      ? [{ label: '余额在用时', value: `全部商品${discountText(step.memberBasisPoints)}` }]
      : []),
    ...(step?.perks ?? []).map((value) => ({ label: '另享', value })),
  ]
}

function contractLines({ purpose, amount, topUp }: SignedTerms, { terms }: PlanVersion): CopyLine[] {
  const every = purpose === 'renewal' ? [{ label: '周期', value: `每${terms.months}个月一次` }] : []
  const balance = topUp
    ? [
        { label: '什么时候', value: `余额低于${yuanText(topUp.below)}` },
        { label: '每月最多', value: yuanText(topUp.monthlyMost) },
      ]
    : []
  return [
    { label: '用途', value: PURPOSES[purpose] },
    { label: '每次最多', value: yuanText(amount) },
    ...every,
    ...balance,
    { label: '提醒', value: '扣款前至少5天提醒,没有送达就不扣' },
    { label: '取消', value: '随时取消,立即生效,不收任何费用' },
  ]
}

/** `2027-03-10 10:05`, in Shanghai: a copy is read years later. */
function momentWords(at: number): string {
  const day = shanghaiDay(at)
  const minutes = Math.floor((at - startOfDay(day)) / 60_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
