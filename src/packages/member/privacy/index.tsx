import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { openPrivacyContract } from '@/platform/privacy'
import type { Output } from '@/services/contract'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { Consents } from './consents'
import { Held } from './held'
import { NewVersions } from './new-versions'
import { Partners } from './partners'
import { Personalised } from './personalised'
import { Tags } from './tags'
import './index.scss'

export type Privacy = Output<'membership.privacy'>

/** Sections come one after the other, each below 10 KiB. */
const SECTIONS = 6

/** 隐私与数据 (L9, L10): what was agreed to, what is held and why, and every way to change it. */
export default function PrivacyPage() {
  const answer = useAnswer('membership.privacy', {}, { onShow: true })
  const { shown } = useGradually(SECTIONS, { first: 2, portion: 1, page: SECTIONS })
  const found = answer.data
  const reload = answer.reload
  return (
    <Page answer={answer} skeleton={<SkeletonRows count={6} />} kept="已选的同意和设置都在">
      {found ? (
        <View className="stack">
          <View>{found.minor ? <Notice>{found.minor.words}</Notice> : null}</View>
          <View>{found.newVersions.length > 0 ? <NewVersions versions={found.newVersions} /> : null}</View>
          <Ways />
          <Consents consents={found.consents} now={found.now} reload={reload} />
          <View>{shown > 2 ? <Personalised on={found.switches.personalised} /> : null}</View>
          <View>{shown > 2 && found.tags.length > 0 ? <Tags tags={found.tags} /> : null}</View>
          <View>
            {shown > 3 && found.partners.length > 0 ? (
              <Partners partners={found.partners} now={found.now} reload={reload} />
            ) : null}
          </View>
          <View>{shown > 4 ? <Held privacy={found} /> : null}</View>
        </View>
      ) : null}
    </Page>
  )
}

/** What can be done with one's data, first of all: leaving is as near as the rest. */
function Ways() {
  return (
    <Card kind="flush">
      <ListRow icon="edit" title="修改个人资料" onTap={() => open('profile')} />
      <ListRow icon="document" title="导出我的数据" onTap={() => open('exportData')} />
      <ListRow
        icon="trash"
        title="注销会员"
        detail="先看能退多少、什么会保留,再决定"
        onTap={() => open('closeAccount')}
      />
      {process.env.TARO_ENV === 'weapp' ? (
        <ListRow icon="lock" title="隐私保护指引" onTap={openPrivacyContract} />
      ) : null}
    </Card>
  )
}
