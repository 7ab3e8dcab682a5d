import { View } from '@tarojs/components'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import type { Output } from '@/services/contract'
import { useAnswer } from '@/stores/answer'
import { Credits } from './credits'
import { Flows, MarketingFlows } from './flows'
import './index.scss'

export type Settings = Output<'renewal.messageSettings'>

/** What comes, which of it can be switched off at once, and what WeChat still allows (L12). */
export default function MessageSettingsPage() {
  const answer = useAnswer('renewal.messageSettings', {}, { onShow: true })
  const settings = answer.data
  return (
    <Page answer={answer} skeleton={<SettingsSkeleton />} kept="已选的开关都在">
      {settings ? <Content settings={settings} reload={answer.reload} /> : null}
    </Page>
  )
}

function Content({ settings, reload }: { settings: Settings; reload: () => Promise<void> }) {
  const { groups, marketingConsent, weeklyCap, credits, smsTo } = settings
  const { shown } = useGradually(groups.length, { first: 1, portion: 1, page: groups.length })
  return (
    <View className="stack">
      <View className="small">所有消息都会放在「消息」里。微信通知要先经您允许,允许一次只发一条。</View>
      <Credits credits={credits} reload={reload} />
      <View>{smsTo ? <Notice>{`依法必须告知的消息,微信发不到时会发短信到 ${smsTo}`}</Notice> : null}</View>
      <View className="stack">
        {groups
          .slice(0, shown)
          .map((group) =>
            group.basis === 'marketing' ? (
              <MarketingFlows
                key={group.basis}
                group={group}
                granted={marketingConsent}
                weeklyCap={weeklyCap}
              />
            ) : (
              <Flows key={group.basis} group={group} />
            ),
          )}
      </View>
    </View>
  )
}

function SettingsSkeleton() {
  return (
    <View className="stack">
      <Skeleton width={80} />
      <SkeletonRows count={4} />
      <SkeletonRows count={4} />
    </View>
  )
}
