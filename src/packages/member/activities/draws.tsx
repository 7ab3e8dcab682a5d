import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Fold } from '@/components/fold'
import { useGradually } from '@/components/gradually'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { EmptyState } from '@/components/state-message'
import { copyText } from '@/platform/clipboard'
import { FALLBACKS } from '@/platform/outcomes'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { count, dayText, momentText, money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { useBusy } from '@/stores/busy'
import type { Activities } from './index'

type Draw = Activities['draws'][number]
type Drawn = Output<'points.draw'>

interface Props {
  draws: readonly Draw[]
  now: number
  reload: () => Promise<void>
}

/** Draws: the odds of each prize, what is left, and how anybody can check them. Nothing blinks (M078, L14). */
export function Draws({ draws, now, reload }: Props) {
  const { shown } = useGradually(draws.length, { portion: 1, page: 20 })
  if (draws.length === 0)
    return <EmptyState icon="gift" title="现在没有抽奖" hint="抽奖都免费,概率和奖品数量会公布在这里" />
  return (
    <View className="stack">
      {draws.slice(0, shown).map((draw) => (
        <DrawCard key={draw.drawId} draw={draw} now={now} reload={reload} />
      ))}
    </View>
  )
}

function DrawCard({ draw, now, reload }: { draw: Draw } & Omit<Props, 'draws'>) {
  const { title, through, organiser, prizes, closed } = draw
  return (
    <Card>
      <View className="title">{title}</View>
      <View className="small">
        {closed ? `${dayText(through, now)}已结束` : `${dayText(through, now)}24:00前可参加`} · 免费参加 ·
        主办:{organiser}
      </View>
      <View className="draw-prizes">
        {prizes.map(({ id, title: prize, oddsPerMillion, quantity, left, worth }) => (
          <View key={id} className="draw-prize">
            <View className="grow">
              <View>{prize}</View>
              <View className="small">
                价值 {money(worth)} · 剩 {count(left)} 份,共 {count(quantity)} 份
              </View>
            </View>
            <View className="draw-prize__odds">
              <View className="draw-prize__figure">{percent(oddsPerMillion)}</View>
              <View className="small">每次概率</View>
            </View>
          </View>
        ))}
      </View>
      <View className="small">其余为没有抽中。奖品抽完后,它的概率变为 0,不会挪给别的奖品。</View>
      <View>{closed ? null : <Chance draw={draw} reload={reload} />}</View>
      <Mine draw={draw} now={now} />
      <Proof draw={draw} />
    </Card>
  )
}

/** One chance, one answer in words. */
function Chance({ draw, reload }: { draw: Draw } & Pick<Props, 'reload'>) {
  const { drawId, chancesLeft, admission } = draw
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const take = () =>
    void run(async () => {
      setWords('')
      setDrawn(null)
      try {
        setDrawn(
          await commit('points.draw', (operationId) => ({ operationId, drawId }), {
            intention: `draw:${drawId}`,
          }),
        )
      } catch (error) {
        setWords(toCallError(error).message)
      }
      await reload()
    })
  return (
    <View className="draw-chance">
      <View>{drawn ? <Outcome drawn={drawn} /> : null}</View>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
      <View>
        {!admission.admitted ? (
          <Notice>{admission.why ?? '暂不符合参加条件'}</Notice>
        ) : chancesLeft > 0 ? (
          <View className="draw-chance__act">
            <Button kind="secondary" loading={busy} onTap={take}>
              抽一次
            </Button>
            <View className="small">今天还有 {chancesLeft} 次</View>
          </View>
        ) : (
          <View className="small">今天的次数用完了。</View>
        )}
      </View>
    </View>
  )
}

function Outcome({ drawn: { chance, prize, voucher } }: { drawn: Drawn }) {
  return (
    <View className="draw-outcome">
      <View className="title">{prize === null ? '这次没有抽中' : `抽中了:${prize}`}</View>
      <View className="small">
        {prize === null
          ? `今天第 ${chance} 次。没有扣积分,也没有扣钱。`
          : voucher
            ? `今天第 ${chance} 次。凭证已放好,到店出示会员码领取。`
            : `今天第 ${chance} 次。券已放进券包。`}
      </View>
      <View>
        {prize === null ? null : (
          <Button
            kind="text"
            compact
            onTap={() => (voucher ? open('voucher', { voucherId: voucher.voucherId }) : open('coupons'))}
          >
            去看看
          </Button>
        )}
      </View>
    </View>
  )
}

function Mine({ draw: { mine }, now }: { draw: Draw; now: number }) {
  if (mine.length === 0) return <View />
  return (
    <View className="draw-fold">
      <Fold title="我抽过的" summary={`${mine.length} 次`}>
        <MoreRows items={mine} first={5} unit="次">
          {({ chance, at, prize }) => (
            <View key={`${at}:${chance}`} className="draw-mine">
              <View className="grow">{momentText(at, now)}</View>
              <View className={prize === null ? 'small' : ''}>{prize ?? '没有抽中'}</View>
            </View>
          )}
        </MoreRows>
      </Fold>
    </View>
  )
}

/** The seed is fixed by its hash before the first chance, so that afterwards anybody can recount (M078). */
function Proof({ draw: { seedHash, seed } }: { draw: Draw }) {
  const [words, setWords] = useState('')
  const copy = () =>
    void copyText(seed ?? seedHash).then((copied) => setWords(copied ? '已复制' : FALLBACKS.clipboard))
  return (
    <View className="draw-fold">
      <Fold title="怎么知道没有作弊" summary={seed === null ? '指纹已公布' : '种子已公布,可以复核'}>
        <View className="small">
          每次结果由一个种子和会员编号、日期、次数算出;种子的指纹在开始前就已公布,结束后公布种子,任何人都能逐次复核。
        </View>
        <View className="draw-seed" hoverClass="draw-seed--pressed" ariaRole="button" onClick={copy}>
          <View className="small">{seed === null ? '种子指纹(SHA-256)' : '种子'}</View>
          <View className="draw-seed__value">{seed ?? seedHash}</View>
          <View className="small">{words || '点一下复制'}</View>
        </View>
        <View>
          {seed === null ? null : (
            <View className="draw-seed">
              <View className="small">种子指纹(SHA-256)</View>
              <View className="draw-seed__value">{seedHash}</View>
            </View>
          )}
        </View>
      </Fold>
    </View>
  )
}

/** 500000 of a million -> `50%`, 100 -> `0.01%`. */
function percent(perMillion: number): string {
  return `${Number((perMillion / 10_000).toFixed(4))}%`
}
