import type { BuyAs, PlanOffersView } from '@/services/contract'

type BuyOption = PlanOffersView['options'][number]

/** What each way of buying is called, on the card's page and before the cashier. */
export const BUY_AS_NAMES: Record<BuyAs, (option: BuyOption) => string> = {
  regular: ({ renews }) => (renews ? '续费' : '开通'),
  trial: () => '先试用',
  score: ({ renews }) => (renews ? '按公示分数价续费' : '按公示分数价开通'),
  upgrade: () => '补差价升级',
}
