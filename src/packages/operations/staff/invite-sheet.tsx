import { Button as ShareButton, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { CheckRow } from '@/components/check-row'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { Tabs } from '@/components/tabs'
import { copyText } from '@/platform/clipboard'
import { FALLBACKS } from '@/platform/outcomes'
import { canShare, linkTo } from '@/platform/share'
import { toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import { momentText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { addressOf } from '@/services/routes'
import { ROLE_NAMES, ROLE_SCOPES } from './role-names'
import './invite-sheet.scss'

export interface Invitation {
  ticket: string
  role: 'clerk' | 'manager'
  /** Epoch ms. */
  expiresAt: number
}

const ROLES = [
  { key: 'clerk', label: ROLE_NAMES.clerk },
  { key: 'manager', label: ROLE_NAMES.manager },
] as const

interface Props {
  open: boolean
  branches: readonly { id: string; name: string }[]
  invitation: Invitation | null
  onInvited: (invitation: Invitation) => void
  onClose: () => void
}

/** An invitation for one person: role and branches, then a card to send or a link to copy. */
export function InviteSheet({ open, branches, invitation, onInvited, onClose }: Props) {
  const [role, setRole] = useState<Invitation['role']>('clerk')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const branchIds = branches.length === 1 ? branches.map(({ id }) => id) : chosen

  const invite = async () => {
    setBusy(true)
    setProblem('')
    try {
      const { invitation: ticket, expiresAt } = await commit(
        'operations.invite',
        (operationId) => ({ operationId, role, branchIds: [...branchIds] }),
        { intention: 'invite', resume: false },
      )
      onInvited({ ticket, role, expiresAt })
    } catch (thrown) {
      setProblem(toCallError(thrown).message)
    }
    setBusy(false)
  }

  return (
    <Sheet
      open={open}
      title={invitation ? '邀请已生成' : '邀请店员'}
      onClose={onClose}
      footer={
        invitation ? (
          <SendInvitation invitation={invitation} />
        ) : (
          <Button block loading={busy} disabled={branchIds.length === 0} onTap={() => void invite()}>
            {branchIds.length === 0 ? '请选择门店' : '生成邀请'}
          </Button>
        )
      }
    >
      {invitation ? (
        <View className="invite">
          <View>{`${ROLE_NAMES[invitation.role]},只能由一个人使用一次。`}</View>
          <View className="small">{`${momentText(invitation.expiresAt, serverNow())}前有效(24小时)`}</View>
          <View className="small">{ROLE_SCOPES[invitation.role]}</View>
        </View>
      ) : (
        <View className="invite">
          <Tabs options={ROLES} selected={role} onSelect={setRole} />
          <View className="small">{ROLE_SCOPES[role]}</View>
          <View>
            {branches.map(({ id, name }) => (
              <CheckRow
                key={id}
                checked={branchIds.includes(id)}
                onChange={(checked) =>
                  setChosen(checked ? [...chosen, id] : chosen.filter((other) => other !== id))
                }
              >
                <View className="invite__branch">{name}</View>
              </CheckRow>
            ))}
          </View>
          <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
        </View>
      )}
    </Sheet>
  )
}

/** In WeChat as a card to a friend; elsewhere as a link. */
function SendInvitation({ invitation }: { invitation: Invitation }) {
  if (canShare) {
    return (
      <ShareButton className="button button--primary button--block" openType="share">
        发给对方
      </ShareButton>
    )
  }
  const link = linkTo(addressOf('invitation', { invitation: invitation.ticket }))
  const copy = async () => {
    const copied = link !== null && (await copyText(link))
    void Taro.showToast({ title: copied ? '已复制邀请链接' : FALLBACKS.clipboard, icon: 'none' })
  }
  return (
    <View>
      <View className="invite__link">{link}</View>
      <Button block icon="copy" onTap={() => void copy()}>
        复制邀请链接
      </Button>
    </View>
  )
}
