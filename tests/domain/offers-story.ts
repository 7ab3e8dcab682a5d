import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { BuyAs } from '../../cloudfunctions/contract/plan-offers'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { deliverCard } from '../../cloudfunctions/domain/card-delivery'
import type { Period } from '../../cloudfunctions/domain/member'
import { purchaseOption, type PurchaseOption } from '../../cloudfunctions/domain/purchase-options'
import { at, bakery, released, Story } from './story'

/** 生活卡 (month, year), 购物卡 and 全能卡 (year): one card at three ranks. */
export function threeRanks(change: (draft: CatalogueDraft) => void = () => undefined): CatalogueDraft {
  return bakery((draft) => {
    const sold = draft.plans[0]!
    const plan = (id: string, name: string, rank: number, price: number, months: number) => ({
      id,
      onSale: true,
      terms: {
        ...structuredClone(sold.terms),
        name,
        price,
        months,
        family: { id: 'maixiang', rank, label: name },
      },
    })
    draft.plans = [
      plan('life', '生活卡', 0, 19_900, 12),
      plan('life-month', '生活月卡', 0, 1_990, 1),
      plan('shop', '购物卡', 1, 29_900, 12),
      plan('all', '全能卡', 2, 36_600, 12),
    ]
    change(draft)
  })
}

/** The option of a plan as the server derives it for this story's member. */
export function offered(story: Story, planId: string, as: BuyAs = 'regular'): PurchaseOption {
  const option = asked(story, planId, as)
  if (isRefusal(option)) throw new Error(option.code)
  return option
}

export function asked(story: Story, planId: string, as: BuyAs) {
  const { state, release, now } = story
  const plan = release.plans.find(({ id }) => id === planId)!
  const version = release.versions[plan.versionId]!
  return purchaseOption(as, { state, plan, version, release, now })
}

/** Buys at the derived price; `later` is how long the payment takes. */
export function take(story: Story, planId: string, as: BuyAs = 'regular', later = 0) {
  const option = offered(story, planId, as)
  if (option.refusal) throw new Error(option.refusal.code)
  return story.take(delivery(story, planId, option, later))
}

export function delivery(story: Story, planId: string, option: PurchaseOption, later = 0) {
  const createdAt = story.now
  story.wait(later)
  return deliverCard(story.state, {
    order: {
      orderId: story.id(),
      planId,
      versionId: story.release.plans.find(({ id }) => id === planId)!.versionId,
      amount: option.price,
      paidAt: story.now,
      createdAt,
      as: option.as,
      price: option.price + option.credit,
      ...(option.as === 'upgrade' ? { credit: option.credit } : {}),
    },
    release: story.release,
    now: story.now,
  })
}

export const from = (instant: string, draft = threeRanks()) =>
  new Story(released(draft, null, at('2024-01-01T00:00')), at(instant))

export const everyPeriod = (story: Story): Period[] =>
  story.state.memberships.flatMap(({ periods }) => periods)
