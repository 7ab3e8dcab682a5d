import type { PromisedReward, ReferralOffer } from '../contract/referral'
import type { ReferralReward, ReferralTerms } from '../contract/referral-terms'
import { issuedVersion } from './coupon-versions'
import { couponWords } from './coupon-words'
import { yuanText } from './money'
import type { ReferralRefusal } from './referral-account'
import type { Release } from './release'

/**
 * The rules of invitations in words. They have to be complete: steps, results, limits and what
 * doesn't count (wechat.md 4.5); nothing depends on chance, and nothing is given for sharing (L12).
 */

/** A reward's name: 「50积分」 or the coupon's title. */
export function rewardTitle(reward: ReferralReward, release: Release): string {
  if (reward.kind === 'points') return `${reward.points}积分`
  return issuedVersion(release, reward.templateId)?.template.title ?? '优惠券'
}

/** Who reads the rules: the first order is a friend's, or the reader's own. */
export type ReferralReader = 'inviter' | 'invitee'

const WHOSE_ORDER: Readonly<Record<ReferralReader, string>> = { inviter: '受邀的朋友', invitee: '您' }

/** Whether somebody may be invited now: nobody to a shop that closes (L6). */
export function invitesFriends({ acquisition, closing }: Pick<Release, 'acquisition' | 'closing'>): boolean {
  return acquisition?.referral?.enabled === true && !closing
}

/** What both get, when, and under which conditions; null while there are no invitations. */
export function referralOffer(release: Release, reader: ReferralReader): ReferralOffer | null {
  const terms = release.acquisition?.referral
  if (!terms || !invitesFriends(release)) return null
  const returnDays = longestReturn(release)
  const when = `${WHOSE_ORDER[reader]}首单完成后满${Math.max(terms.windowDays, returnDays)}天到账`
  return {
    inviter: promised(terms.inviter, when, release),
    invitee: promised(terms.invitee, when, release),
    conditions: conditions(terms, returnDays, WHOSE_ORDER[reader]),
  }
}

function promised(reward: ReferralReward, when: string, release: Release): PromisedReward {
  return { title: rewardTitle(reward, release), detail: detailOf(reward, release), when }
}

function detailOf(reward: ReferralReward, release: Release): string {
  if (reward.kind === 'points') return '到账后即可使用,不过期、不递减'
  const version = issuedVersion(release, reward.templateId)
  return version ? `${couponWords(version.template)},到账后${version.template.days}天内有效` : ''
}

function conditions(terms: ReferralTerms, returnDays: number, whose: string): string[] {
  const { minimumOrder, windowDays, mostPerMonth, mostInAll, mostOfShopPerMonth } = terms
  return [
    `${whose}此前没有在本店消费过,从邀请进入后到店消费一单,实付满${yuanText(minimumOrder)}`,
    `这一单满${Math.max(windowDays, returnDays)}天没有退货或撤销,双方各得一份奖励,每位朋友只计一次`,
    '奖励给消费,不给分享:转发、打开链接都没有奖励',
    `每位邀请人每月最多${mostPerMonth}份、累计最多${mostInAll}份;全店每月最多${mostOfShopPerMonth}份,超过后双方都不再发放`,
    '同一个人、同一手机号、同一部手机之间的邀请,由邀请人付款的(含转让来的余额),以及互相邀请,不计入',
    '发放前双方有一方已不是会员的,都不再发放',
    '同一部手机按小程序保存的随机标识判断,换手机或清除缓存后可能认不出来',
    '只计算直接邀请的朋友,没有多级奖励',
    '这一单退货或撤销后,双方的奖励收回:积分扣回,未使用的券收回,已使用的券不追回',
  ]
}

function longestReturn({ loyalty }: Release): number {
  return loyalty?.returnDays ?? 0
}

const WHY: Readonly<Record<ReferralRefusal, string>> = {
  inviter_gone: '邀请人已不是会员',
  invitee_gone: '受邀的朋友已不是会员',
  same_person: '邀请人和受邀人是同一个人',
  same_phone: '双方使用同一个手机号',
  same_payer: '这一单由邀请人付款',
  same_device: '这部手机上有多个账号参加邀请',
  ring: '几位朋友之间互相邀请',
  most_per_month: '当月的奖励份数已满',
  most_in_all: '累计的奖励份数已满',
  most_of_shop: '门店当月的奖励份数已满',
  reward_gone: '奖励已停止发放,请联系门店',
  came_back: '这一单退货或撤销了',
  known: '这位朋友原来就是会员',
}

/** Why nothing was given, or why it went back. */
export function referralWhy(why: ReferralRefusal): string {
  return WHY[why]
}
