import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { ListRow } from '@/components/list-row'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { serverNow } from '@/services/clock'
import { dayText, money, momentText } from '@/services/format'
import { back } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useParameters } from '@/stores/parameters'
import { useTill } from '../counter/use-till'
import { NoBranch } from '../no-branch'
import { useStoredBranch } from '../stored-branch'
import { ReturnForm, type Returnable } from './return-form'
import { ReturnedPanel } from './returned-panel'
import type { ReturnQuote } from './use-return-quote'
import './index.scss'

/** Goods that a member brings back once the till's undo is over: receipt, pieces, one deliberate press. */
export default function ReturnsPage() {
  const { member = '' } = useParameters()
  const name = useTill(({ visit }) => (visit?.member.number === member ? visit.member.displayName : '会员'))
  const { staff, answer, branch } = useStoredBranch()
  const list = useAnswer(
    'counter.returnable',
    { branchId: branch?.id ?? '', memberNumber: member },
    { enabled: branch !== undefined && member !== '' },
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const [returned, setReturned] = useState<ReturnQuote | null>(null)

  if (answer.status !== 'ready') {
    return (
      <Page answer={answer} skeleton={<SkeletonRows count={4} />}>
        {null}
      </Page>
    )
  }
  if (!branch || member === '') {
    return (
      <Page>
        {branch ? (
          <EmptyState
            icon="scan"
            title="先扫会员码"
            hint="在收银台扫会员码,打开「权益」,就能选择退货"
            action="回到收银台"
            onAction={back}
          />
        ) : (
          <NoBranch isStaff={staff !== null} hint="在收银台选择门店后,这里为会员办理退货" />
        )}
      </Page>
    )
  }
  if (returned) {
    return (
      <Page>
        <ReturnedPanel returned={returned} name={name} />
      </Page>
    )
  }
  const receipts = list.data?.receipts ?? []
  const receipt = receipts.find(({ receiptId }) => receiptId === chosen)
  if (receipt) {
    return (
      <ReturnForm
        key={receipt.receiptId}
        receipt={receipt}
        name={name}
        which={{ branchId: branch.id, memberNumber: member, receiptId: receipt.receiptId }}
        onOther={() => setChosen(null)}
        onReturned={setReturned}
      />
    )
  }
  return (
    <Page
      answer={list}
      skeleton={<SkeletonRows count={4} />}
      kept="还没有退任何商品"
      empty={
        list.data !== null && receipts.length === 0 ? (
          <EmptyState
            icon="receipt"
            title="没有可以退货的小票"
            hint="只能退本店、在退货期内、已过撤销时间的小票。刚结算的小票请用「今日小票」里的撤销"
            action="回到收银台"
            onAction={back}
          />
        ) : undefined
      }
    >
      <View className="stack">
        <View className="returns__who">{`${name}要退哪一单?`}</View>
        <Receipts receipts={receipts} onChoose={setChosen} />
        <Button kind="text" block onTap={back}>
          不退了
        </Button>
      </View>
    </Page>
  )
}

function Receipts({
  receipts,
  onChoose,
}: {
  receipts: readonly Returnable[]
  onChoose: (receiptId: string) => void
}) {
  const { shown } = useGradually(receipts.length, { portion: 8, page: 20 })
  const now = serverNow()
  return (
    <Card kind="flush">
      {receipts.slice(0, shown).map(({ receiptId, at, until, paid, lines }) => (
        <ListRow
          key={receiptId}
          title={titleOf(lines)}
          detail={`${momentText(at, now)} · ${dayText(until, now)}前可退`}
          value={money(paid)}
          onTap={() => onChoose(receiptId)}
        />
      ))}
    </Card>
  )
}

function titleOf(lines: Returnable['lines']): string {
  const [first] = lines
  if (!first) return '小票'
  return lines.length > 1 ? `${first.name} 等${lines.length}种` : first.name
}
