import { View } from '@tarojs/components'
import { useState } from 'react'
import { AgreementSheet } from '@/components/agreement-sheet'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import type { Output } from '@/services/contract'
import { dayOf } from '@/services/format'
import { useAnswer } from '@/stores/answer'
import { Answers } from './answers'
import './index.scss'

export type Terms = Output<'membership.terms'>
type Version = Terms['versions'][number]

/** What joining agreed to has a newer text: what changed, the text itself, and two equal answers (L9). */
export default function NewTermsPage() {
  const answer = useAnswer('membership.terms', {}, { onShow: true })
  const [reading, setReading] = useState<Version | null>(null)
  const found = answer.data
  const agreement =
    found && reading ? { id: found.agreementId, version: reading.version, title: found.title } : null
  return (
    <Page
      answer={answer}
      skeleton={<SkeletonRows count={4} />}
      kept="同意过的约定不变"
      layers={<AgreementSheet agreement={agreement} onClose={() => setReading(null)} />}
    >
      {found ? (
        <View className="stack">
          <Changes terms={found} onRead={setReading} />
          <View>
            {found.pending ? (
              <View className="stack">
                <Notice>
                  不同意也没关系:已经买的会员卡、余额和券,都照您当时同意的约定用到最后,一样不少。以后再买新的,会请您再看一次。
                </Notice>
                <Answers terms={found} reload={answer.reload} />
              </View>
            ) : found.acceptedAt === null ? null : (
              <Notice tone="saved">{`您同意的就是现在的版本(${dayOf(found.acceptedAt, found.now)}同意)`}</Notice>
            )}
          </View>
          <Versions terms={found} onRead={setReading} />
        </View>
      ) : null}
    </Page>
  )
}

interface Reading {
  terms: Terms
  onRead: (version: Version) => void
}

/** One sentence of each version that came after the accepted one, the newest first. */
function Changes({ terms: { title, versions, acceptedAt, pending, now }, onRead }: Reading) {
  const isNew = pending && acceptedAt !== null
  const accepted = versions.findIndex((version) => version.accepted)
  const newer = versions.filter(
    ({ current }, index) => current || (accepted !== -1 && index < accepted && pending),
  )
  return (
    <Card>
      <View className="stack">
        <View className="title">{isNew ? `《${title}》有新版本` : `《${title}》`}</View>
        <View>
          {acceptedAt === null ? '您成为会员时没有看过这份说明,现在补给您看,同意或暂不同意都可以' : ''}
        </View>
        {newer.map((version) => (
          <View key={version.version}>
            <View>{version.summary ?? (isNew ? '门店没有写这次改了什么,请看全文' : '')}</View>
            <View className="small">{`${dayOf(version.since, now)}发布`}</View>
          </View>
        ))}
        <View>
          {newer.slice(0, 1).map((version) => (
            <ListRow
              key={version.version}
              icon="document"
              title={isNew ? '看新版本全文' : '看全文'}
              onTap={() => onRead(version)}
            />
          ))}
        </View>
      </View>
    </Card>
  )
}

/** Every version stays readable (L7). */
function Versions({ terms: { versions, now }, onRead }: Reading) {
  return (
    <View>
      <View className="section-title">所有版本</View>
      <Card kind="flush">
        {versions.map((version) => (
          <ListRow
            key={version.version}
            title={`${dayOf(version.since, now)}的版本`}
            detail={version.summary}
            value={[version.accepted ? '您同意的' : '', version.current ? '现在的' : '']
              .filter(Boolean)
              .join(' · ')}
            onTap={() => onRead(version)}
          />
        ))}
      </Card>
    </View>
  )
}
