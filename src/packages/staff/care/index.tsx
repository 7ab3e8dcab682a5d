import { View } from '@tarojs/components'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { NoBranch } from '../no-branch'
import { useStoredBranch } from '../stored-branch'
import { CareCard } from './care-card'
import './index.scss'

/** Whom to greet: the words are prepared, a person sends them, and nobody is written to in bulk (wechat.md 3.4). */
export default function CarePage() {
  const { staff, answer, branch } = useStoredBranch()
  const list = useAnswer(
    'counter.careList',
    { branchId: branch?.id ?? '' },
    { enabled: branch !== undefined },
  )
  useDidShow(() => {
    if (list.data) void list.reload()
  })
  usePullDownRefresh(() => {
    void list.reload().finally(() => Taro.stopPullDownRefresh())
  })
  const [said, setSaid] = useState('')
  const items = list.data?.items ?? []
  const beyond = list.data?.left ?? 0
  const { shown, left, more } = useGradually(items.length, { portion: 5, page: 20 })

  if (answer.status !== 'ready') {
    return (
      <Page answer={answer} skeleton={<SkeletonRows count={5} />}>
        {null}
      </Page>
    )
  }
  if (!branch) {
    return (
      <Page>
        <NoBranch isStaff={staff !== null} hint="在收银台选择门店后,这里显示该问候的会员" />
      </Page>
    )
  }
  return (
    <Page
      answer={list}
      skeleton={<SkeletonRows count={5} />}
      empty={
        list.data !== null && items.length === 0 ? (
          <EmptyState
            icon="circle-check"
            title={said === '' ? '今天没有要问候的会员' : '都问候过了'}
            hint="生日、会员卡快到期、很久没来的会员会出现在这里"
            action="去收银台"
            onAction={() => open('counter')}
          />
        ) : undefined
      }
    >
      <View className="stack">
        <View>{said ? <Notice tone="saved">{said}</Notice> : null}</View>
        <View className="small">复制准备好的话,用企业微信逐个发;不合适的可以不发。</View>
        {items.slice(0, shown).map((item) => (
          <CareCard
            key={item.careId}
            item={item}
            branchId={branch.id}
            onDone={async (words) => {
              setSaid(words)
              await list.reload()
            }}
          />
        ))}
        <View>
          {left > 0 ? (
            <Button kind="text" block onTap={more}>
              {`更多(还有${left}位)`}
            </Button>
          ) : beyond > 0 ? (
            <View className="care__beyond">{`另有${beyond}位,完成一些后会显示`}</View>
          ) : null}
        </View>
      </View>
    </Page>
  )
}
