import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import type { Output } from '@/services/contract'
import { momentText } from '@/services/format'

type LateJob = Output<'operations.attention'>['lateJobs'][number]

/** What the shop does by itself each day and has not done for more than a day; there only if there is one. */
export function LateJobs({ jobs, asOf }: { jobs: readonly LateJob[]; asOf: number }) {
  return (
    <View>
      <View className="section-title">有 {jobs.length} 件自动做的事没做成</View>
      <Card kind="flush">
        {jobs.map(({ job, title, since, means }) => (
          <ListRow
            key={job}
            icon="clock"
            title={title}
            detail={`${momentText(since, asOf)}起没有做成。${means}`}
          />
        ))}
      </Card>
      <View className="overview__below small">
        系统会自己接着试,做成后这里就不再显示,不用您操作。超过三天还在,请把这一页转给帮您维护小程序的人。
      </View>
    </View>
  )
}
