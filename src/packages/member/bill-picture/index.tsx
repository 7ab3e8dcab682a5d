import { Canvas, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { canvasNode, useCanvas } from '@/components/canvas'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { SwitchRow } from '@/components/switch-row'
import { KEEP_PICTURE_WORDS, keepPicture } from '@/platform/album'
import { FALLBACKS } from '@/platform/outcomes'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import { billDrawing } from './drawing'
import './index.scss'

type BillPicture = Output<'membership.billPicture'>

const CANVAS = 'bill-picture'
const OUTCOMES = {
  kept: '已保存',
  cancelled: '',
  failed: '没能保存,请再试一次',
  unavailable: FALLBACKS.album,
} as const

/** A month as a picture to keep: without name, number or shopping list; amounts only if ticked (M045). */
export default function BillPicturePage() {
  const month = useRouter().params.month ?? ''
  const answer = useAnswer('membership.billPicture', { month })
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const keep = () =>
    run(async () => {
      const node = await canvasNode(CANVAS)
      const outcome = node ? await keepPicture(node, `账单-${month}`) : { kind: 'failed' as const }
      setWords(OUTCOMES[outcome.kind])
    })
  return (
    <Page
      answer={answer}
      skeleton={<Skeleton shape="hero" />}
      footer={
        <Button block loading={busy} onTap={() => void keep()}>
          {KEEP_PICTURE_WORDS}
        </Button>
      }
    >
      {answer.data ? (
        <View className="stack">
          <Picture picture={answer.data} />
          <View>{words ? <Notice>{words}</Notice> : null}</View>
          <Amounts picture={answer.data} onChanged={answer.reload} />
          <View className="small">图片只留在您的手机里,要不要发给别人由您决定,发不发都没有奖励。</View>
        </View>
      ) : null}
    </Page>
  )
}

function Picture({ picture }: { picture: BillPicture }) {
  useCanvas(CANVAS, JSON.stringify(picture), billDrawing(picture))
  return <Canvas type="2d" id={CANVAS} canvasId={CANVAS} className="bill-picture" />
}

function Amounts({ picture, onChanged }: { picture: BillPicture; onChanged: () => Promise<void> }) {
  const [words, setWords] = useState('')
  const choose = async (amounts: boolean) => {
    setWords('')
    try {
      await commit(
        'membership.setBillOptions',
        (operationId) => ({ ...picture.options, operationId, amounts }),
        {
          intention: 'bill-options',
        },
      )
    } catch (error) {
      setWords(toCallError(error).message)
    }
    await onChanged()
  }
  return (
    <View className="stack">
      <Card kind="flush">
        <SwitchRow
          title="图上显示金额"
          detail="关着时只写来了几次、省在哪里的比例"
          on={picture.options.amounts}
          onChange={(on) => void choose(on)}
        />
      </Card>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </View>
  )
}
