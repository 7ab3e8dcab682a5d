import type { PlanTerms } from '../contract/catalogue'
import { monthsOf } from './family'
import type { Period } from './member'
import { yuanText } from './money'
import { benefitViews, percentText } from './plan-views'
import type { Release } from './release'
import { renewalPromises } from './renewal-coupons'
import { storedValueRules } from './wallet-views'

/** What a version promises, line by line, in words that stand by themselves in a copy. */
export interface CopyLine {
  readonly label: string
  readonly value: string
}

/**
 * Benefits and everything that comes with them, as this version was sold: a trial brings no coupons
 * and no gifts, and who pays nothing in advance needs no guarantee.
 */
export function promisedLines(terms: PlanTerms, release: Release, as?: Period['as']): CopyLine[] {
  const partner = (id: string) => release.partners?.find((one) => one.id === id)?.name ?? id
  return [
    ...benefitViews(terms, release).map(({ title, detail }) => ({ label: title, value: detail })),
    ...(as === 'trial' ? [] : (terms.coupons ?? [])).map(
      ({ title, amount, threshold, count, days, grant }) => ({
        label: title,
        value: `${count}张,每张${threshold > 0 ? `满${yuanText(threshold)}` : ''}减${yuanText(amount)},发放后${days}天内可用,${grant === 'first' ? '首次开通时发放' : '每次开通和续费时发放'}`,
      }),
    ),
    ...(as === 'trial' ? [] : renewalPromises(terms, release)).map(({ title, detail }) => ({
      label: `续卡券 ${title}`,
      value: detail,
    })),
    ...(as === 'trial' ? [] : (terms.gifts ?? [])).map(({ name, quantity, claimDays }) => ({
      label: `赠品 ${name}`,
      value: `${quantity}份,${claimDays}天内领取,先到先得`,
    })),
    ...(terms.partnerPerks ?? [])
      .filter(({ substituteOnly }) => !substituteOnly)
      .map(({ partnerId, title, months, settlement, ifExhausted }) => ({
        label: title,
        value: `由${partner(partnerId)}提供${months}个月,退卡时已领取的扣${yuanText(settlement)}${ifExhausted.kind === 'refund' ? `,领完了退${yuanText(ifExhausted.amount)}` : ',领完了换发约定的替代权益'}`,
      })),
    ...(terms.statusMatches ?? []).map(({ partnerId, tier }) => ({
      label: '会员等级互认',
      value: `等同${partner(partnerId)}的${tier}`,
    })),
    ...(terms.household ? [{ label: '家人共用', value: `可加${terms.household.helpers}位家人` }] : []),
    ...(terms.guarantee && as !== 'trial' && as !== 'as_saved'
      ? [
          {
            label: '没省够就补差',
            value: `省下的金额不到会员费的${percentText(terms.guarantee.basisPoints)},按差的比例退会员费,一分没省全额退;到期前自动结算,原路退回`,
          },
        ]
      : []),
    ...(terms.payAsSaved
      ? [
          {
            label: '先用后付',
            value: `到期时按实际省下的金额收取,最多${yuanText(terms.price)},没省到就不收`,
          },
        ]
      : []),
  ]
}

/** How money of this version comes back, in the words of the rules that carry it out (L6, L8). */
export function returnLines(terms: PlanTerms, release: Release): CopyLine[] {
  const days = release.settings?.prepaid?.refundDays ?? 15
  const way = { label: '办理', value: `不问理由,在「我的订单」里申请,原路退回,最晚${days}天内办好` }
  if (terms.storedValue) return [...numbered('余额', storedValueRules(terms.storedValue, release)), way]
  if (monthsOf(terms) === 0)
    return [{ label: '券包', value: '没用过且没过期的券,随时按张退,不足一分按一分计' }, way]
  return [
    {
      label: '7天内',
      value: '还没有省过钱的全额退;省过钱的,退会员费减去已省金额,或按剩余时间退,以多的为准',
    },
    { label: '7天后', value: '按剩余天数占全部天数(含赠送的月份)的比例退,不足一分按一分计' },
    { label: '随卡权益', value: '已用的优惠券和已领取的合作权益按约定的价值扣除,赠品不扣' },
    way,
  ]
}

/** `规则 1`, `规则 2`: lines that have no name of their own. */
export function numbered(label: string, texts: readonly string[]): CopyLine[] {
  return texts.map((value, index) => ({ label: `${label} ${index + 1}`, value }))
}
