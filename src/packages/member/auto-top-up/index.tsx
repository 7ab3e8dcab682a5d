import { View } from '@tarojs/components'
import { useState } from 'react'
import { AgreementSheet } from '@/components/agreement-sheet'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { CheckRow } from '@/components/check-row'
import { ChoiceRow } from '@/components/choice-row'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import type { Output } from '@/services/contract'
import { money } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { MONTHLY_TIMES, THRESHOLDS, useAutoTopUp } from './use-auto-top-up'
import './index.scss'

type Offer = NonNullable<Output<'membership.wallet'>['offer']>
type Agreement = Offer['agreements'][number]
type Wish = ReturnType<typeof useAutoTopUp>

/** Topping up by itself: how much, below what, and at most how much a month; nothing chosen before (M117, L1). */
export default function AutoTopUpPage() {
  const answer = useAnswer('membership.wallet', {})
  const [read, setRead] = useState<Agreement | null>(null)
  const offer = answer.data?.offer ?? null
  const wish = useAutoTopUp(offer, answer.reload)
  return (
    <Page
      answer={answer}
      skeleton={<SkeletonRows count={5} />}
      kept="还没有签约,也没有扣款"
      empty={answer.data && !offer?.autoTopUp ? <Closed /> : undefined}
      footer={offer?.autoTopUp ? <Footer wish={wish} /> : null}
      layers={<AgreementSheet agreement={read} onClose={() => setRead(null)} />}
    >
      {offer ? (
        <View className="stack">
          <View>{wish.words ? <Notice tone="warn">{wish.words}</Notice> : null}</View>
          <Choices offer={offer} wish={wish} />
          <Terms wish={wish} />
          <Card kind="flush">
            {offer.agreements.map((agreement) => (
              <View key={agreement.id} className="auto-top-up-agreement">
                <CheckRow
                  checked={wish.ticked.includes(agreement.id)}
                  onChange={(on) => wish.tick(agreement.id, on)}
                >
                  已阅读并同意
                </CheckRow>
                <View className="auto-top-up-agreement__title" onClick={() => setRead(agreement)}>
                  《{agreement.title}》
                </View>
              </View>
            ))}
            <CheckRow checked={wish.consent} onChange={wish.setConsent}>
              同意按上面的约定自动充值
            </CheckRow>
          </Card>
        </View>
      ) : null}
    </Page>
  )
}

function Choices({ offer, wish }: { offer: Offer; wish: Wish }) {
  const { step, below, times } = wish
  return (
    <View>
      <View className="section-title">每次充</View>
      <Card kind="flush">
        {offer.ladder.map((one) => (
          <ChoiceRow
            key={one.id}
            title={money(one.principal)}
            detail={one.bonus > 0 ? `送 ${money(one.bonus)} 赠金` : '不送赠金'}
            chosen={step?.id === one.id}
            onChoose={() => wish.setStepId(one.id)}
          />
        ))}
      </Card>
      <View className="section-title auto-top-up-title">余额低于多少时充</View>
      <Card kind="flush">
        {THRESHOLDS.map((amount) => (
          <ChoiceRow
            key={amount}
            title={money(amount)}
            chosen={below === amount}
            onChoose={() => wish.setBelow(amount)}
          />
        ))}
      </Card>
      <View className="section-title auto-top-up-title">每月最多充</View>
      <Card kind="flush">
        {MONTHLY_TIMES.map((count) => (
          <ChoiceRow
            key={count}
            title={step ? money(step.principal * count) : `${count} 次`}
            detail={step ? `${count} 次` : undefined}
            chosen={times === count}
            onChoose={() => wish.setTimes(count)}
          />
        ))}
      </Card>
    </View>
  )
}

/** The whole promise in one sentence, as large as everything else on the page (L1). */
function Terms({ wish: { step, below, monthlyMost } }: { wish: Wish }) {
  return (
    <Card kind="quiet">
      <View>
        {step && below !== null && monthlyMost !== null
          ? `余额低于 ${money(below)} 时充 ${money(step.principal)},每月最多 ${money(monthlyMost)}。`
          : '选好上面三项后,这里会写出完整的约定。'}
      </View>
      <View>每次扣款前至少 5 天提醒,提醒没有送达就不扣。</View>
      <View>在「我的 › 自动续费」关闭,立即生效,不收费。</View>
    </Card>
  )
}

function Footer({ wish }: { wish: Wish }) {
  return (
    <Button block loading={wish.busy} onTap={wish.sign}>
      去微信确认签约
    </Button>
  )
}

function Closed() {
  return <EmptyState icon="refresh" title="现在不能开通自动充值" hint="门店没有开放。随时可以手动充值" />
}
