import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { SwitchRow } from '@/components/switch-row'
import { useAnswer } from '@/stores/answer'
import { useBillOptions } from '@/stores/bill-options'
import { useParameters } from '@/stores/parameters'
import { billDrawing, type BillPicture } from '../drawing/bill-picture'
import { DrawnPicture } from '../drawing/drawn-picture'
import { KeepPicture, KeptWords, type Kept } from '../keep-picture'

const CANVAS = 'bill-picture'

/** A month as a picture to keep: without name, number or shopping list; amounts only if ticked (M045). */
export default function BillPicturePage() {
  const month = useParameters().month ?? ''
  const answer = useAnswer('membership.billPicture', { month })
  const [kept, setKept] = useState<Kept | null>(null)
  const picture = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<Skeleton shape="poster" />}
      footer={<KeepPicture canvas={CANVAS} name={`账单-${month}`} onKept={setKept} />}
    >
      {picture ? (
        <View className="stack">
          <DrawnPicture
            id={CANVAS}
            what={JSON.stringify(picture)}
            drawing={billDrawing(picture)}
            shape="poster"
            label={`${picture.shopName}的账单图片`}
          />
          <KeptWords kept={kept} />
          <Amounts
            picture={picture}
            onChanged={async () => {
              setKept(null)
              await answer.reload()
            }}
          />
          <View className="small">图片只留在您的手机里,要不要发给别人由您决定,发不发都没有奖励。</View>
        </View>
      ) : null}
    </Page>
  )
}

function Amounts({ picture, onChanged }: { picture: BillPicture; onChanged: () => Promise<void> }) {
  const { words, choose } = useBillOptions(picture.options, onChanged)
  return (
    <View className="stack">
      <Card kind="flush">
        <SwitchRow
          title="图上显示金额"
          detail="关着时只写来了几次、省在哪里的比例"
          on={picture.options.amounts}
          onChange={(on) => void choose({ amounts: on })}
        />
      </Card>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </View>
  )
}
