import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Notice } from '@/components/notice'
import type { Output } from '@/services/contract'
import { count } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answered } from '../reports/answered'
import { CopyTable } from '../reports/copy-table'
import { FigureTable } from '../reports/figure-table'

type Funnel = Output<'operations.referralFunnel'>

/** From the shared card to the reward, step by step, beside what the books say (M107). */
export function ReferralReport() {
  const answer = useAnswer('operations.referralFunnel', {})
  return (
    <Answered answer={answer}>
      {(funnel) => (
        <View className="report">
          <Steps funnel={funnel} />
          <Books books={funnel.books} />
          <View>{funnel.refused.length > 0 ? <Refused refused={funnel.refused} /> : null}</View>
        </View>
      )}
    </Answered>
  )
}

function Steps({ funnel: { touches, joined, ordered, rewarded, reversed } }: { funnel: Funnel }) {
  const rows: [string, number][] = [
    ['接受了邀请', touches],
    ['加入会员', joined],
    ['有了首单', ordered],
    ['双方得到奖励', rewarded],
    ['退货后收回', reversed],
  ]
  return (
    <Card>
      <FigureTable
        head={['走到哪一步', '人数']}
        rows={rows.map(([name, people]) => ({ name, cells: [count(people)] }))}
      />
      <CopyTable rows={() => [['步骤', '人数'], ...rows]} />
    </Card>
  )
}

function Books({ books: { rewarded, reversed, points, coupons, agrees } }: Pick<Funnel, 'books'>) {
  return (
    <View>
      <View className="section-title">账上</View>
      <Card>
        <FactLine label="发过奖励" value={`${count(rewarded)} 次`} />
        <FactLine label="收回" value={`${count(reversed)} 次`} />
        <FactLine label="积分" value={count(points)} />
        <FactLine label="券" value={`${count(coupons)} 张`} />
      </Card>
      <View>
        {agrees ? (
          <Notice tone="saved">上面的人数和账一致</Notice>
        ) : (
          <Notice tone="danger">上面的人数和账不一致,请联系技术支持核对</Notice>
        )}
      </View>
    </View>
  )
}

function Refused({ refused }: Pick<Funnel, 'refused'>) {
  return (
    <View>
      <View className="section-title">没有发奖励的原因</View>
      <Card>
        <FigureTable
          head={['原因', '人数']}
          rows={refused.map(({ why, count: people }) => ({ name: why, cells: [count(people)] }))}
        />
      </Card>
    </View>
  )
}
