import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { useAnswer } from '@/stores/answer'
import { useStaff } from '@/stores/staff'
import { Frame } from '../frame'
import { DisputeSheet, type Dispute } from './dispute-sheet'
import { Disputes } from './disputes'
import { GrantSheet } from './grant-sheet'
import { NoteSheet } from './note-sheet'
import { OtherCauseSheet } from './other-cause-sheet'
import { RequestCard, type Decision } from './request-card'
import { inOrder, summaryOf, type RefundRequest } from './request-list'
import './index.scss'

interface Deciding {
  request: RefundRequest
  decision: Decision
}

/** Money on its way back: what a person decides or transfers, each with its last day (L6, L11). */
export default function OwnerRefundsPage() {
  const { staff } = useStaff()
  const isOwner = staff?.role === 'owner'
  const list = useAnswer('operations.refundRequests', {}, { enabled: isOwner })
  const disputed = useAnswer('operations.disputedStatements', {}, { enabled: list.data !== null })
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const [dispute, setDispute] = useState<Dispute | null>(null)
  const [isOther, setOther] = useState(false)
  const [done, setDone] = useState('')
  const requests = inOrder(list.data?.requests ?? [])
  const disputes = disputed.data?.statements ?? []

  const finish = (words: string) => {
    setDeciding(null)
    setOther(false)
    setDone(words)
    void list.reload()
  }
  const requestFor = (...decisions: Decision[]) =>
    deciding && decisions.includes(deciding.decision) ? deciding.request : null
  return (
    <Frame
      place="ownerRefunds"
      answer={list}
      skeleton={<SkeletonRows count={4} />}
      footer={
        <Button block kind="secondary" onTap={() => setOther(true)}>
          按其他原因退款
        </Button>
      }
      layers={
        <View>
          <GrantSheet request={requestFor('grant')} onDone={finish} onClose={() => setDeciding(null)} />
          <NoteSheet
            request={requestFor('refuse', 'transferred')}
            kind={deciding?.decision === 'refuse' ? 'refuse' : 'transferred'}
            onDone={finish}
            onClose={() => setDeciding(null)}
          />
          <OtherCauseSheet open={isOther} onDone={finish} onClose={() => setOther(false)} />
          <DisputeSheet
            dispute={dispute}
            onDone={(words) => {
              setDispute(null)
              setDone(words)
              void disputed.reload()
            }}
            onClose={() => setDispute(null)}
          />
        </View>
      }
    >
      <View className="stack">
        <View>{done ? <Notice tone="saved">{done}</Notice> : null}</View>
        <View>
          {requests.length > 0 ? (
            <Requests
              requests={requests}
              onDecide={(request, decision) => {
                setDone('')
                setDeciding({ request, decision })
              }}
            />
          ) : null}
        </View>
        <View>{disputes.length > 0 ? <Disputes disputes={disputes} onOpen={setDispute} /> : null}</View>
        <View>
          {list.data && requests.length + disputes.length === 0 ? (
            <EmptyState
              icon="circle-check"
              title="没有进行中的退款"
              hint="会员自己申请的退款会原路自动退回;要您决定或转账的会出现在这里"
            />
          ) : null}
        </View>
      </View>
    </Frame>
  )
}

interface RequestsProps {
  requests: readonly RefundRequest[]
  onDecide: (request: RefundRequest, decision: Decision) => void
}

function Requests({ requests, onDecide }: RequestsProps) {
  const { shown, left, more } = useGradually(requests.length, { portion: 3, page: 20 })
  return (
    <View className="stack">
      <View className="owner-refunds__summary">{summaryOf(requests)}</View>
      <View className="stack">
        {requests.slice(0, shown).map((request) => (
          <RequestCard
            key={request.refundId}
            request={request}
            onDecide={(decision) => onDecide(request, decision)}
          />
        ))}
      </View>
      <View>
        {left > 0 ? (
          <Button kind="text" block onTap={more}>
            {`再看 ${left} 笔`}
          </Button>
        ) : null}
      </View>
    </View>
  )
}
