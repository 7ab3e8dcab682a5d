import { View } from '@tarojs/components'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import type { Output, TierView } from '@/services/contract'
import { count, dayText } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Badges } from './badges'
import { Bars } from './bars'
import { Challenges } from './challenges'
import { GrowthMonths } from './growth-months'
import { Privileges } from './privileges'
import './index.scss'

export type TierPageData = Output<'points.tier'>

const PARTS = 5

/** The tier: what comes next and what keeps it, privileges of every tier, challenges, badges, growth. */
export default function TierPage() {
  const answer = useAnswer('points.tier', {}, { onShow: true })
  const page = answer.data
  // The bars come with the page, the other parts one after the other: each below 10 KiB.
  const { shown } = useGradually(page ? PARTS : 1, { first: 1, portion: 1, page: PARTS })
  return (
    <Page
      answer={answer}
      skeleton={<TierSkeleton />}
      empty={page && isEmpty(page) ? <NoTiers /> : undefined}
      kept="等级和成长值都在,不会因此减少"
      codeButton
    >
      {page ? (
        <View className="stack">
          <View>{page.tier ? <Head tier={page.tier} now={page.now} /> : null}</View>
          <View>{page.tier ? <Bars tier={page.tier} now={page.now} /> : null}</View>
          <View>
            {shown > 1 && page.matrix.length > 0 ? (
              <Privileges tiers={page.tiers} matrix={page.matrix} rank={page.tier?.rank ?? 0} />
            ) : null}
          </View>
          <View>
            {shown > 2 && page.challenges.length > 0 ? (
              <Challenges page={page} onJoined={answer.replace} />
            ) : null}
          </View>
          <View>
            {shown > 3 && page.badges.length > 0 ? <Badges badges={page.badges} now={page.now} /> : null}
          </View>
          <View>{shown > 4 && page.tier ? <GrowthMonths months={page.months} /> : null}</View>
        </View>
      ) : null}
    </Page>
  )
}

function isEmpty({ tier, tiers, challenges, badges }: TierPageData): boolean {
  return tier === null && tiers.length + challenges.length + badges.length === 0
}

function Head({ tier, now }: { tier: TierView; now: number }) {
  const { name, growth, reset } = tier
  return (
    <View className="stack">
      <View className="tier-head">
        <View className="tier-head__name">{name}</View>
        <View className="tier-head__term">{termWords(tier, now)}</View>
        <View className="tier-head__growth">成长值 {count(growth)}</View>
      </View>
      <View>
        {reset ? (
          <Notice>{`${dayText(reset.on, now)}起,较早的 ${count(reset.growth)} 成长值不再计入`}</Notice>
        ) : null}
      </View>
    </View>
  )
}

function termWords({ since, through, permanent }: TierView, now: number): string {
  const from = since ? `${dayText(since, now)}起` : ''
  if (permanent) return from ? `${from},长期有效` : '长期有效'
  if (through) return from ? `${from},有效期至${dayText(through, now)}` : `有效期至${dayText(through, now)}`
  return '加入即是,长期有效'
}

function NoTiers() {
  return (
    <EmptyState
      icon="badge-check"
      title="这家店现在没有会员等级"
      hint="开通后,等级、升级和保级的进度都在这里"
    />
  )
}

function TierSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="gold" />
      <Skeleton shape="card" />
      <SkeletonRows count={4} />
    </View>
  )
}
