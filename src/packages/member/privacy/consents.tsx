import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Tag } from '@/components/tag'
import { dayOf } from '@/services/format'
import { open } from '@/services/routes'
import type { Privacy } from './index'
import { useConsent } from './use-consent'

type Consent = Privacy['consents'][number]

interface Props {
  consents: Consent[]
  now: number
  reload: () => Promise<void>
}

/** What was agreed to: for what, which version, when, and the way to take it back (PIPL 15). */
export function Consents({ consents, now, reload }: Props) {
  return (
    <View>
      <View className="section-title">我的同意</View>
      <View className="stack">
        {consents.map((consent) => (
          <ConsentCard key={consent.purpose} consent={consent} now={now} reload={reload} />
        ))}
      </View>
    </View>
  )
}

function ConsentCard({ consent, now, reload }: Omit<Props, 'consents'> & { consent: Consent }) {
  const { purpose, title, words, neededFor, granted, version, at, withdrawable } = consent
  const { busy, problem, change } = useConsent(purpose, reload)
  return (
    <Card>
      <View className="row row--between">
        <View className="title grow">{title}</View>
        <Tag tone={granted ? 'gold' : 'quiet'}>{granted ? '已同意' : '未同意'}</Tag>
      </View>
      <View className="privacy-words">{words}</View>
      <View className="small">{neededFor}</View>
      <View>
        {at === null ? null : <View className="small">{consentText(granted, version, at, now)}</View>}
      </View>
      <View className={withdrawable || granted ? 'privacy-act' : 'privacy-act privacy-act--none'}>
        {withdrawable ? (
          <Button kind="secondary" compact loading={busy} onTap={() => change(!granted)}>
            {granted ? '撤回同意' : '同意'}
          </Button>
        ) : (
          <Button kind="secondary" compact onTap={() => open('closeAccount')}>
            撤回要注销会员,先看看
          </Button>
        )}
      </View>
      <View>{problem ? <View className="privacy-problem">{problem}</View> : null}</View>
    </Card>
  )
}

/** Longer ones are digests of their text: their beginning tells them apart. */
const LONGEST_VERSION = 12
const SHORT_VERSION = 8

export function versionText(version: string): string {
  return version.length > LONGEST_VERSION ? version.slice(0, SHORT_VERSION) : version
}

/** `11月22日同意,版本 v1`. */
export function consentText(granted: boolean, version: string | null, at: number, now: number): string {
  return `${dayOf(at, now)}${granted ? '同意' : '撤回'}${version === null ? '' : `,版本 ${versionText(version)}`}`
}
