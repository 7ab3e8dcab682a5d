import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { serverNow } from '@/services/clock'
import { dayOf, dayText } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answered } from '../reports/answered'

/** What members asked for about their data, and by when it has to be done (L9). */
export function PrivacyReport() {
  const answer = useAnswer('operations.privacyRequests', {})
  const now = serverNow()
  return (
    <Answered answer={answer}>
      {({ requests }) => (
        <View className="report">
          <View>
            {requests.length === 0 ? (
              <Notice>还没有会员提出过</Notice>
            ) : (
              <Card kind="flush">
                <MoreRows items={requests} first={12} unit="条">
                  {({ id, title, at, state, by, waitsFor }) => (
                    <ListRow
                      key={id}
                      title={title}
                      detail={
                        state === 'done'
                          ? `${dayOf(at, now)}提出,已办好`
                          : `${dayOf(at, now)}提出,最晚${dayText(by, now)}办好${waitsFor ? `;在等:${waitsFor}` : ''}`
                      }
                      value={
                        <Tag tone={state === 'done' ? 'saved' : 'warn'}>
                          {state === 'done' ? '已办' : '办理中'}
                        </Tag>
                      }
                    />
                  )}
                </MoreRows>
              </Card>
            )}
          </View>
          <View className="small">
            更正、撤回同意、关闭个性化和注销都由会员自己在小程序里完成,不需要店员经手。
          </View>
        </View>
      )}
    </Answered>
  )
}
