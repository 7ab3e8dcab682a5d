import { Text, View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Tag } from '@/components/tag'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { dayOf } from '@/services/format'
import { ROLE_NAMES } from './role-names'
import './staff-row.scss'

interface Props {
  person: Output<'operations.staff'>['staff'][number]
  branches: readonly { id: string; name: string }[]
  onRevoke: () => void
}

export function StaffRow({ person: { displayName, role, branchIds, since }, branches, onRevoke }: Props) {
  const names = branchIds.map((id) => branches.find((branch) => branch.id === id)?.name ?? id)
  const everywhere = role === 'owner' || names.length === branches.length
  return (
    <View className="staff-row">
      <View className="grow">
        <View className="staff-row__name">
          <Text>{displayName}</Text>
          <Tag tone={role === 'clerk' ? 'quiet' : 'gold'}>{ROLE_NAMES[role]}</Tag>
        </View>
        <View className="small">
          {`${everywhere ? '全部门店' : names.join('、')} · ${dayOf(since, serverNow())}起`}
        </View>
      </View>
      <View>
        {role === 'owner' ? null : (
          <Button kind="danger" compact onTap={onRevoke}>
            收回
          </Button>
        )}
      </View>
    </View>
  )
}
