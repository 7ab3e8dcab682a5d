import { lastDayOf, startOfDay } from './calendar'
import { ordersIn } from './cross-category'
import type { Consent, MemberState } from './member'
import { type Tag, tagsOf } from './member-tags'
import { isMinor } from './minors'
import { hasConsent } from './joining'
import { yuanText } from './money'
import type { Release } from './release'
import { DATA_KINDS } from './retention-table'
import { pendingTerms } from './service-terms'
import { walletBalance } from './wallet-spending'

/** The privacy centre in words (L9, L10): what was agreed to, what is held, and what it is good for. */

export interface ConsentView {
  readonly purpose: 'service' | 'marketing'
  readonly title: string
  readonly words: string
  readonly neededFor: string
  readonly granted: boolean
  readonly version: string | null
  readonly at: number | null
  readonly withdrawable: boolean
}

const PURPOSES = [
  {
    purpose: 'service',
    title: '会员服务',
    words: '记录您的会员卡、订单、余额和积分,为您办理优惠、退款和必要的通知',
    neededFor: '没有它就无法提供会员服务;要结束请注销账号,余额和未用部分会先退给您',
    withdrawable: false,
  },
  {
    purpose: 'marketing',
    title: '优惠和活动消息',
    words: '告诉您活动、生日和到期以外的优惠,每周有上限',
    neededFor: '只影响这类消息;撤回后立即停止,会员权益、价格和必要通知不变',
    withdrawable: true,
  },
] as const

export function consentViews(state: MemberState): ConsentView[] {
  return PURPOSES.map((purpose) => {
    const given = state.consents.find((consent) => consent.purpose === purpose.purpose)
    return {
      ...purpose,
      granted: given?.granted ?? false,
      version: versionOf(given),
      at: given?.at ?? null,
    }
  })
}

export interface PartnerView {
  readonly partnerId: string
  readonly name: string
  readonly dataShared: string
  readonly granted: boolean
  readonly version: string | null
  readonly at: number | null
}

/** Every partner that the member was ever asked for, and those whom the shop works with now. */
export function partnerConsents(state: MemberState, release: Release): PartnerView[] {
  return (release.partners ?? []).flatMap(({ id, name, dataShared, withdrawn }) => {
    const given = state.consents.find(({ purpose }) => purpose === `partner:${id}`)
    if (withdrawn && !given) return []
    return [
      {
        ...{ partnerId: id, name, dataShared },
        granted: given?.granted ?? false,
        version: versionOf(given),
        at: given?.at ?? null,
      },
    ]
  })
}

/** Newer than what was accepted when joining, or never asked for: read and answered there (PIPL 14). */
export function newVersions(
  state: MemberState,
  release: Release,
): { agreementId: string; title: string; version: string; accepted: string | null }[] {
  const pending = pendingTerms(state, release)
  if (!pending) return []
  const { agreement, accepted } = pending
  const { id: agreementId, title, version } = agreement
  return [{ agreementId, title, version, accepted: accepted || null }]
}

/** `service@v2` as people name it: v2. */
function versionOf(consent: Consent | undefined): string | null {
  return consent?.version.split('@').at(-1) || null
}

export interface HeldData {
  readonly kind: string
  readonly title: string
  readonly why: string
  readonly howLong: string
  readonly held: string | null
}

/** The data inventory with what there is of this member now. */
export function heldData(state: MemberState, release: Release, now: number): HeldData[] {
  const held = heldNow(state, release, now)
  return DATA_KINDS.map(({ id, title, why, howLong }) => ({
    ...{ kind: id, title, why, howLong },
    held: held[id] ?? null,
  }))
}

function heldNow(state: MemberState, release: Release, now: number): Record<string, string | null> {
  const { profile, benefits, wallet, consents } = state
  const balance = walletBalance(wallet)
  const links = state.partnerLinks.filter(({ revokedAt }) => revokedAt === null).length
  const family = state.helpers.length + (state.householdMark ? 1 : 0)
  const often = release.categories.filter(({ id }) => ordersIn(state, id, now) > 0).length
  return {
    account: state.number,
    nickname: profile.nickname,
    phone: profile.maskedPhone,
    wechat: '由微信提供,加密为会员编号',
    birthday: monthDayWords(benefits.birthday.monthDay),
    consents: counted(consents.length, '项'),
    books: `余额${yuanText(balance)},最近13个月的消费合计和全部账页`,
    benefits: counted(
      state.memberships.length + state.coupons.length + state.vouchers.length,
      '项会员卡、券和凭证',
    ),
    name: wallet.registeredName?.masked ?? null,
    messages: state.messages.newestAt === null ? null : '有',
    household: counted(family, '人'),
    partners: counted(links, '个账号'),
    invitations: state.referral.from === null ? null : '由邀请或渠道而来',
    suggestions: state.privacy.personalised ? counted(often, '个品类') : '已关闭',
    questions: '见「我的咨询」',
    care: hasConsent(state, 'marketing') ? '同意了营销,可能在名单上' : null,
    votes: '投过的见「会员活动」',
  }
}

/** `11-18` as `11月18日`. */
function monthDayWords(monthDay: string | null): string | null {
  return monthDay?.replace(/^0?(\d+)-0?(\d+)$/, '$1月$2日') ?? null
}

function counted(count: number, unit: string): string | null {
  return count === 0 ? null : `${count}${unit}`
}

/** What follows from a declared age; null for who is of age or didn't say. */
export function minorView(state: MemberState, now: number): { until: string; words: string } | null {
  const { minorUntil } = state.privacy
  if (minorUntil === undefined || !isMinor(state, now)) return null
  const words =
    '未满18岁:不发营销消息、不做个性化推荐,储值有更低的上限;监护人可以申请退款。未满14岁的生日不保存'
  return { until: lastDayOf(startOfDay(minorUntil)), words }
}

export function tagViews(state: MemberState, release: Release, now: number): Omit<Tag, 'categoryId'>[] {
  return tagsOf(state, release, now).map(({ tagId, title, reason, hidden }) => ({
    ...{ tagId, title, reason, hidden },
  }))
}
