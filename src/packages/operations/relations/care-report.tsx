import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { ListRow } from '@/components/list-row'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { count } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answered } from '../reports/answered'

/** Whom the staff should greet, and what was done in thirty days; the greeting is a person's (wechat.md 3.4). */
export function CareReport() {
  const answer = useAnswer('operations.careList', {})
  return (
    <Answered answer={answer}>
      {({ items, left, done }) => (
        <View className="report">
          <View className="report__narrow">
            <Card>
              <FactLine label="近 30 天已问候" value={`${count(done.greeted)} 位`} />
              <FactLine label="选择不打扰" value={`${count(done.leftOut)} 位`} />
            </Card>
          </View>
          <View>
            {items.length === 0 ? (
              <Notice>现在没有要问候的会员。生日将近、卡快到期、很久没来的会员每天早上列出来。</Notice>
            ) : (
              <Card kind="flush">
                <MoreRows items={items} first={12} unit="位">
                  {({ careId, displayName, detail, text }) => (
                    <ListRow key={careId} title={`${displayName} · ${detail}`} detail={text} />
                  )}
                </MoreRows>
              </Card>
            )}
          </View>
          <View className="small">
            {left > 0 ? `还有 ${count(left)} 位没有列出。` : ''}店员在「会员关怀」里照着问候,逐个由人发送。
          </View>
        </View>
      )}
    </Answered>
  )
}
