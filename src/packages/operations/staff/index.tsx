import { View } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { addressOf, ROUTES } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useSession } from '@/stores/session'
import { useStaff } from '@/stores/staff'
import { Frame } from '../frame'
import { InviteSheet, type Invitation } from './invite-sheet'
import { ROLE_NAMES } from './role-names'
import { StaffRow } from './staff-row'
import './index.scss'

type Person = Output<'operations.staff'>['staff'][number]

/** Who works here: invite for 24 hours, revoke at once. */
export default function StaffPage() {
  const list = useAnswer('operations.staff', {})
  const { staff } = useStaff()
  const shopName = useSession((state) => state.shop?.name ?? '')
  const [inviting, setInviting] = useState(false)
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  const [problem, setProblem] = useState('')
  const branches = staff?.branches ?? []
  useShareAppMessage(() =>
    invitation
      ? {
          title: `邀请您成为${shopName}的${ROLE_NAMES[invitation.role]}`,
          path: addressOf('invitation', { invitation: invitation.ticket }),
        }
      : { title: shopName, path: ROUTES.home },
  )

  const revoke = async ({ memberNumber, displayName, role }: Person) => {
    const { confirm } = await Taro.showModal({
      title: `收回${displayName}的权限?`,
      content: `收回后立即不能再以${ROLE_NAMES[role]}身份结算和查看。需要时可重新邀请。`,
      confirmText: '收回',
      cancelText: '保留',
    })
    if (!confirm) return
    setProblem('')
    try {
      await commit('operations.revoke', (operationId) => ({ operationId, memberNumber }), {
        intention: `revoke:${memberNumber}`,
      })
      void Taro.showToast({ title: '已收回', icon: 'none' })
    } catch (thrown) {
      setProblem(toCallError(thrown).message)
    }
    await list.reload()
  }

  const people = list.data?.staff ?? []
  const { shown } = useGradually(people.length, { portion: 6, page: 500 })
  return (
    <Frame
      place="staff"
      answer={list}
      skeleton={<StaffSkeleton />}
      footer={
        <View className="staff__footer">
          <Button block icon="plus" onTap={() => setInviting(true)}>
            邀请店员
          </Button>
        </View>
      }
      layers={
        <InviteSheet
          open={inviting}
          branches={branches}
          invitation={invitation}
          onInvited={setInvitation}
          onClose={() => {
            setInviting(false)
            setInvitation(null)
          }}
        />
      }
    >
      <View className="staff">
        <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
        <View className="staff__list">
          {people.slice(0, shown).map((person) => (
            <StaffRow
              key={person.memberNumber}
              person={person}
              branches={branches}
              onRevoke={() => void revoke(person)}
            />
          ))}
        </View>
        <View>
          {people.length <= 1 ? (
            <EmptyState icon="users" title="还没有店员" hint="发出邀请后,对方在微信中打开即可使用收银台" />
          ) : null}
        </View>
      </View>
    </Frame>
  )
}

function StaffSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="row" />
      <SkeletonRows count={3} />
    </View>
  )
}
