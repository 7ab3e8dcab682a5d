import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { CostList, type Cost } from '../benefits/cost-list'
import type { Economics } from './sections/section'
import './economics-card.scss'

/** What one card brings in, what it surely costs, what is left before the member prices. */
export function EconomicsCard({
  economics,
  benefitCosts,
}: {
  economics: Economics
  benefitCosts: readonly Cost[]
}) {
  const { fee, fixedCost, left, lines, guaranteeBreakEvenBasisPoints: from } = economics
  return (
    <View className="stack">
      <Card>
        <View className="economics__figures">
          <Figure label="收会费" fen={fee} />
          <Figure label="固定成本" fen={fixedCost} />
          <Figure label="剩下" fen={left} />
        </View>
      </Card>
      <View>
        {lines.length > 0 ? (
          <Card kind="flush">
            {lines.map(({ title, amount }) => (
              <ListRow key={title} title={title} value={<Money fen={amount} />} />
            ))}
          </Card>
        ) : null}
      </View>
      <View>
        {benefitCosts.length > 0 ? (
          <View>
            <View className="section-title">权益,按全部用满算</View>
            <Card>
              <CostList costs={benefitCosts} />
            </Card>
          </View>
        ) : null}
      </View>
      <Notice>
        固定成本按每张卡的赠品、券和合作权益全部用完计算。会员价让出的部分要看消费多少,在今日经营里看真实数字。
      </Notice>
      <View>{left < 0 ? <Notice tone="warn">每卖一张,还没算会员价就已经亏了。</Notice> : null}</View>
      <View>
        {from === null ? null : (
          <Notice>{`省不够退差额:成本占会员省下金额的${from / 100}%以上时会亏。`}</Notice>
        )}
      </View>
    </View>
  )
}

function Figure({ label, fen }: { label: string; fen: number }) {
  return (
    <View className="economics__figure">
      <View className="small">{label}</View>
      <Money fen={fen} size="title" />
    </View>
  )
}
