import { View } from '@tarojs/components'
import { useState } from 'react'
import { AgreementTicks, type Agreement } from '@/components/agreement-ticks'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { CheckRow } from '@/components/check-row'
import { Notice } from '@/components/notice'
import { PriceTerms } from '@/components/price-terms'
import { toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import type { Output, PlanOffersView } from '@/services/contract'
import { money } from '@/services/format'
import { replace } from '@/services/routes'
import { signContract } from '@/services/signing'
import { useBusy } from '@/stores/busy'

interface Props {
  plan: Output<'membership.plan'>
  payAsSaved: NonNullable<PlanOffersView['payAsSaved']>
  onRead: (agreement: Agreement) => void
}

/**
 * A card that is paid by what it saved (M050): nothing now, and at most the cap at the end, after a
 * statement. What is signed at WeChat opens the card; without it there is none, and no charge.
 */
export function SavedCheckout({ plan, payAsSaved, onRead }: Props) {
  const [ticked, setTicked] = useState<string[]>([])
  const [consent, setConsent] = useState(false)
  const [notice, setNotice] = useState<string | null>(null)
  const [opened, setOpened] = useState(false)
  const [busy, run] = useBusy()
  const { planId, versionId, agreements, wouldRun } = plan
  const now = serverNow()
  const sign = async () => {
    if (!consent || agreements.some(({ id }) => !ticked.includes(id)))
      return setNotice('请先勾选同意扣款和协议')
    setNotice(null)
    try {
      const outcome = await signContract({
        purpose: 'as_saved',
        planId,
        versionId,
        amount: payAsSaved.cap,
        agreements: agreements.map(({ id, version }) => ({ id, version })),
      })
      if (outcome.kind === 'asked' && outcome.contract.signedAt !== null) return setOpened(true)
      setNotice('没有完成签约,卡没有开通,也没有扣款。可以再试。')
    } catch (error) {
      setNotice(toCallError(error).message)
    }
  }
  if (opened)
    return (
      <View className="stack">
        <Card>
          <View className="title">{plan.name}已开通</View>
          <View className="small">现在没有扣款。到期先看账单,最多付 {money(payAsSaved.cap)}。</View>
        </Card>
        <Button block icon="qr-code" onTap={() => replace('memberCode')}>
          到店出示会员码
        </Button>
      </View>
    )
  return (
    <View className="stack">
      <Card>
        <View className="title">{plan.name}</View>
        <View className="small">{payAsSaved.text}</View>
        <View className="divider" />
        <PriceTerms
          first={{ label: '现在付', amount: 0 }}
          later={{
            label: '到期最多付',
            dayLabel: '到期结算',
            everyMonths: null,
            amount: payAsSaved.cap,
            firstChargeOn: wouldRun.through,
          }}
          now={now}
        />
        <View className="checkout-step">扣款前先发账单,24 小时内可以提出异议,由人核对后再扣。</View>
        <CheckRow checked={consent} onChange={setConsent}>
          同意到期按实际节省扣款,最多 {money(payAsSaved.cap)}
        </CheckRow>
      </Card>
      <AgreementTicks
        agreements={agreements}
        ticked={ticked}
        onTick={(id, on) =>
          setTicked((before) => (on ? [...before, id] : before.filter((one) => one !== id)))
        }
        onRead={onRead}
      />
      <View>{notice ? <Notice tone="warn">{notice}</Notice> : null}</View>
      <Button block loading={busy} onTap={() => void run(sign)}>
        去微信签约,现在不付款
      </Button>
    </View>
  )
}
