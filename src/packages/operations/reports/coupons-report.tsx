import { View } from '@tarojs/components'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { count, dayText, money } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answered } from './answered'
import { CopyTable, plainYuan } from './copy-table'
import type { Flag } from './flag-sheet'
import { FigureTable } from './figure-table'
import './report.scss'

type Report = Output<'operations.couponReport'>
type Cross = Report['crossCategory'][number]

interface Props {
  /** Decisions that were made: the flags are asked for again after each. */
  decisions: number
  onFlag: (flag: Flag) => void
}

const FIRST = 15

/** What coupons gave and took off, whether one leads to another category, and who is flagged (M056, M121). */
export function CouponsReport({ decisions, onFlag }: Props) {
  const report = useAnswer('operations.couponReport', {})
  const flags = useAnswer('operations.couponFlags', {})
  const known = useRef(decisions)
  const { reload } = flags
  useEffect(() => {
    if (known.current === decisions) return
    known.current = decisions
    void reload()
  }, [decisions, reload])
  return (
    <View className="report">
      <View>
        <View className="section-title">需要看一看的用券</View>
        <Answered answer={flags}>{(data) => <Flags flags={data.flags} onFlag={onFlag} />}</Answered>
      </View>
      <View>
        <View className="section-title">发了多少,减了多少</View>
        <Answered answer={report}>{({ templates }) => <Templates templates={templates} />}</Answered>
      </View>
      <View>
        <View className="section-title">从常买到少买</View>
        <Answered answer={report}>{({ crossCategory }) => <Effects campaigns={crossCategory} />}</Answered>
      </View>
    </View>
  )
}

function Flags({ flags, onFlag }: { flags: readonly Flag[]; onFlag: (flag: Flag) => void }) {
  if (flags.length === 0) return <Notice>没有异常用券</Notice>
  return (
    <MoreRows items={flags} first={FIRST} unit="位">
      {(flag) => (
        <Card key={flag.memberNumber}>
          <View className="report__head">
            <View className="title grow">{flag.displayName}</View>
            <View className="small">{`${dayText(flag.since, serverNow())}起`}</View>
          </View>
          <View>{flag.signs.join(';')}</View>
          <View className="small">{flag.appeal ? `会员说明:${flag.appeal}` : '会员还没有说明'}</View>
          <View className="report__chips">
            <Button kind="secondary" compact onTap={() => onFlag(flag)}>
              看过了,来决定
            </Button>
          </View>
        </Card>
      )}
    </MoreRows>
  )
}

function Templates({ templates }: { templates: Report['templates'] }) {
  if (templates.length === 0) return <Notice>还没有发过券</Notice>
  return (
    <Card>
      <FigureTable
        head={['券', '发了', '用了', '减了']}
        rows={templates.map(({ title, issued, used, takenOff, left }) => ({
          name: left === null ? title : `${title}(剩${count(left)})`,
          cells: [`${count(issued)}张`, `${count(used)}张`, money(takenOff)],
        }))}
      />
      <CopyTable
        rows={() => [
          ['券', '发了', '用了', '减了', '剩余'],
          ...templates.map(({ title, issued, used, takenOff, left }) => [
            title,
            issued,
            used,
            plainYuan(takenOff),
            left ?? '不限',
          ]),
        ]}
      />
    </Card>
  )
}

function Effects({ campaigns }: { campaigns: readonly Cross[] }) {
  if (campaigns.length === 0) return <Notice>还没有做过这样的活动</Notice>
  return (
    <View className="report">
      {campaigns.map(({ campaignId, title, pair, withCoupon, holdOut }) => (
        <Card key={campaignId}>
          <View className="report__head">
            <View className="title grow">{title}</View>
            <View className="small">{pair}</View>
          </View>
          <FactLine label={`发了券的${withCoupon.members}位`} value={rateWords(withCoupon)} />
          <FactLine label={`对照的${holdOut.members}位`} value={rateWords(holdOut)} />
        </Card>
      ))}
    </View>
  )
}

function rateWords({ bought, rate }: Cross['holdOut']): string {
  return rate === null ? `${bought}位买了,满30位再算比例` : `${bought}位买了,${rate / 100}%`
}
