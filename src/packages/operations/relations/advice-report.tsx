import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Fold } from '@/components/fold'
import { useGradually } from '@/components/gradually'
import { MoreRows } from '@/components/more-rows'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayText, momentText, money } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { TextField } from '../fields/text-field'
import { Answered } from '../reports/answered'
import './advice-report.scss'

type Advice = Output<'operations.adviserEvidence'>['advices'][number]

/** A member's number, which is also how the number of an advice begins. */
const NUMBER = /^[0-9A-HJKMNP-TV-Z]{13}(?=$|:)/
const MOST_CHARACTERS = 60

/** What a member was advised by the replay of 90 days, as it was kept that day (M112). */
export function AdviceReport() {
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  const [problem, setProblem] = useState('')
  const look = () => {
    const wanted = text.trim()
    const isNumber = NUMBER.test(wanted)
    setProblem(
      isNumber
        ? ''
        : '这不是存档编号,也不是会员号。请会员在「适合我的卡」页面底部点「复制编号」,发给您后整段粘贴。',
    )
    if (isNumber) setAsked(wanted)
  }
  return (
    <View className="report">
      <Card>
        <TextField
          label="存档编号或会员号"
          value={text}
          onValue={setText}
          placeholder="会员复制给您的编号,整段粘贴"
          most={MOST_CHARACTERS}
          hint="会员问「为什么建议我买(或不买)」时,用它调出当天的原话和数字。"
        />
        <View className="report__chips">
          <Button kind="secondary" compact disabled={text.trim() === ''} onTap={look}>
            查看
          </Button>
        </View>
      </Card>
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      <View>{asked ? <Found key={asked} asked={asked} /> : null}</View>
    </View>
  )
}

function Found({ asked }: { asked: string }) {
  const answer = useAnswer('operations.adviserEvidence', { memberNumber: asked.slice(0, 13) })
  return (
    <Answered answer={answer}>
      {({ advices }) => {
        if (advices.length === 0) return <Notice>这位会员还没有打开过「适合我的卡」,没有存档。</Notice>
        const wanted = advices.find(({ id }) => id === asked)
        const isMissing = asked.includes(':') && !wanted
        return (
          <View className="report">
            <View>
              {isMissing ? (
                <Notice tone="warn">
                  没有找到这个编号的存档。下面是这位会员最近的 {advices.length} 次。
                </Notice>
              ) : null}
            </View>
            <Advices
              advices={wanted ? [wanted, ...advices.filter((one) => one !== wanted)] : advices}
              wanted={wanted?.id}
            />
            <View className="small">
              存档里是当天的订单次数、价格和原话,之后不会再变;最多列出最近 20 次。「估计」按那 90
              天的习惯推到卡期满,以后买得不同,结果也会不同。
            </View>
          </View>
        )
      }}
    </Answered>
  )
}

/** One after the other, as a page sends little at a time (P7). */
function Advices({ advices, wanted }: { advices: readonly Advice[]; wanted: string | undefined }) {
  const { shown } = useGradually(advices.length, { portion: 1, page: advices.length })
  return (
    <View className="report">
      {advices.slice(0, shown).map((advice) => (
        <AdviceCard key={advice.id} advice={advice} isWanted={advice.id === wanted} />
      ))}
    </View>
  )
}

function AdviceCard({ advice, isWanted }: { advice: Advice; isWanted: boolean }) {
  const { id, at, digest, intact, orders, from, through, advisesBuying, title, reason, plans } = advice
  const now = serverNow()
  return (
    <Card kind="flush">
      <View className="advice">
        <View className="report__head">
          <View className="small">{`${momentText(at, now)}${isWanted ? ' · 您要查的这一次' : ''}`}</View>
          <Tag tone={advisesBuying ? 'quiet' : 'warn'}>{advisesBuying ? '建议买' : '建议不买'}</Tag>
        </View>
        <View className="title">{title}</View>
        <View className="advice__reason">{reason}</View>
        <View className="small">
          {`算的是${dayText(from, now)}至${dayText(through, now)}的 ${orders} 次消费`}
        </View>
        <View>
          {intact ? null : <Notice tone="danger">这份存档和当时的指纹对不上,内容被改动过,不能作准。</Notice>}
        </View>
      </View>
      <View>
        {plans.length > 0 ? (
          <Fold title="当时每张卡的数字" summary={`比较了 ${plans.length} 张卡`}>
            <MoreRows items={plans} first={8} unit="张">
              {({ name, fee, saved, expected, net }) => (
                <View key={name} className="advice__plan">
                  <FactLine label={name} value={`${net < 0 ? '估计不划算' : '估计净省'} ${money(net)}`} />
                  <View className="small">
                    {`90 天会省 ${money(saved)};到期满估计省 ${money(expected)},会员费 ${money(fee)}`}
                  </View>
                </View>
              )}
            </MoreRows>
          </Fold>
        ) : null}
      </View>
      <Fold title="核对用的指纹" summary={`编号 ${id.slice(-8)}${intact ? ',和当时一致' : ',和当时不一致'}`}>
        <View className="advice advice__digest">{digest}</View>
      </Fold>
    </Card>
  )
}
