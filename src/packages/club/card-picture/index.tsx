import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/components/card'
import { CheckRow } from '@/components/check-row'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { useAnswer } from '@/stores/answer'
import { cardDrawing } from '../drawing/card-picture'
import { DrawnPicture } from '../drawing/drawn-picture'
import { KeepPicture, KeptWords, type Kept } from '../keep-picture'

const CANVAS = 'card-picture'
const PARTS = [
  ['nickname', '我的称呼'],
  ['tier', '会员等级'],
  ['saved', '累计省了多少'],
] as const
type Part = (typeof PARTS)[number][0]

/** The card as a picture, with only what the member ticks; given for it is nothing (M120, L12). */
export default function CardPicturePage() {
  const [ticked, setTicked] = useState<Record<Part, boolean>>({ nickname: false, tier: false, saved: false })
  const [kept, setKept] = useState<Kept | null>(null)
  const answer = useAnswer('referral.cardPicture', ticked)
  const picture = answer.data
  const tick = (part: Part, on: boolean) => {
    setKept(null)
    setTicked({ ...ticked, [part]: on })
  }
  return (
    <Page
      answer={answer}
      skeleton={<CardPictureSkeleton />}
      footer={<KeepPicture canvas={CANVAS} name="会员卡" onKept={setKept} />}
    >
      {picture ? (
        <View className="stack">
          <DrawnPicture
            id={CANVAS}
            what={JSON.stringify(picture)}
            drawing={cardDrawing(picture)}
            shape="square"
            label={`${picture.shop.name}的会员卡图片`}
          />
          <KeptWords kept={kept} />
          <Card>
            <View className="title">要写上什么</View>
            <View className="small">不勾的都不会出现;会员编号、手机号和会员码从不出现。</View>
            {PARTS.map(([part, name]) => (
              <CheckRow key={part} checked={ticked[part]} onChange={(on) => tick(part, on)}>
                {name}
              </CheckRow>
            ))}
          </Card>
          <View className="small">图片只存在您的手机里,发不发由您,发了也没有奖励。</View>
        </View>
      ) : null}
    </Page>
  )
}

function CardPictureSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="gold" />
      <SkeletonRows count={3} />
    </View>
  )
}
