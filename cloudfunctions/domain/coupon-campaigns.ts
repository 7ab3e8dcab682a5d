import type { CouponCampaign } from '../contract/coupon-templates'
import type { CampaignView } from '../contract/coupons'
import { type Refusal, refuse } from '../contract/refusals'
import { admits } from './audience'
import { addDays, shanghaiDay, startOfDay } from './calendar'
import { claimed, withClaim } from './claims'
import { issueCoupons, walletIsFull } from './coupon-issue'
import { issuedVersion } from './coupon-versions'
import type { CouponFacts } from './coupon-watch'
import type { Decision } from './decision'
import type { MemberState } from './member'
import type { CouponVersion, Release } from './release'
import { forgetEnded } from './retention'
import { holdEnds } from './rewards'
import { couponsHeld } from './resale-signs'

/** A claim is remembered so long after the campaign, should the owner let it run on. */
const CLAIM_KEPT_DAYS = 400

/** What a claim takes from, where what is given is limited. */
export interface CampaignStock {
  readonly stock: string
  readonly quantity: number
  /** How much there is in all. */
  readonly total: number
}

export interface Claiming {
  readonly campaignId: string
  readonly operationId: string
  readonly release: Release
  readonly now: number
}

/** The shared stock of a template of which only so many are issued. */
export function issueStock(templateId: string): string {
  return `coupon:${templateId}`
}

/** The shared stock of a campaign of which there are only so many sets. */
export function setsStock(campaignId: string): string {
  return `campaign:${campaignId}`
}

/** The campaign, if it can be claimed on this day; null otherwise. */
function openCampaign(release: Release, campaignId: string, now: number): CouponCampaign | null {
  const campaign = release.coupons?.campaigns.find(({ id }) => id === campaignId)
  return campaign && isOpen(campaign, now) ? campaign : null
}

/** The shared stock of a campaign: of its sets, or of the one template that is limited; null without. */
export function campaignStock(campaign: CouponCampaign, release: Release): CampaignStock | null {
  if (campaign.sets !== undefined) return { stock: setsStock(campaign.id), quantity: 1, total: campaign.sets }
  for (const { templateId, count } of campaign.items) {
    const total = issuedVersion(release, templateId)?.template.issueLimit
    if (total !== undefined) return { stock: issueStock(templateId), quantity: count, total }
  }
  return null
}

/** A share stands under the attempt that took it: given back, it bars no later one of the member. */
export function claimKey(operationId: string, memberNumber: string, campaignId: string): string {
  return `${operationId}-${memberNumber}-${campaignId}`
}

/** Whose attempt a share stands under. */
export function claimHolder(holdKey: string): { operationId: string; memberId: string } {
  const [operationId = '', memberId = ''] = holdKey.split('-')
  return { operationId, memberId }
}

/**
 * Takes a campaign's set, once for each member (M057). What is limited was taken from its stock
 * before. Refuses CAMPAIGN_CLOSED, JOIN_REQUIRED, ALREADY_CLAIMED (also for a template of which a
 * member may have no more), NOT_ADMITTED (detail: why), COUPONS_HELD, WALLET_FULL.
 */
export function claimCampaign(
  state: MemberState,
  { campaignId, operationId, release, now }: Claiming,
): Decision<Extract<CouponFacts, { kind: 'campaign_claimed' }>> {
  const campaign = openCampaign(release, campaignId, now)
  if (!campaign) return refuse('CAMPAIGN_CLOSED')
  const barred = whyNot(state, campaign, release, now)
  if (barred) return barred
  const coupons = itemsOf(campaign, release)
  const issued = issueCoupons(state, { key: operationId, coupons, now })
  const claims = coupons.reduce(
    (before, { version, count }) =>
      withClaim(before, templateClaim(version.template.id), { by: count, until: null }),
    withClaim(issued.state.claims, campaignClaim(campaignId), {
      by: 1,
      until: startOfDay(addDays(campaign.through, CLAIM_KEPT_DAYS)),
    }),
  )
  const taken = campaignStock(campaign, release)
  const kept = forgetEnded({ ...issued.state, claims }, now)
  return {
    ok: true,
    state: kept.state,
    postings: [...issued.postings, ...kept.postings],
    facts: { kind: 'campaign_claimed', campaignId, lotIds: [...issued.lotIds], at: now },
    due: taken ? [holdEnds(taken.stock, claimKey(operationId, state.number, campaignId))] : [],
  }
}

/**
 * A campaign as this member sees it; what can't be taken says why (M076).
 * @param left what is left of its stock; null without a limit
 */
export function campaignView(
  campaign: CouponCampaign,
  context: { state: MemberState; release: Release; left: number | null; now: number },
): CampaignView {
  const { release, left, now } = context
  return {
    campaignId: campaign.id,
    title: campaign.title,
    through: campaign.through,
    items: itemsOf(campaign, release).map(({ version, count }) => {
      const { title, value, threshold } = version.template
      return { title, value, threshold, count }
    }),
    left,
    ...standing(campaign, context, now),
  }
}

/** The campaigns of this day. */
export function openCampaigns(release: Release, now: number): CouponCampaign[] {
  return (release.coupons?.campaigns ?? []).filter((campaign) => isOpen(campaign, now))
}

function standing(
  campaign: CouponCampaign,
  { state, release, left }: { state: MemberState; release: Release; left: number | null },
  now: number,
): Pick<CampaignView, 'state' | 'why'> {
  if (claimed(state, campaignClaim(campaign.id)) > 0) return { state: 'claimed', why: null }
  const share = campaignStock(campaign, release)?.quantity ?? 0
  if (left !== null && left < share) return { state: 'exhausted', why: '已领完' }
  const barred = whyNot(state, campaign, release, now)
  if (!barred) return { state: 'claimable', why: null }
  const { why } = (barred.detail ?? {}) as { why?: string }
  return { state: 'locked', why: why ?? barred.message }
}

/** Why this member can't take the set now; null when they can. */
function whyNot(state: MemberState, campaign: CouponCampaign, release: Release, now: number): Refusal | null {
  if (claimed(state, campaignClaim(campaign.id)) > 0) return refuse('ALREADY_CLAIMED')
  if (state.joinedAt === null) return refuse('JOIN_REQUIRED')
  const items = itemsOf(campaign, release)
  for (const audience of [campaign.audience, ...items.map(({ version }) => version.template.audience)]) {
    const { admitted, why } = admits(audience, state, release, now)
    if (!admitted) return refuse('NOT_ADMITTED', { why })
  }
  if (couponsHeld(state)) return refuse('COUPONS_HELD')
  for (const { version, count } of items) {
    const { id, perMember } = version.template
    if (claimed(state, templateClaim(id)) + count > perMember) return refuse('ALREADY_CLAIMED')
  }
  return walletIsFull(state, now, items.length) ? refuse('WALLET_FULL') : null
}

function itemsOf({ items }: CouponCampaign, release: Release): { version: CouponVersion; count: number }[] {
  return items.flatMap(({ templateId, count }) => {
    const version = issuedVersion(release, templateId)
    return version ? [{ version, count }] : []
  })
}

function isOpen({ from, through }: CouponCampaign, now: number): boolean {
  const today = shanghaiDay(now)
  return from <= today && today <= through
}

function campaignClaim(campaignId: string): string {
  return `campaign:${campaignId}`
}

function templateClaim(templateId: string): string {
  return `template:${templateId}`
}
