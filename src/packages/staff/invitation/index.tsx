import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { isDefinite, call, toCallError, type CallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { open, replace } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useParameters } from '@/stores/parameters'
import { useSession } from '@/stores/session'
import './index.scss'

const ROLES = { clerk: '店员', manager: '店长' } as const

/** Becoming a clerk by an owner's invitation: one person, one use, 24 hours. */
export default function InvitationPage() {
  const { invitation = '' } = useParameters()
  const home = useAnswer('membership.home', {})
  const [accepted, setAccepted] = useState<Output<'membership.acceptInvitation'> | null>(null)
  const [problem, setProblem] = useState<CallError | null>(null)
  const [busy, setBusy] = useState(false)

  const accept = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const granted = await commit(
        'membership.acceptInvitation',
        (operationId) => ({ operationId, invitation }),
        { intention: `accept:${invitation}` },
      )
      setAccepted(granted)
      // The till reads the role from the session; if this fails it asks again by itself.
      await call('membership.home', {}).then(useSession.getState().learn, () => undefined)
    } catch (thrown) {
      setProblem(toCallError(thrown))
    }
    setBusy(false)
  }

  if (invitation === '') {
    return (
      <Page>
        <EmptyState
          icon="briefcase"
          title="邀请不完整"
          hint="请从店主发来的邀请重新打开"
          action="回到首页"
          onAction={() => open('home')}
        />
      </Page>
    )
  }
  const shop = home.data?.shop
  const branchNames = (ids: readonly string[]) =>
    ids.map((id) => shop?.branches.find((branch) => branch.id === id)?.name ?? id).join('、')
  return (
    <Page
      answer={home}
      skeleton={<Skeleton shape="card" />}
      footer={
        accepted ? (
          <Button block icon="scan" onTap={() => replace('counter')}>
            打开收银台
          </Button>
        ) : (
          <Button block loading={busy} onTap={() => void accept()}>
            {problem && !isDefinite(problem) ? '再试一次' : '接受邀请'}
          </Button>
        )
      }
    >
      <View className="invitation">
        <Icon name={accepted ? 'circle-check' : 'briefcase'} size="hero" className="invitation__icon" />
        <View className="invitation__title">
          {accepted
            ? `已成为${shop?.name ?? ''}的${ROLES[accepted.role]}`
            : `${shop?.name ?? ''}邀请您成为店员`}
        </View>
        <View className="invitation__hint">
          {accepted ? '以后在「会员」首页可以打开收银台' : '接受后可在收银台为会员结算,店主可随时收回'}
        </View>
      </View>
      <View>
        {accepted ? (
          <Card kind="flush">
            <ListRow icon="user" title="身份" value={ROLES[accepted.role]} />
            <ListRow icon="store" title="门店" value={branchNames(accepted.branchIds)} />
          </Card>
        ) : (
          <Card kind="flush">
            <ListRow icon="lock" title="只看得到结算需要的信息" detail="会员姓名和手机号都会隐去一部分" />
            <ListRow icon="history" title="每次操作都有记录" detail="结算、撤销、按手机号查找都会留下记录" />
          </Card>
        )}
      </View>
      <View className="invitation__notice">
        {problem ? <Notice tone="danger">{problem.message}</Notice> : null}
      </View>
    </Page>
  )
}
