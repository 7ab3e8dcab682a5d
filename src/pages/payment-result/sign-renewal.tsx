import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { PriceTerms } from '@/components/price-terms'
import { toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import { dayText, money } from '@/services/format'
import { open } from '@/services/routes'
import { signContract } from '@/services/signing'
import { useBusy } from '@/stores/busy'
import { useRenewalWishes, type RenewalWish } from '@/stores/renewal-wish'

interface Props {
  orderId: string
  /** Fen that this order cost. */
  paid: number
}

/** Signs what was agreed to at the checkout, at WeChat; nothing is charged by it, and it may be left. */
export function SignRenewal({ orderId, paid }: Props) {
  const wish = useRenewalWishes((state) => state.byOrder[orderId])
  return <View>{wish ? <Wish wish={wish} orderId={orderId} paid={paid} /> : null}</View>
}

type Standing = { kind: 'open' | 'unsigned' | 'signed' } | { kind: 'refused'; message: string }

function Wish({ wish, orderId, paid }: Props & { wish: RenewalWish }) {
  const [standing, setStanding] = useState<Standing>({ kind: 'open' })
  const [busy, run] = useBusy()
  const drop = useRenewalWishes((state) => state.drop)
  const { planId, versionId, amount, firstChargeOn, agreements } = wish
  const sign = async () => {
    try {
      const outcome = await signContract({ purpose: 'renewal', planId, versionId, amount, agreements })
      const signed = outcome.kind === 'asked' && outcome.contract.signedAt !== null
      setStanding({ kind: signed ? 'signed' : 'unsigned' })
    } catch (error) {
      setStanding({ kind: 'refused', message: toCallError(error).message })
    }
  }
  if (standing.kind === 'signed')
    return (
      <Card>
        <View className="title">自动续费已开通</View>
        <View className="small">
          首次扣款 {dayText(firstChargeOn, serverNow())},{money(amount)};至少提前 5 天提醒。
        </View>
        <Button kind="text" onTap={() => open('autoRenew')}>
          查看或关闭
        </Button>
      </Card>
    )
  return (
    <Card>
      <View className="title">自动续费还没有开通</View>
      <View className="small">到微信确认签约后才会开通;不确认就不会自动扣款,卡照常使用。</View>
      <PriceTerms first={{ label: '这一期已付', amount: paid }} later={wish} now={serverNow()} />
      <View>
        {standing.kind === 'refused' ? <Notice tone="danger">{standing.message}</Notice> : null}
        {standing.kind === 'unsigned' ? <Notice>没有完成签约,也没有扣款。可以再试,或不开通。</Notice> : null}
      </View>
      <View className="result-sign">
        <Button kind="secondary" compact loading={busy} onTap={() => void run(sign)}>
          去微信确认
        </Button>
        <Button kind="text" compact onTap={() => drop(orderId)}>
          不开通
        </Button>
      </View>
    </Card>
  )
}
