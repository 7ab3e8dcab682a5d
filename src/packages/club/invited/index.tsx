import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage, useShareTimeline } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { JoinSheet } from '@/components/join-sheet'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { isSinglePage } from '@/platform/share'
import type { Output } from '@/services/contract'
import { attachFirstTouch, noteFirstTouch, sceneFrom } from '@/services/first-touch'
import { addressOf } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import { Choice } from './choice'
import { Invitation } from './invitation'
import { Joined } from './joined'
import { SinglePage } from './single-page'
import './index.scss'

export type Landing = Output<'referral.landing'>
export type Touch = Output<'referral.attach'>

/** Where a shared card, a poster's code or Moments lead to. */
export default function InvitedPage() {
  const scene = sceneFrom(useRouter().params.scene)
  useShareAppMessage(() => ({
    title: '来看看这家店的会员',
    path: addressOf('invited', scene ? { scene } : {}),
  }))
  // Nobody's code goes to Moments: nothing may be gained by sharing there (L12).
  useShareTimeline(() => ({ title: '会员价、优惠、每一笔节省都有依据', query: 'from=moments' }))
  return isSinglePage() ? <SinglePage /> : <InvitedTo scene={scene} />
}

/** Who invites, what both get and when; joining and looking around are equally near (L12). */
function InvitedTo({ scene }: { scene: string }) {
  const answer = useAnswer('referral.landing', { scene })
  const [joining, setJoining] = useState(false)
  const [outcome, setOutcome] = useState<{ touch: Touch | null } | null>(null)
  const [busy, run] = useBusy()
  useEffect(() => noteFirstTouch(scene), [scene])

  const accept = () => {
    if (!answer.data?.joined) return setJoining(true)
    void run(async () => setOutcome({ touch: await attachFirstTouch() }))
  }
  const joined = (touch: Touch | null) => {
    setJoining(false)
    setOutcome({ touch })
  }
  const found = answer.data
  return (
    <Page
      shareable
      answer={answer}
      skeleton={<InvitedSkeleton />}
      footer={
        found && !outcome ? (
          <Choice invited={found.offer !== null} isMember={found.joined} busy={busy} onAccept={accept} />
        ) : null
      }
      layers={<JoinSheet open={joining} onJoined={joined} onClose={() => setJoining(false)} />}
    >
      {found ? (
        <View className="stack">
          <View>{outcome ? <Joined landing={found} touch={outcome.touch} /> : null}</View>
          <View>{outcome ? null : <Invitation landing={found} />}</View>
        </View>
      ) : null}
    </Page>
  )
}

function InvitedSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <Skeleton shape="title" width={56} />
      <SkeletonRows count={3} />
    </View>
  )
}
