import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ChoiceRow } from '@/components/choice-row'
import { Notice } from '@/components/notice'
import { call, toCallError } from '@/services/call'
import type { Input } from '@/services/contract'
import type { Draft } from '../draft/draft'
import { TextField } from '../fields/text-field'

type Trade = Input<'operations.template'>['trade']

const TRADES: readonly { trade: Trade; name: string; detail: string }[] = [
  { trade: 'coffee', name: '咖啡饮品', detail: '饮品会员价,月卡季卡年卡' },
  { trade: 'bakery', name: '烘焙', detail: '烘焙折扣,年卡' },
  { trade: 'fruit', name: '水果生鲜', detail: '水果会员价,家庭卡' },
  { trade: 'hot_pot', name: '火锅餐饮', detail: '储值档位,到店打折' },
  { trade: 'mother_baby', name: '母婴', detail: '日用品会员价,年卡' },
  { trade: 'gym', name: '健身', detail: '月卡季卡年卡' },
  { trade: 'beauty', name: '美容美发', detail: '项目会员价,储值' },
]

/** Nothing is sold yet: a name and a trade give a whole catalogue to change. */
export function TemplateForm({ onDraft }: { onDraft: (draft: Draft) => void }) {
  const [name, setName] = useState('')
  const [trade, setTrade] = useState<Trade | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const ready = name.trim() !== '' && trade !== null
  const begin = async () => {
    if (!trade) return
    setBusy(true)
    setProblem('')
    try {
      const { draft } = await call('operations.template', { trade, name: name.trim() })
      onDraft(draft)
    } catch (thrown) {
      setProblem(toCallError(thrown).message)
    }
    setBusy(false)
  }
  return (
    <View className="stack">
      <View>
        <View className="title">先有个样子</View>
        <View className="small">
          选最接近的行业,商品、会员卡、协议都会先填好一份。每一项都可以改,发布之前顾客看不到。
        </View>
      </View>
      <Card>
        <TextField label="店名" value={name} onValue={setName} placeholder="招牌上的名字" />
      </Card>
      <Card kind="flush">
        {TRADES.map((one) => (
          <ChoiceRow
            key={one.trade}
            title={one.name}
            detail={one.detail}
            chosen={one.trade === trade}
            onChoose={() => setTrade(one.trade)}
          />
        ))}
      </Card>
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      <Button block loading={busy} disabled={!ready} onTap={() => void begin()}>
        {ready ? '用这个模板开始' : '填写店名,选一个行业'}
      </Button>
    </View>
  )
}
