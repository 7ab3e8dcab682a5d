import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Notice } from '@/components/notice'
import type { Output } from '@/services/contract'
import { count } from '@/services/format'
import { open } from '@/services/routes'
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
          <View>{funnel.touches === 0 ? <NobodyYet /> : null}</View>
          <View className="report__pair">
            <Steps funnel={funnel} />
            <Books books={funnel.books} />
          </View>
          <View>{funnel.refused.length > 0 ? <Refused refused={funnel.refused} /> : null}</View>
        </View>
      )}
    </Answered>
  )
}

function NobodyYet() {
  return (
    <View className="report">
      <Notice>还没有人接受过邀请。开展「邀请有礼」以后,会员可以把邀请卡发给朋友。</Notice>
      <Button kind="secondary" block onTap={() => open('programmeForm', { part: 'referral' })}>
        设置邀请有礼
      </Button>
    </View>
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
    <View>
      <View className="section-title">走到哪一步</View>
      <Card>
        <FigureTable
          head={['步骤', '人数']}
          rows={rows.map(([name, people]) => ({ name, cells: [count(people)] }))}
        />
        <CopyTable rows={() => [['步骤', '人数'], ...rows]} />
      </Card>
    </View>
  )
}

function Books({ books: { rewarded, reversed, points, coupons, agrees } }: Pick<Funnel, 'books'>) {
  return (
    <View>
      <View className="section-title">和账核对</View>
      <Card>
        <FactLine label="发过奖励" value={`${count(rewarded)} 次`} />
        <FactLine label="收回奖励" value={`${count(reversed)} 次`} />
        <FactLine label="发出积分" value={count(points)} />
        <FactLine label="发出优惠券" value={`${count(coupons)} 张`} />
      </Card>
      <View className="report__below">
        {agrees ? (
          <Notice tone="saved">走到每一步的人数和账一致</Notice>
        ) : (
          <Notice tone="danger">走到每一步的人数和账不一致,请联系技术支持核对</Notice>
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
