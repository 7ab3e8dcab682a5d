import { View } from '@tarojs/components'
import { useState } from 'react'
import { AgreementSheet } from '@/components/agreement-sheet'
import { AgreementTicks, type Agreement } from '@/components/agreement-ticks'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Money } from '@/components/money'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Photo } from '@/components/photo'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { weekdayText } from '@/services/days'
import { count, dayText, money } from '@/services/format'
import { replace } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useParameters } from '@/stores/parameters'
import { useFlash, type FlashSale } from './use-flash'
import './index.scss'

/** One rush: its day, what is truly left, what it costs, where it is fetched, and paying (M030). */
export default function FlashPage() {
  const { flashSaleId } = useParameters()
  const answer = useAnswer('points.activities', {}, { onShow: true })
  const [read, setRead] = useState<Agreement | null>(null)
  const sale = answer.data?.flashSales.find((one) => one.flashSaleId === flashSaleId) ?? null
  const purchase = useFlash(sale, answer.reload)
  return (
    <Page
      answer={answer}
      skeleton={<FlashSkeleton />}
      kept="还没有下单,也没有扣款"
      empty={answer.data && !sale ? <Over /> : undefined}
      footer={
        sale?.why === null ? (
          <Button block loading={purchase.paying} onTap={purchase.pay}>
            微信支付 {money(sale.price)}
          </Button>
        ) : null
      }
      layers={<AgreementSheet agreement={read} onClose={() => setRead(null)} />}
    >
      {answer.data && sale ? (
        <View className="stack">
          <View>
            {purchase.notice ? <Notice tone={purchase.notice.tone}>{purchase.notice.words}</Notice> : null}
          </View>
          <What sale={sale} now={answer.data.now} />
          <View>{sale.why === null ? null : <Notice tone="warn">{whyNot(sale)}</Notice>}</View>
          <Rules sale={sale} />
          <View>
            {sale.why === null && sale.agreements.length > 0 ? (
              <AgreementTicks
                agreements={sale.agreements}
                ticked={purchase.ticked}
                onTick={purchase.tick}
                onRead={setRead}
              />
            ) : null}
          </View>
        </View>
      ) : null}
    </Page>
  )
}

function What({ sale, now }: { sale: FlashSale; now: number }) {
  const { title, productName, photo, price, listPrice, day, left, stock, perMember, bought } = sale
  return (
    <Card>
      <View>
        {photo ? (
          <View className="flash-photo">
            <Photo src={photo} name={productName} shape="wide" />
          </View>
        ) : null}
      </View>
      <View className="title">{title}</View>
      <View className="small">{productName}</View>
      <View className="flash-price">
        <Money fen={price} size="hero" />
        <View className="small">标价 {money(listPrice)}</View>
      </View>
      <FactLine label="抢购日" value={`${dayText(day, now)} ${weekdayText(day, now)},0:00 到 24:00`} />
      <FactLine label="份数" value={`还剩 ${count(left)} 份,当天共 ${count(stock)} 份`} />
      <FactLine label="每人" value={`${perMember} 份${bought > 0 ? `,已买 ${bought} 份` : ''}`} />
    </Card>
  )
}

/** Why not in the shop's words, or what would change it (M076). */
function whyNot({ why, admission }: FlashSale): string {
  return admission.admitted ? (why ?? '') : (admission.why ?? why ?? '')
}

function Rules({ sale: { pickUp } }: { sale: FlashSale }) {
  return (
    <Card>
      <View className="title">买到以后</View>
      <View className="flash-rule">
        付款后得到一张凭证,{pickUp.days} 天内到{pickUp.branches.join('、')}出示会员码领取
      </View>
      <View className="flash-rule">没领取之前随时可以退,全额原路退回;到期没领取的,自动全额退回</View>
      <View className="flash-rule">下单后为您留 5 分钟,没付款的份数会放回去</View>
    </Card>
  )
}

function Over() {
  return (
    <EmptyState
      icon="tag"
      title="这个抢购已经结束"
      hint="没有下单,也没有扣款"
      action="看看其他活动"
      onAction={() => replace('activities')}
    />
  )
}

function FlashSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <SkeletonRows count={3} />
    </View>
  )
}
