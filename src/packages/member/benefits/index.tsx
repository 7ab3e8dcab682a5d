import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { ListRow } from '@/components/list-row'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import type { Output } from '@/services/contract'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { Appointments } from './appointments'
import { BenefitRow, type Benefit } from './benefit-row'
import { Birthday } from './birthday'
import { isUsable } from './benefit-words'
import './index.scss'

type Benefits = Output<'membership.benefits'>

/** What can be used now, of what how much is left and until when; below it what more there would be (M076). */
export default function BenefitsPage() {
  const answer = useAnswer('membership.benefits', {}, { onShow: true })
  const found = answer.data
  const nothing = found && found.benefits.length + found.more.length + found.appointments.length === 0
  return (
    <Page
      answer={answer}
      skeleton={<BenefitsSkeleton />}
      empty={nothing && !found.birthday ? <None /> : undefined}
      codeButton
    >
      {found ? <Content found={found} reload={answer.reload} /> : null}
    </Page>
  )
}

function Content({ found, reload }: { found: Benefits; reload: () => Promise<void> }) {
  const { benefits, more, appointments, birthday, now } = found
  const usable = benefits.filter(isUsable)
  const others = benefits.filter((benefit) => !isUsable(benefit))
  // What can be used now comes with the page, the rest part by part: each below 10 KiB.
  const { shown: parts } = useGradually(3, { portion: 1, page: 3 })
  return (
    <View className="stack">
      <Appointments appointments={appointments} now={now} reload={reload} />
      <Section title="现在可用" hint="到店出示会员码" benefits={usable} now={now} reload={reload} />
      <View>
        {parts > 1 ? (
          <Section title="本期已用完或待解锁" benefits={others} now={now} reload={reload} />
        ) : null}
      </View>
      <View>{parts > 1 && birthday ? <Birthday birthday={birthday} reload={reload} /> : null}</View>
      <View>{benefits.length === 0 ? <NoneYet /> : null}</View>
      <View>{parts > 2 ? <Locked benefits={more} /> : null}</View>
    </View>
  )
}

interface SectionProps {
  title: string
  hint?: string
  benefits: readonly Benefit[]
  now: number
  reload: () => Promise<void>
}

function Section({ title, hint, benefits, now, reload }: SectionProps) {
  const { shown } = useGradually(benefits.length, { portion: 5, first: 4, page: 100 })
  if (benefits.length === 0) return <View />
  return (
    <View>
      <View className="section-title">
        <View>{title}</View>
        <View className="small">{hint}</View>
      </View>
      <Card kind="flush">
        {benefits.slice(0, shown).map((benefit) => (
          <BenefitRow key={keyOf(benefit)} benefit={benefit} now={now} reload={reload} />
        ))}
      </Card>
    </View>
  )
}

/** Of higher tiers and of cards: readable, with what it takes, and in nobody's way (M076). */
function Locked({ benefits }: { benefits: readonly Benefit[] }) {
  const { shown } = useGradually(benefits.length, { portion: 8, first: 4, page: 100 })
  if (benefits.length === 0) return <View />
  return (
    <View>
      <View className="section-title">升级或开卡后还有</View>
      <Card kind="flush">
        {benefits.slice(0, shown).map((benefit) => {
          const { title, detail, locked, benefit: which } = benefit
          const { planId } = which
          return (
            <ListRow
              key={keyOf(benefit)}
              icon="lock"
              title={title}
              detail={`${detail}。${locked ?? ''}`}
              onTap={() => (planId === undefined ? open('tier') : open('plan', { planId }))}
            />
          )
        })}
      </Card>
    </View>
  )
}

function keyOf({ benefit: { source, planId, benefitId } }: Benefit): string {
  return `${source}:${planId ?? ''}:${benefitId}`
}

function NoneYet() {
  return (
    <Card kind="quiet">
      <View>现在没有随卡或随等级的权益。不办卡也可以正常消费、用券和参加活动。</View>
    </Card>
  )
}

function None() {
  return <EmptyState icon="badge-check" title="还没有权益" hint="门店放出会员权益后,会列在这里" />
}

function BenefitsSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="title" width={36} />
      <SkeletonRows count={4} />
      <Skeleton shape="title" width={48} />
      <SkeletonRows count={2} />
    </View>
  )
}
