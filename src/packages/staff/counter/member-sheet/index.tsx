import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { useGradually } from '@/components/gradually'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { SkeletonRows } from '@/components/skeleton'
import { ErrorState } from '@/components/state-message'
import { signalFailure, signalSuccess } from '@/platform/feedback'
import { toCallError } from '@/services/call'
import { open as openPage } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import type { Visit } from '../till-state'
import { useTill } from '../use-till'
import { useUnfolded } from '../use-unfolded'
import { AppointmentRow } from './appointment-row'
import type { AtCounter, CarryOut } from './at-counter'
import { BenefitRow } from './benefit-row'
import { EventRows } from './event-rows'
import { RecentUse } from './recent-use'
import { VoucherRow } from './voucher-row'
import { WarrantyRow } from './warranty-row'
import './index.scss'

/** What the member before the clerk can use, pick up, have replaced and bring back. */
export function MemberSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const unfolded = useUnfolded(open)
  const visit = useTill((till) => till.visit)
  const branchId = useTill((till) => till.branchId)
  return (
    <Sheet open={open} title={visit ? `${visit.member.displayName}的权益` : '权益'} onClose={onClose}>
      <View>
        {unfolded && visit && branchId ? (
          <AllOfMember key={visit.visit} visit={visit} branchId={branchId} />
        ) : null}
      </View>
    </Sheet>
  )
}

/** Rows of one portion: each may hold a form and a button. */
const PORTION = 5
const PAGE = 30

function AllOfMember({ visit, branchId }: { visit: Visit; branchId: string }) {
  const { status, data, error, reload } = useAnswer('counter.benefits', { branchId, visit: visit.visit })
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState('')
  const carryOut: CarryOut = async (work) => {
    setProblem('')
    try {
      const words = await work()
      if (words === null) return
      setSaid(words)
      signalSuccess()
    } catch (thrown) {
      setSaid('')
      setProblem(toCallError(thrown).message)
      signalFailure()
    }
    await reload()
  }
  const rows = data ? rowsOf(data, { visit, branchId, carryOut }) : []
  const { shown, left, more } = useGradually(rows.length, { portion: PORTION, page: PAGE })
  return (
    <View className="member-sheet">
      <View>{said ? <Notice tone="saved">{said}</Notice> : null}</View>
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      <View>{status === 'loading' ? <SkeletonRows count={4} /> : null}</View>
      <View>{status === 'failed' ? <ErrorState error={error} onRetry={() => void reload()} /> : null}</View>
      <EventRows where={{ branchId, visit: visit.visit }} carryOut={carryOut} />
      <View>{rows.slice(0, shown)}</View>
      <View>{left > 0 ? <ListRow title={`还有${left}项`} onTap={more} /> : null}</View>
      <View>
        {status === 'ready' && rows.length === 0 ? (
          <View className="member-sheet__none">现在没有可用的权益,也没有等着领取的东西</View>
        ) : null}
      </View>
      <ListRow
        icon="undo"
        title="退货"
        detail="已过撤销时间的小票,按买时的样子退"
        onTap={() => openPage('returns', { member: visit.member.number })}
      />
    </View>
  )
}

interface Surroundings {
  visit: Visit
  branchId: string
  carryOut: CarryOut
}

/** What happens today first, then what waits, what can be used, and what works by itself. */
function rowsOf(data: AtCounter, { visit, branchId, carryOut }: Surroundings): ReactNode[] {
  const where = { branchId, visit: visit.visit }
  const memberNumber = visit.member.number
  const usable = data.benefits.filter(({ kind }) => !BY_ITSELF.includes(kind))
  const byItself = data.benefits.filter(({ kind }) => BY_ITSELF.includes(kind))
  return [
    ...section(
      '可以撤销',
      data.recent.map((use) => (
        <RecentUse key={use.useId} use={use} which={{ branchId, memberNumber }} carryOut={carryOut} />
      )),
    ),
    ...section(
      '今天的预约',
      data.appointments.map((one) => (
        <AppointmentRow key={one.appointmentId} appointment={one} where={where} carryOut={carryOut} />
      )),
    ),
    ...section(
      '等着交付',
      data.vouchers.map((voucher) => (
        <VoucherRow key={voucher.voucherId} voucher={voucher} where={where} carryOut={carryOut} />
      )),
    ),
    ...section(
      '可以使用',
      usable.map((benefit) => (
        <BenefitRow key={keyOf(benefit)} benefit={benefit} where={where} carryOut={carryOut} />
      )),
    ),
    ...section(
      '可以换新',
      data.warranties.map((goods) => (
        <WarrantyRow
          key={`${goods.receiptId}:${goods.line}`}
          goods={goods}
          where={where}
          carryOut={carryOut}
        />
      )),
    ),
    ...section(
      '结算或到期时自动生效',
      byItself.map((benefit) => (
        <ListRow key={keyOf(benefit)} title={benefit.title} detail={benefit.detail} />
      )),
    ),
  ]
}

/** Counted with a bill, a claim or a task, not by a press here. */
const BY_ITSELF: readonly AtCounter['benefits'][number]['kind'][] = [
  'first_of_day',
  'delivery',
  'warranty',
  'fulfilment',
  'privilege',
]

function section(title: string, rows: ReactNode[]): ReactNode[] {
  if (rows.length === 0) return []
  const head = (
    <View key={`section:${title}`} className="member-sheet__title">
      {title}
    </View>
  )
  return [head, ...rows]
}

function keyOf({ benefit: { source, planId, benefitId } }: AtCounter['benefits'][number]): string {
  return `${source}:${planId ?? ''}:${benefitId}`
}
