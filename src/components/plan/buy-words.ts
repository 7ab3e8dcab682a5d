import type { BuyAs, Output, PlanOffersView } from '@/services/contract'

export type BuyOption = PlanOffersView['options'][number]

/** What each way of buying is called, on the card's page and before the cashier. */
export const BUY_AS_NAMES: Record<BuyAs, (option: BuyOption) => string> = {
  regular: ({ renews }) => (renews ? '续费' : '开通'),
  trial: () => '先试用',
  score: ({ renews }) => (renews ? '按公示分数价续费' : '按公示分数价开通'),
  upgrade: () => '补差价升级',
}

export type LaterCharge = NonNullable<PlanOffersView['autoRenew']>

/**
 * What automatic renewal would take after this purchase, if the person wants it; null where it is
 * not offered. After a trial the day is the trial's end (M049).
 */
export function laterCharge(
  { offers: { autoRenew, trial } }: Pick<Output<'membership.plan'>, 'offers'>,
  { as }: BuyOption,
): LaterCharge | null {
  if (!autoRenew) return null
  if (as !== 'trial') return autoRenew
  const { thenAmount = null, firstChargeOn = null } = trial ?? {}
  if (thenAmount === null || firstChargeOn === null) return null
  return { ...autoRenew, amount: thenAmount, firstChargeOn }
}
