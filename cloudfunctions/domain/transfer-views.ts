import type { Output } from '../contract'
import type { TransferItem } from '../contract/transfers'
import { couponView } from './coupon-views'
import { giftView } from './gifts'
import type { MemberState } from './member'
import { cardView } from './membership'
import { benefitViews } from './plan-views'
import type { PlanVersion, Release } from './release'
import { stepOf } from './top-up'
import type { Passed } from './transfer'
import { worthOf } from './transfer-items'
import { contractsOf } from './transferring'

/** What passes, in the words of both: the holder before the code is made, the receiver before it is taken. */

type Passing = Output<'membership.transferable'>['items'][number]

/** Exactly what somebody else would get now. */
export function passingView(
  state: Pick<MemberState, 'contracts' | 'helpers'>,
  item: TransferItem,
  passed: Passed,
  release: Release,
  now: number,
): Passing {
  const [card] = passed.memberships
  const view = card ? cardView(card, release, now) : null
  const terms = view ? release.versions[view.versionId]?.terms : undefined
  return {
    item,
    title: view ? view.planName : '储值余额',
    worth: worthOf(passed),
    lots: passed.lots.map((lot) => ({
      paid: lot.principal,
      bonus: lot.bonus,
      principalLeft: lot.principalLeft,
      bonusLeft: lot.bonusLeft,
      paidAt: lot.paidAt,
      memberBasisPoints: stepOf(release.versions[lot.versionId], lot.stepId)?.memberBasisPoints ?? 10_000,
    })),
    card: view && {
      through: view.validThrough,
      daysLeft: view.daysLeft,
      benefits: terms ? benefitViews(terms, release) : [],
      rules: terms?.rules ?? [],
      comesWith: comesWith(passed, release, now),
    },
    ends: endings(state, passed),
  }
}

/** The versions whose terms and agreements pass. */
export function versionsOf({ lots, memberships }: Passed, release: Release): PlanVersion[] {
  const ids = [...lots, ...memberships.flatMap(({ periods }) => periods)].map(({ versionId }) => versionId)
  return [...new Set(ids)].flatMap((id) => release.versions[id] ?? [])
}

/** What a transfer is and how a refund goes back afterwards: told to both before anything happens. */
export const TRANSFER_RULES: readonly string[] = [
  '转让不收任何费用,对方确认后立即生效',
  '余额的本金、赠金和折扣,卡的剩余天数和权益,都按原来的约定一起转过去',
  '积分、活动领的券、等级和实名登记是个人的,不随转让',
  '转让后由新持有人使用和申请退款;退款按法规原路退回最初的付款账户,怎么分由双方自己约定',
  '转让后不能撤回;要拿回来,需要对方再转让一次',
]

function comesWith({ coupons, gifts, perks, memberships }: Passed, release: Release, now: number): string[] {
  const promised = memberships.some(({ periods }) =>
    periods.some(({ guarantee }) => guarantee?.settledAt === null),
  )
  return [
    ...coupons.flatMap((lot) => {
      if (lot.version !== undefined || lot.left === 0 || lot.voidedAt !== null) return []
      const { title, left, through } = couponView(lot, now)
      return [`${title}${left}张,${through}前可用`]
    }),
    ...gifts
      .filter(({ state }) => state === 'claimable' || state === 'claimed')
      .map((gift) => giftView(gift, release, now).name),
    ...perks
      .filter(({ state }) => state === 'offered' || state === 'issued' || state === 'activated')
      .map(
        ({ partnerId }) => `${release.partners?.find(({ id }) => id === partnerId)?.name ?? '合作方'}的权益`,
      ),
    ...(promised ? ['没省够就补差的约定'] : []),
  ]
}

function endings(
  { contracts, helpers }: Pick<MemberState, 'contracts' | 'helpers'>,
  passed: Passed,
): string[] {
  const ends = contractsOf(passed)
  const family = helpers.filter(({ membershipId }) =>
    passed.memberships.some(({ id }) => id === membershipId),
  )
  return [
    ...(contracts.some((one) => one.state !== 'terminated' && ends(one)) ? ['原持有人的自动扣费'] : []),
    ...(family.length > 0 ? [`${family.length}位家人的共用`] : []),
  ]
}
