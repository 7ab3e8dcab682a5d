import { View } from '@tarojs/components'
import { useState } from 'react'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { Tabs } from '@/components/tabs'
import { useAnswer } from '@/stores/answer'
import { Give } from './give'
import { Receive } from './receive'
import './index.scss'

const SIDES = [
  { key: 'give', label: '转让给别人' },
  { key: 'receive', label: '接收转让' },
] as const

/** Prepaid money or a card goes to somebody else, free of charge, both looking at the same figures (L6). */
export default function TransferPage() {
  const answer = useAnswer('membership.transferable', {}, { onShow: true })
  const [side, setSide] = useState<(typeof SIDES)[number]['key']>('give')
  return (
    <Page answer={answer} skeleton={<SkeletonRows count={4} />}>
      <View className="stack">
        <Tabs options={SIDES} selected={side} onSelect={setSide} />
        <View>
          {answer.data && side === 'give' ? <Give answer={answer.data} reload={answer.reload} /> : null}
        </View>
        <View>{side === 'receive' ? <Receive onReceived={() => void answer.reload()} /> : null}</View>
      </View>
    </Page>
  )
}
