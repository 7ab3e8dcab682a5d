import { View } from '@tarojs/components'
import { useEffect, useRef } from 'react'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { call } from '@/services/call'
import type { ContractView, Output } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { syncContract } from '@/services/signing'
import { useAnswer } from '@/stores/answer'
import { ContractCard } from './contract-card'
import { EndedContracts } from './ended-contracts'
import { Statements } from './statements'
import './index.scss'

type AutoRenew = Output<'membership.autoRenew'>

const PARTS = 3

/** Contracts with every notice and every charge, and the way out of each (L1, M049, M050). */
export default function AutoRenewPage() {
  const answer = useAnswer('membership.autoRenew', {}, { onShow: true, ask })
  const found = answer.data
  const replace = (contract: ContractView) => {
    if (found) answer.replace({ ...found, contracts: withContract(found.contracts, contract) })
  }
  // What runs comes first, then statements, then what ended: each below 10 KiB.
  const { shown } = useGradually(found ? PARTS : 1, { first: 1, portion: 1, page: PARTS })
  useNoticesRead(found?.contracts ?? [], replace)
  return (
    <Page answer={answer} skeleton={<SkeletonRows count={4} />} empty={found ? emptyOf(found) : undefined}>
      {found ? (
        <View className="stack">
          <View>{found.enabled ? null : <Closed />}</View>
          {found.contracts
            .filter(({ state }) => state !== 'terminated')
            .map((contract) => (
              <ContractCard
                key={contract.contractCode}
                contract={contract}
                now={found.now}
                onChanged={replace}
                onRefused={answer.reload}
              />
            ))}
          <View>
            {shown > 1 ? (
              <Statements statements={found.statements} now={found.now} onChanged={answer.reload} />
            ) : null}
          </View>
          <View>
            {shown > 2 ? (
              <EndedContracts
                contracts={found.contracts.filter(({ state }) => state === 'terminated')}
                now={found.now}
              />
            ) : null}
          </View>
        </View>
      ) : null}
    </Page>
  )
}

/** What was left on WeChat's signing page is asked for there: coming back proves nothing. */
async function ask(): Promise<AutoRenew> {
  const found = await call('membership.autoRenew', {})
  const signing = found.contracts.filter(({ state }) => state === 'signing')
  const synced = await Promise.all(
    signing.map((contract) => syncContract(contract.contractCode).catch(() => contract)),
  )
  return { ...found, contracts: synced.reduce(withContract, found.contracts) }
}

function withContract(contracts: ContractView[], changed: ContractView): ContractView[] {
  return contracts.map((one) => (one.contractCode === changed.contractCode ? changed : one))
}

/** Reading a notice here delivers it, where WeChat's message did not (L1): each is told once. */
function useNoticesRead(contracts: ContractView[], onRead: (contract: ContractView) => void) {
  const told = useRef(new Set<string>())
  useEffect(() => {
    for (const { contractCode, notice } of contracts) {
      if (notice?.deliveredAt !== null) continue
      const { plannedAt, chargeOn } = notice
      const intention = `open-notice:${contractCode}:${plannedAt}`
      if (told.current.has(intention)) continue
      told.current.add(intention)
      void commit(
        'membership.openNotice',
        (operationId) => ({ operationId, contractCode, plannedAt, chargeOn }),
        { intention },
      ).then(
        ({ contract }) => onRead(contract),
        () => undefined,
      )
    }
  })
}

function emptyOf({ contracts, statements, enabled }: AutoRenew) {
  if (contracts.length + statements.length > 0) return undefined
  return (
    <EmptyState
      icon="refresh"
      title="没有开通自动续费"
      hint={
        enabled
          ? '卡到期不会自动扣款。可以随时手动续卡,想自动续的话在付款页勾选'
          : '门店没有开放自动续费。卡到期不会自动扣款,可以随时手动续卡'
      }
    />
  )
}

function Closed() {
  return <Notice>门店已停止新开通自动续费。已经开通的照常有效,也可以随时关闭。</Notice>
}
