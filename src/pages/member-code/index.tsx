import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { BarCode } from '@/components/bar-code'
import { Button } from '@/components/button'
import { CountdownRing } from '@/components/countdown-ring'
import { Icon } from '@/components/icon'
import { JoinSheet } from '@/components/join-sheet'
import { MessageAsk } from '@/components/message-ask'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PeakOffer } from '@/components/peak-offer'
import { QrCode } from '@/components/qr-code'
import { Skeleton } from '@/components/skeleton'
import { signalSuccess } from '@/platform/feedback'
import { FALLBACKS } from '@/platform/outcomes'
import { MEMBER_CODE_STEP_MS } from '@/services/contract'
import { back } from '@/services/routes'
import { useConnection } from '@/stores/connection'
import { untilNextStep, useMemberCode } from '@/stores/member-code'
import { useSession } from '@/stores/session'
import { PayHere } from './pay-here'
import { Settled } from './settled'
import { usePulse } from './use-pulse'
import { useShownCode } from './use-shown-code'
import './index.scss'

/** The code that is scanned at the counter; within two seconds of settling it is the receipt. */
export default function MemberCodePage() {
  const status = useMemberCode((state) => state.status)
  const error = useMemberCode((state) => state.error)
  const load = useMemberCode((state) => state.load)
  const renew = useMemberCode((state) => state.renew)
  const { latest, openPayment, peakOffer, beat, dismiss } = usePulse()
  const { dim } = useShownCode(status === 'ready' && latest === null)
  const [declined, setDeclined] = useState(false)

  useEffect(() => {
    if (latest) signalSuccess()
  }, [latest])

  const showAgain = () => {
    renew()
    dismiss()
  }
  const joins = status === 'join'
  return (
    <Page
      white
      answer={{
        status: status === 'failed' ? 'failed' : status === 'loading' ? 'loading' : 'ready',
        error,
        reload: load,
      }}
      skeleton={<CodeSkeleton />}
      layers={
        <JoinSheet open={joins && !declined} onJoined={() => void load()} onClose={() => setDeclined(true)} />
      }
    >
      <View>{joins ? <NotJoined onJoin={() => setDeclined(false)} /> : null}</View>
      <View className={latest || joins ? 'code code--away' : 'code'}>
        <Code dim={dim} />
        <View>{openPayment ? <PayHere payment={openPayment} onPaid={beat} /> : null}</View>
        <View>{peakOffer && !openPayment ? <PeakOffer offer={peakOffer} /> : null}</View>
        <View>{status === 'ready' && !openPayment ? <MessageAsk moment="member_code" /> : null}</View>
      </View>
      <View>{latest ? <Settled latest={latest} onAgain={showAgain} /> : null}</View>
    </Page>
  )
}

function Code({ dim }: { dim: boolean }) {
  const code = useMemberCode((state) => state.code)
  const online = useConnection((state) => state.online)
  const name = useSession((state) => state.member?.displayName)
  const [wide, setWide] = useState(false)
  return (
    <View>
      <View className="code__name">{name ?? '会员码'}</View>
      <View className="code__hint">结算前请店员扫一扫</View>
      <QrCode id="member-qr" value={code} />
      <View className="code__bars" onClick={() => setWide(true)}>
        <BarCode id="member-bars" value={code} />
      </View>
      <View className="code__fresh">
        <CountdownRing id="member-ring" period={MEMBER_CODE_STEP_MS} left={untilNextStep} />
        <View>每 30 秒自动更新,用一次即失效</View>
      </View>
      <View>{dim ? <Notice>{FALLBACKS.brightness}</Notice> : null}</View>
      <View>{online ? null : <Notice tone="warn">没有网络也可以出示;结算结果稍后更新</Notice>}</View>
      <View
        className={wide ? 'code-wide code-wide--open' : 'code-wide'}
        catchMove
        onClick={() => setWide(false)}
      >
        <BarCode id="member-bars-wide" value={wide ? code : ''} upright />
        <View className="code-wide__hint">点一下返回</View>
      </View>
    </View>
  )
}

function NotJoined({ onJoin }: { onJoin: () => void }) {
  return (
    <View className="code-join">
      <Icon name="card" size="hero" className="code-join__icon" />
      <View className="title">加入后即可出示会员码</View>
      <View className="code-join__words">
        免费加入,用于记录小票和节省。不加入也可以正常消费,直接付款即可。
      </View>
      <Button block onTap={onJoin}>
        免费加入
      </Button>
      <Button kind="text" block onTap={back}>
        暂不加入
      </Button>
    </View>
  )
}

function CodeSkeleton() {
  return (
    <View className="code">
      <View className="code__name">会员码</View>
      <View className="code__hint">正在准备</View>
      <Skeleton shape="square" />
    </View>
  )
}
