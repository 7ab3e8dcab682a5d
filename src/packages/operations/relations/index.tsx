import { View } from '@tarojs/components'
import { useState } from 'react'
import { SkeletonRows } from '@/components/skeleton'
import { Tabs } from '@/components/tabs'
import { Frame } from '../frame'
import '../reports/report.scss'
import { AdviceReport } from './advice-report'
import { CareReport } from './care-report'
import { ChannelReport } from './channel-report'
import { ChurnReport } from './churn-report'
import { EventReport } from './event-report'
import { LifecycleReport } from './lifecycle-report'
import { MessageReport } from './message-report'
import { PrivacyReport } from './privacy-report'
import { ReferralReport } from './referral-report'
import { RenewalReport } from './renewal-report'

const COMING = [
  { key: 'lifecycle', label: '阶段' },
  { key: 'channels', label: '渠道' },
  { key: 'referral', label: '邀请' },
] as const
const STAYING = [
  { key: 'renewal', label: '续费' },
  { key: 'churn', label: '流失' },
  { key: 'care', label: '关怀' },
  { key: 'advice', label: '买卡建议' },
] as const
const TELLING = [
  { key: 'messages', label: '消息' },
  { key: 'events', label: '活动' },
  { key: 'privacy', label: '数据权利' },
] as const

type Report =
  (typeof COMING)[number]['key'] | (typeof STAYING)[number]['key'] | (typeof TELLING)[number]['key']

/** Each report asks for itself once it is looked at. */
const NOTHING_TO_ASK = { status: 'ready', error: null, reload: () => Promise.resolve() } as const

/** Who comes, who stays, who goes, and what they are told: counts and reasons, no verdicts on persons. */
export default function RelationsPage() {
  const [report, setReport] = useState<Report>('lifecycle')
  return (
    <Frame place="relations" answer={NOTHING_TO_ASK} skeleton={<SkeletonRows count={4} />}>
      <View className="report">
        <View className="report__tabs">
          <Tabs<Report> options={COMING} selected={report} onSelect={setReport} />
          <Tabs<Report> options={STAYING} selected={report} onSelect={setReport} />
          <Tabs<Report> options={TELLING} selected={report} onSelect={setReport} />
        </View>
        <View>
          {report === 'lifecycle' ? <LifecycleReport /> : null}
          {report === 'channels' ? <ChannelReport /> : null}
          {report === 'referral' ? <ReferralReport /> : null}
          {report === 'renewal' ? <RenewalReport /> : null}
          {report === 'churn' ? <ChurnReport /> : null}
          {report === 'care' ? <CareReport /> : null}
          {report === 'advice' ? <AdviceReport /> : null}
          {report === 'messages' ? <MessageReport /> : null}
          {report === 'events' ? <EventReport /> : null}
          {report === 'privacy' ? <PrivacyReport /> : null}
        </View>
      </View>
    </Frame>
  )
}
