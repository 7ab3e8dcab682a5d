import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { ChoiceRow } from '@/components/choice-row'
import { Notice } from '@/components/notice'
import { ProgressBar } from '@/components/progress-bar'
import { toCallError } from '@/services/call'
import { money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { useBusy } from '@/stores/busy'
import { footWords, leftWords, type Benefit } from './benefit-words'

export type { Benefit }

interface Props {
  benefit: Benefit
  now: number
  reload: () => Promise<void>
}

/** One benefit: its promise, what is left of it, what it still takes, and what can be chosen or booked. */
export function BenefitRow({ benefit, now, reload }: Props) {
  const { title, detail, gate, choice, bookable, benefit: which } = benefit
  const counted = leftWords(benefit)
  return (
    <View className="benefit">
      <View className="benefit__head">
        <View className="benefit__title grow">{title}</View>
        <View>
          {counted ? (
            <View className="benefit__left">
              <View className="benefit__figure">{counted.left}</View>
              <View className="small">{counted.of}</View>
            </View>
          ) : null}
        </View>
      </View>
      <View className="small">{detail}</View>
      <View>{gate ? <Gate gate={gate} /> : null}</View>
      <View>{choice ? <Choice benefit={benefit} choice={choice} reload={reload} /> : null}</View>
      <View className="benefit__foot">{footWords(benefit, now)}</View>
      <View>
        {bookable ? (
          <View className="benefit__act">
            <Button kind="secondary" compact icon="calendar" onTap={() => open('booking', { ...which })}>
              选时间预约
            </Button>
          </View>
        ) : null}
      </View>
    </View>
  )
}

/** The condition that was told before the purchase, and how far it is (M040, M075). */
function Gate({ gate: { spend, spent, missing, rule } }: { gate: NonNullable<Benefit['gate']> }) {
  return (
    <View className="benefit__gate">
      <View>{missing > 0 ? `再消费 ${money(missing)} 可用` : '条件已达到'}</View>
      <ProgressBar share={spent / spend} />
      <View className="small">
        {rule},已消费 {money(spent)}
      </View>
    </View>
  )
}

interface ChoiceProps {
  benefit: Benefit
  choice: NonNullable<Benefit['choice']>
  reload: () => Promise<void>
}

/** One of several, changeable until its first use (M080). */
function Choice({ benefit: { benefit }, choice: { options, chosen, changeable }, reload }: ChoiceProps) {
  const [words, setWords] = useState('')
  const [, run] = useBusy()
  const choose = (optionId: string) =>
    void run(async () => {
      if (optionId === chosen) return
      setWords('')
      try {
        await commit('membership.chooseBenefit', (operationId) => ({ operationId, benefit, optionId }), {
          intention: `choose:${benefit.source}:${benefit.planId ?? ''}:${benefit.benefitId}`,
        })
      } catch (error) {
        setWords(toCallError(error).message)
      }
      await reload()
    })
  return (
    <View className="benefit__choice">
      {options.map(({ id, title }) => (
        <ChoiceRow
          key={id}
          title={title}
          chosen={id === chosen}
          why={changeable || id === chosen ? null : '本期已经用过选中的一项,下期可以再选'}
          onChoose={() => choose(id)}
        />
      ))}
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </View>
  )
}
