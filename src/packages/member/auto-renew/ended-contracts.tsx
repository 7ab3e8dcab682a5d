import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import type { ContractView } from '@/services/contract'
import { dayOf } from '@/services/format'
import { Events } from './events'
import { PURPOSE_NAMES } from './words'

/** Contracts that ended stay readable with what they charged; nothing here invites to sign again. */
export function EndedContracts({ contracts, now }: { contracts: ContractView[]; now: number }) {
  if (contracts.length === 0) return null
  return (
    <View>
      <View className="section-title">已关闭</View>
      {contracts.map(({ contractCode, planName, purpose, signedAt, events }) => (
        <View key={contractCode} className="stack">
          <Card kind="flush">
            <ListRow
              icon="circle-check"
              title={`${planName || PURPOSE_NAMES[purpose]} · ${PURPOSE_NAMES[purpose]}`}
              detail={
                signedAt === null
                  ? '没有在微信确认过,从未扣款'
                  : `${dayOf(signedAt, now)}开通,已关闭,不会再扣款`
              }
            />
          </Card>
          <Events events={events} now={now} first={3} />
        </View>
      ))}
    </View>
  )
}
