import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { count, dayText } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answered } from '../reports/answered'

/** Places, who came, who gave a place back (M105). */
export function EventReport() {
  const answer = useAnswer('operations.eventReport', {})
  return (
    <Answered answer={answer}>
      {({ events, asOf }) =>
        events.length === 0 ? (
          <Notice>还没有办过活动。在「会员经营」的「活动报名」里可以办一场。</Notice>
        ) : (
          <View className="report">
            <MoreRows items={events} first={8} unit="场">
              {({ eventId, title, day, branchName, capacity, signedUp, checkedIn, gaveBack }) => (
                <View key={eventId} className="report__card report__narrow">
                  <Card>
                    <View className="report__head">
                      <View className="title grow">{title}</View>
                      <View className="small">{`${dayText(day, asOf)} ${branchName}`}</View>
                    </View>
                    <FactLine label="报名" value={`${count(signedUp)} 人,共 ${count(capacity)} 个名额`} />
                    <FactLine label="到场签到" value={`${count(checkedIn)} 人`} />
                    <FactLine label="退掉名额" value={`${count(gaveBack)} 人`} />
                  </Card>
                </View>
              )}
            </MoreRows>
          </View>
        )
      }
    </Answered>
  )
}
