import type { PlanTerms } from '../contract/catalogue'
import { budgetBar } from './budget'
import { shanghaiDay } from './calendar'
import type { MemberState } from './member'
import { isMinor } from './minors'
import { yuanText } from './money'
import type { Plan, PlanVersion, Release } from './release'
import { returnThrough } from './top-up-refund'
import { prepaidCap, type PrepaidCap, prepaidCaps, prepaidStopped } from './top-up'
import { walletBasisPoints } from './wallet-spending'

export interface WalletSummary {
  readonly principal: number
  readonly bonus: number
  readonly memberBasisPoints: number
  readonly lots: {
    orderId: string
    paidAt: number
    paid: number
    bonus: number
    principalLeft: number
    bonusLeft: number
    returnThrough: string | null
    received?: true
  }[]
  readonly budget: { monthly: number; spent: number } | null
  readonly cap: PrepaidCap
}

/** What a wallet holds and what it is worth at the counter now, as its holder sees it. */
export function walletSummary(
  { wallet, privacy }: Pick<MemberState, 'wallet' | 'privacy'>,
  release: Release,
  now: number,
): WalletSummary {
  const held = wallet.lots.filter(({ principalLeft, bonusLeft }) => principalLeft + bonusLeft > 0)
  return {
    principal: held.reduce((sum, lot) => sum + lot.principalLeft, 0),
    bonus: held.reduce((sum, lot) => sum + lot.bonusLeft, 0),
    memberBasisPoints: walletBasisPoints(wallet, release),
    lots: held.map(({ orderId, paidAt, principal: paid, bonus, principalLeft, bonusLeft, receivedAt }) => {
      const last = returnThrough(paidAt)
      const whole = principalLeft === paid && bonusLeft === bonus && shanghaiDay(now) <= last
      return {
        orderId,
        paidAt,
        paid,
        bonus,
        principalLeft,
        bonusLeft,
        returnThrough: whole ? last : null,
        ...(receivedAt === undefined ? {} : { received: true as const }),
      }
    }),
    budget: budgetBar(wallet, now),
    cap: prepaidCap(wallet, release, isMinor({ privacy }, now)),
  }
}

/** The stored value that is sold now; null while none is, or while sales are stopped (L5). */
export function topUpOffer(
  release: Release,
): { plan: Plan; version: PlanVersion; offer: StoredValue } | null {
  if (prepaidStopped(release)) return null
  for (const plan of release.plans) {
    const version = release.versions[plan.versionId]
    const offer = version?.terms.storedValue
    if (plan.onSale && version && offer) return { plan, version, offer }
  }
  return null
}

type StoredValue = NonNullable<PlanTerms['storedValue']>

/** Told before paying, in the words of the rules that are in force (M014, L5, L6). */
export function storedValueRules({ spendOrder }: StoredValue, release: Release): string[] {
  const { mostAnonymous, mostNamed, mostMinor } = prepaidCaps(release)
  return [
    spendOrder === 'principal_first'
      ? '消费时先用本金,同一笔充值的本金用完后再用赠金'
      : '消费时本金和赠金按充值时的比例一起扣减',
    '先充的先用;余额没有有效期,不会过期清零',
    '付款后7天内:没用过的,本金全额退;用过的,按实际消费价扣除后退',
    '7天后因个人原因退款:本金减去已消费商品的折前价;赠金不退现',
    `余额上限(含赠金):未实名登记${yuanText(mostAnonymous)},实名登记后${yuanText(mostNamed)},未满18岁${yuanText(mostMinor)}`,
  ]
}
