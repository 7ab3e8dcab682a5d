import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { useGradually } from '@/components/gradually'
import { Icon } from '@/components/icon'
import { Money } from '@/components/money'
import { copyText } from '@/platform/clipboard'
import { FALLBACKS } from '@/platform/outcomes'
import { asText, COLUMNS, ordered, type Column } from './branch-order'
import type { BranchRow } from './figures'
import './branch-table.scss'

/** The branches side by side; a tap on a head sorts by it, the whole can be copied out. */
export function BranchTable({ day, branches }: { day: string; branches: readonly BranchRow[] }) {
  const [by, setBy] = useState<Column>('paid')
  const rows = ordered(branches, by)
  const { shown } = useGradually(rows.length, { first: 0, portion: 4, page: 100 })
  const copy = async () => {
    const copied = await copyText(asText(day, rows))
    void Taro.showToast({ title: copied ? '已复制,可粘贴到表格' : FALLBACKS.clipboard, icon: 'none' })
  }
  return (
    <View className="branch-table">
      <View className="branch-table__title">
        <View className="title">各门店</View>
        <Button kind="text" compact icon="copy" onTap={() => void copy()}>
          复制表格
        </Button>
      </View>
      <View className="branch-table__row branch-table__row--head">
        <View className="branch-table__name">门店</View>
        {COLUMNS.map(({ key, label }) => (
          <View
            key={key}
            className={key === by ? 'branch-table__cell branch-table__cell--sorted' : 'branch-table__cell'}
            ariaRole="button"
            onClick={() => setBy(key)}
          >
            {label}
            <Icon name="chevron-down" size="small" className="branch-table__mark" />
          </View>
        ))}
      </View>
      <View>
        {rows.slice(0, shown).map(({ branchId, name, receipts, paid, saved }) => (
          <View key={branchId} className="branch-table__row">
            <View className="branch-table__name">{name}</View>
            <View className="branch-table__cell">{receipts}</View>
            <View className="branch-table__cell">
              <Money fen={paid} size="small" tone="ink" />
            </View>
            <View className="branch-table__cell">
              <Money fen={saved} size="small" tone="saved" />
            </View>
          </View>
        ))}
      </View>
    </View>
  )
}
