import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { open } from '@/services/routes'
import type { Home } from '@/stores/home'

const ROLE_NAMES = { clerk: '店员', manager: '店长', owner: '店主' } as const

/** Shown to staff only; what they may do is decided by the back end on every call. */
export function StaffEntrance({ staff }: { staff: NonNullable<Home['staff']> }) {
  const leads = staff.role !== 'clerk'
  return (
    <Card kind="quiet">
      <View className="small">
        {ROLE_NAMES[staff.role]} · {staff.branches.map(({ name }) => name).join('、')}
      </View>
      <View className="home-staff">
        <Button kind="secondary" icon="scan" onTap={() => open('counter')}>
          收银台
        </Button>
        {leads ? (
          <Button kind="secondary" icon="chart" onTap={() => open('overview')}>
            今日经营
          </Button>
        ) : null}
      </View>
    </Card>
  )
}
