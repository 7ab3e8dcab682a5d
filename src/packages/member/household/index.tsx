import { View } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayOf, dayText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { ROUTES, addressOf } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import { useSession } from '@/stores/session'
import { InviteSheet, type HelperInvitation } from './invite-sheet'
import './index.scss'

type Household = Output<'membership.household'>
type Own = Household['own'][number]

/** Who shares a card (M116): the holder invites and removes, a helper may leave at any time. */
export default function HouseholdPage() {
  const answer = useAnswer('membership.household', {}, { onShow: true })
  const shopName = useSession((state) => state.shop?.name) ?? ''
  const [invitation, setInvitation] = useState<HelperInvitation | null>(null)
  useShareAppMessage(() =>
    invitation
      ? {
          title: `邀请您共用我在${shopName}的家庭卡`,
          path: addressOf('joinHousehold', { invitation: invitation.ticket }),
        }
      : { title: shopName, path: ROUTES.home },
  )
  const found = answer.data
  return (
    <Page
      shareable
      answer={answer}
      skeleton={<SkeletonRows count={3} />}
      empty={found?.own.length === 0 && !found.guestOf ? <NoHousehold /> : undefined}
      layers={<InviteSheet invitation={invitation} onClose={() => setInvitation(null)} />}
    >
      {found ? (
        <View className="stack">
          <View>{found.guestOf ? <Guest guestOf={found.guestOf} onLeft={answer.reload} /> : null}</View>
          {found.own.map((own) => (
            <OwnCard key={own.membershipId} own={own} onInvited={setInvitation} onChanged={answer.reload} />
          ))}
        </View>
      ) : null}
    </Page>
  )
}

interface OwnProps {
  own: Own
  onInvited: (invitation: HelperInvitation) => void
  onChanged: () => Promise<void>
}

function OwnCard({ own, onInvited, onChanged }: OwnProps) {
  const { membershipId, planName, most, helpers, quotas } = own
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const now = serverNow()

  const invite = () =>
    void run(async () => {
      setWords('')
      try {
        const { invitation, expiresAt } = await commit(
          'membership.inviteHelper',
          (operationId) => ({ operationId, membershipId }),
          { intention: `invite-helper:${membershipId}`, resume: false },
        )
        onInvited({ ticket: invitation, expiresAt })
      } catch (error) {
        setWords(toCallError(error).message)
      }
    })
  const remove = async ({ memberNumber, displayName }: Own['helpers'][number]) => {
    const { confirm } = await Taro.showModal({
      title: `不再与${displayName}共用?`,
      content: '移出后,对方立即不能再用这张卡。对方自己的卡和小票不受影响。',
      confirmText: '移出',
    })
    if (!confirm) return
    void run(async () => {
      setWords('')
      try {
        await commit('membership.removeHelper', (operationId) => ({ operationId, memberNumber }), {
          intention: `remove-helper:${memberNumber}`,
        })
      } catch (error) {
        setWords(toCallError(error).message)
      }
      await onChanged()
    })
  }
  return (
    <View>
      <View className="section-title">{planName}</View>
      <Card kind="flush">
        {helpers.map((helper) => (
          <ListRow
            key={helper.memberNumber}
            icon="user"
            title={helper.displayName}
            detail={`${dayOf(helper.since, now)}加入`}
            value={
              <Button kind="text" compact disabled={busy} onTap={() => void remove(helper)}>
                移出
              </Button>
            }
          />
        ))}
        {quotas.map(({ benefitId, title, perDay, left }) => (
          <ListRow
            key={benefitId}
            icon="ticket"
            title={title}
            detail={`全家每天共 ${perDay} 份`}
            value={`今天还有 ${left} 份`}
          />
        ))}
        {helpers.length < most ? (
          <View className="household-invite">
            <Button block kind="secondary" icon="plus" loading={busy} onTap={invite}>
              邀请家人(还可加 {most - helpers.length} 位)
            </Button>
          </View>
        ) : (
          <ListRow title={`已满 ${most} 位`} detail="移出一位后可以再邀请" />
        )}
      </Card>
      <View className="small household-note">
        家人用这张卡买东西时,您会在小票里看到;他们自己的卡和余额您看不到。
      </View>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </View>
  )
}

interface GuestProps {
  guestOf: NonNullable<Household['guestOf']>
  onLeft: () => Promise<void>
}

function Guest({ guestOf: { ownerName, planName, since, validThrough }, onLeft }: GuestProps) {
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const now = serverNow()
  const leave = () =>
    void run(async () => {
      setWords('')
      try {
        await commit('membership.leaveHousehold', (operationId) => ({ operationId }), {
          intention: 'leave-household',
        })
      } catch (error) {
        setWords(toCallError(error).message)
      }
      await onLeft()
    })
  return (
    <Card>
      <View className="title">
        正在共用{ownerName}的{planName}
      </View>
      <View className="small">
        {dayOf(since, now)}加入,卡有效到 {dayText(validThrough, now)}。出示自己的会员码即可享受。
      </View>
      <Button kind="secondary" compact loading={busy} onTap={leave}>
        退出共用
      </Button>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </Card>
  )
}

function NoHousehold() {
  return <EmptyState icon="users" title="没有共用的卡" hint="持有家庭卡的会员可以邀请家人一起用" />
}
