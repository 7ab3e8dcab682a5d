import { View } from '@tarojs/components'
import { useState } from 'react'
import { AgreementSheet } from '@/components/agreement-sheet'
import { AgreementTicks, type Agreement } from '@/components/agreement-ticks'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tag } from '@/components/tag'
import type { Output } from '@/services/contract'
import { discountText, money } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { NameSheet } from './name-sheet'
import { useTopUp } from './use-top-up'
import './index.scss'

type Wallet = Output<'membership.wallet'>
type Offer = NonNullable<Wallet['offer']>
type Step = Offer['ladder'][number]

/** Paying in: the ladder with principal and bonus apart, the rules, the cap, agreements unticked. */
export default function TopUpPage() {
  const answer = useAnswer('membership.wallet', {}, { onShow: true })
  const [read, setRead] = useState<Agreement | null>(null)
  const [naming, setNaming] = useState(false)
  const purchase = useTopUp(answer.data?.offer ?? null, answer.reload)
  const wallet = answer.data
  const registered = () => {
    setNaming(false)
    void answer.reload()
  }
  return (
    <Page
      answer={answer}
      skeleton={<SkeletonRows count={4} />}
      kept="还没有下单,也没有扣款"
      empty={wallet && !wallet.offer ? <Closed /> : undefined}
      footer={purchase.step ? <Footer step={purchase.step} purchase={purchase} /> : null}
      layers={
        <View>
          <AgreementSheet agreement={read} onClose={() => setRead(null)} />
          <NameSheet open={naming} onClose={() => setNaming(false)} onRegistered={registered} />
        </View>
      }
    >
      {wallet?.offer ? (
        <View className="stack">
          <View>
            {purchase.notice ? <Notice tone={purchase.notice.tone}>{purchase.notice.words}</Notice> : null}
          </View>
          <Ladder
            offer={wallet.offer}
            wallet={wallet}
            chosen={purchase.step?.id}
            onChoose={purchase.choose}
          />
          <Cap wallet={wallet} onRegister={() => setNaming(true)} />
          <Rules offer={wallet.offer} />
          <AgreementTicks
            agreements={wallet.offer.agreements}
            ticked={purchase.ticked}
            onTick={purchase.tick}
            onRead={setRead}
          />
        </View>
      ) : null}
    </Page>
  )
}

interface LadderProps {
  offer: Offer
  wallet: Wallet
  chosen: string | undefined
  onChoose: (step: Step) => void
}

function Ladder({ offer, wallet, chosen, onChoose }: LadderProps) {
  return (
    <View className="stack">
      {offer.ladder.map((step) => {
        const fits = step.principal + step.bonus <= wallet.cap.left
        return (
          <View
            key={step.id}
            className={`top-up-step ${chosen === step.id ? 'top-up-step--chosen' : ''} ${fits ? '' : 'top-up-step--closed'}`}
            ariaRole="radio"
            onClick={() => (fits ? onChoose(step) : undefined)}
          >
            <View className="top-up-step__head">
              <View className="top-up-step__amount">充 {money(step.principal).replace('.00', '')}</View>
              <View>
                {step.memberBasisPoints < 10_000 ? (
                  <Tag tone="gold">{discountText(step.memberBasisPoints)}</Tag>
                ) : null}
              </View>
            </View>
            <View className="small">
              {step.bonus > 0 ? `送 ${money(step.bonus)} 赠金` : '不送赠金'}
              {step.memberBasisPoints < 10_000
                ? `,有余额期间到店按标价 ${discountText(step.memberBasisPoints)}`
                : ''}
            </View>
            {step.perks.map((perk) => (
              <View key={perk} className="small">
                另有:{perk}
              </View>
            ))}
            <View>{fits ? null : <View className="small">{tooMuch(wallet)}</View>}</View>
          </View>
        )
      })}
    </View>
  )
}

function tooMuch({ cap }: Wallet): string {
  return cap.level === 'named'
    ? `超过还可以充的 ${money(cap.left)},用掉一些后再充`
    : '超过现在的限额,先登记实名即可'
}

function Cap({ wallet: { cap }, onRegister }: { wallet: Wallet; onRegister: () => void }) {
  return (
    <Card kind="quiet">
      <View>
        {cap.level === 'named' ? '已实名登记' : '未实名登记'},余额上限 {money(cap.most)},还可以充{' '}
        {money(cap.left)}
      </View>
      <View className="small">上限由预付卡管理办法规定,赠金也算在内。</View>
      <View>
        {cap.level === 'anonymous' ? (
          <Button kind="secondary" compact onTap={onRegister}>
            登记实名,提高上限
          </Button>
        ) : null}
      </View>
    </Card>
  )
}

function Rules({ offer }: { offer: Offer }) {
  return (
    <Card>
      <View className="title">充值前请看清</View>
      <View className="top-up-rule">
        {offer.spendOrder === 'principal_first' ? '付款时先用本金,再用赠金' : '付款时本金和赠金按比例一起用'}
      </View>
      <View className="top-up-rule">本金不过期。付款后 7 天内没用过的,本金全额退回</View>
      <View className="top-up-rule">之后也可以退:已用部分按约定折算,赠金不退现,申请前先给您看金额</View>
      {offer.rules.map((rule) => (
        <View key={rule} className="top-up-rule">
          {rule}
        </View>
      ))}
    </Card>
  )
}

function Footer({ step, purchase }: { step: Step; purchase: ReturnType<typeof useTopUp> }) {
  return (
    <Button block loading={purchase.paying} onTap={purchase.pay}>
      微信支付 {money(step.principal)}
    </Button>
  )
}

function Closed() {
  return <EmptyState icon="wallet" title="现在不能充值" hint="门店暂停了充值。余额照常使用,也可以申请退款" />
}
