import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { versionText } from './consents'
import type { Privacy } from './index'

export type NewVersion = Privacy['newVersions'][number]

interface Props {
  privacy: Privacy
  onRead: (version: NewVersion) => void
  reload: () => Promise<void>
}

/** What changed since it was agreed to: read first, agreed to again or left as it is. */
export function NewVersions({ privacy: { newVersions, switches }, onRead, reload }: Props) {
  return (
    <View className="stack">
      {newVersions.map((version) => (
        <VersionCard
          key={version.agreementId}
          version={version}
          marketing={switches.marketing}
          onRead={() => onRead(version)}
          reload={reload}
        />
      ))}
    </View>
  )
}

interface CardProps {
  version: NewVersion
  /** As it stands: agreeing to a text changes no other consent. */
  marketing: boolean
  onRead: () => void
  reload: () => Promise<void>
}

function VersionCard({
  version: { agreementId, title, version, accepted },
  marketing,
  onRead,
  reload,
}: CardProps) {
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const agree = () =>
    void run(async () => {
      setProblem('')
      try {
        await commit(
          'membership.join',
          (operationId) => ({ operationId, agreement: { id: agreementId, version }, marketing }),
          { intention: `agree:${agreementId}`, resume: false },
        )
      } catch (error) {
        setProblem(toCallError(error).message)
      }
      await reload()
    })
  return (
    <Card>
      <View className="title">《{title}》有新版本</View>
      <View className="small">
        {accepted === null
          ? `现在的版本是 ${versionText(version)}`
          : `同意过的是 ${versionText(accepted)},现在的版本是 ${versionText(version)}`}
      </View>
      <View className="privacy-choices">
        <Button kind="secondary" onTap={onRead}>
          先看全文
        </Button>
        <Button kind="secondary" loading={busy} onTap={agree}>
          同意新版本
        </Button>
      </View>
      <View>{problem ? <Notice tone="warn">{problem}</Notice> : null}</View>
    </Card>
  )
}
