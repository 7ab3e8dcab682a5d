import type { ReferralState } from '../contract/referral'
import type { AcquisitionChannel } from '../contract/referral-terms'
import type { MemberState } from './member'
import { ceilDivide } from './money'
import type { ReferralOrder, ReferralRefusal } from './referral-account'

/** What an invitation or a channel's first touch has come to: one record per person who came. */
export interface ReferralRecord {
  readonly inviterId: string | null
  readonly channelId: string | null
  /** Epoch ms, each null until then. */
  readonly at: number
  readonly joinedAt: number | null
  readonly orderedAt: number | null
  readonly dueAt: number | null
  readonly state: ReferralState
  readonly rewardedAt: number | null
  readonly reversedAt: number | null
  readonly why: ReferralRefusal | null
}

/** The record as the aggregate says it; null for who came by nobody. */
export function recordOf({ referral, joinedAt }: MemberState): ReferralRecord | null {
  const { from, order } = referral
  if (!from) return null
  return {
    inviterId: from.inviterId,
    channelId: from.channelId,
    at: from.at,
    joinedAt,
    orderedAt: order?.at ?? null,
    dueAt: order?.state === 'waiting' || order?.state === 'reviewing' ? order.dueAt : null,
    state: order ? STATES[order.state] : 'linked',
    rewardedAt: order?.rewardedAt ?? null,
    reversedAt: order?.reversedAt ?? null,
    why: order?.why ?? null,
  }
}

const STATES: Readonly<Record<ReferralOrder['state'], ReferralState>> = {
  counted: 'ordered',
  waiting: 'ordered',
  reviewing: 'ordered',
  rewarded: 'rewarded',
  refused: 'refused',
  reversing: 'reversed',
  reversed: 'reversed',
}

export interface ReferralFunnel {
  touches: number
  joined: number
  ordered: number
  /** Ever: what went back since is among them. */
  rewarded: number
  reversed: number
  refused: Map<ReferralRefusal, number>
}

export function emptyFunnel(): ReferralFunnel {
  return { touches: 0, joined: 0, ordered: 0, rewarded: 0, reversed: 0, refused: new Map() }
}

/** Counts one record into each step that it reached; channels' are not invitations. */
export function countInvitation(funnel: ReferralFunnel, record: ReferralRecord): void {
  if (record.inviterId === null) return
  funnel.touches += 1
  if (record.joinedAt !== null) funnel.joined += 1
  if (record.orderedAt !== null) funnel.ordered += 1
  if (record.rewardedAt !== null) funnel.rewarded += 1
  if (record.reversedAt !== null) funnel.reversed += 1
  if (record.state === 'refused' && record.why !== null)
    funnel.refused.set(record.why, (funnel.refused.get(record.why) ?? 0) + 1)
}

export interface ChannelCount {
  firstTouches: number
  joined: number
  firstOrders: number
}

/** Counts one record for its channel. */
export function countChannel(counts: Map<string, ChannelCount>, record: ReferralRecord): void {
  if (record.channelId === null) return
  const count = counts.get(record.channelId) ?? { firstTouches: 0, joined: 0, firstOrders: 0 }
  counts.set(record.channelId, {
    firstTouches: count.firstTouches + 1,
    joined: count.joined + (record.joinedAt === null ? 0 : 1),
    firstOrders: count.firstOrders + (record.orderedAt === null ? 0 : 1),
  })
}

/**
 * What a channel cost in all, and per person who ordered goods, rounded up to the fen (M103); null
 * without an order or without a cost, where a figure would mislead.
 */
export function channelCost(
  { costs }: Pick<AcquisitionChannel, 'costs'>,
  firstOrders: number,
): { cost: number; costPerFirstOrder: number | null } {
  const cost = costs.reduce((sum, month) => sum + month.cost, 0)
  return { cost, costPerFirstOrder: cost === 0 || firstOrders === 0 ? null : ceilDivide(cost, firstOrders) }
}
