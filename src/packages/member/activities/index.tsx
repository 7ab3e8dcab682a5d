import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/components/card'
import { MoreRows } from '@/components/more-rows'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tabs } from '@/components/tabs'
import { VoucherRow } from '@/components/voucher-row'
import type { Output } from '@/services/contract'
import { useAnswer } from '@/stores/answer'
import { Draws } from './draws'
import { FlashSales } from './flash-sales'
import { Polls } from './polls'
import './index.scss'

export type Activities = Output<'points.activities'>
type Kind = 'flash' | 'polls' | 'draws'

const KINDS = [
  { key: 'flash', label: '抢购' },
  { key: 'polls', label: '投票' },
  { key: 'draws', label: '抽奖' },
] as const

/** What members can take part in: rushes with their true stock, votes, draws with their odds. */
export default function ActivitiesPage() {
  const answer = useAnswer('points.activities', {}, { onShow: true })
  const [chosen, setChosen] = useState<Kind | null>(null)
  const found = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<SkeletonRows count={5} />}
      empty={found && isEmpty(found) ? <Nothing /> : undefined}
    >
      {found ? (
        <View className="stack">
          <Tabs options={KINDS} selected={chosen ?? firstKind(found)} onSelect={setChosen} />
          <View>
            {(chosen ?? firstKind(found)) === 'flash' ? (
              <FlashSales sales={found.flashSales} now={found.now} />
            ) : null}
          </View>
          <View>
            {(chosen ?? firstKind(found)) === 'polls' ? (
              <Polls
                polls={found.polls}
                now={found.now}
                onVoted={(poll) =>
                  answer.replace({
                    ...found,
                    polls: found.polls.map((one) => (one.pollId === poll.pollId ? poll : one)),
                  })
                }
                reload={answer.reload}
              />
            ) : null}
          </View>
          <View>
            {(chosen ?? firstKind(found)) === 'draws' ? (
              <Draws draws={found.draws} now={found.now} reload={answer.reload} />
            ) : null}
          </View>
          <Vouchers found={found} />
        </View>
      ) : null}
    </Page>
  )
}

/** What was bought or won here waits at the counter. */
function Vouchers({ found: { vouchers, now } }: { found: Activities }) {
  if (vouchers.length === 0) return <View />
  return (
    <View>
      <View className="section-title">待领取</View>
      <Card kind="flush">
        <MoreRows items={vouchers} first={3} unit="张">
          {(voucher) => <VoucherRow key={voucher.voucherId} voucher={voucher} now={now} />}
        </MoreRows>
      </Card>
    </View>
  )
}

/** The page opens where there is something. */
function firstKind({ flashSales, polls, draws }: Activities): Kind {
  if (flashSales.length > 0) return 'flash'
  if (polls.length > 0) return 'polls'
  return draws.length > 0 ? 'draws' : 'flash'
}

function isEmpty({ flashSales, polls, draws, vouchers }: Activities): boolean {
  return flashSales.length + polls.length + draws.length + vouchers.length === 0
}

function Nothing() {
  return <EmptyState icon="calendar" title="现在没有活动" hint="有抢购、投票或抽奖时,会列在这里" />
}
