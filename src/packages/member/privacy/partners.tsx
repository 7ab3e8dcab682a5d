import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Tag } from '@/components/tag'
import { consentText } from './consents'
import type { Privacy } from './index'
import { useConsent } from './use-consent'

type Partner = Privacy['partners'][number]

interface Props {
  partners: Partner[]
  now: number
  reload: () => Promise<void>
}

/** Each partner by itself, with exactly what it learns; agreed to where its perk is opened (PIPL 23). */
export function Partners({ partners, now, reload }: Props) {
  return (
    <View>
      <View className="section-title">合作方</View>
      <View className="stack">
        {partners.map((partner) => (
          <PartnerCard key={partner.partnerId} partner={partner} now={now} reload={reload} />
        ))}
      </View>
    </View>
  )
}

function PartnerCard({ partner, now, reload }: Omit<Props, 'partners'> & { partner: Partner }) {
  const { partnerId, name, dataShared, granted, version, at } = partner
  const { busy, problem, change } = useConsent(`partner:${partnerId}`, reload)
  return (
    <Card>
      <View className="row row--between">
        <View className="title grow">{name}</View>
        <Tag tone={granted ? 'gold' : 'quiet'}>{granted ? '已同意' : '未同意'}</Tag>
      </View>
      <View className="privacy-words">
        {granted ? '提供给对方:' : '同意后才会提供:'}
        {dataShared}
      </View>
      <View>
        {at === null ? null : <View className="small">{consentText(granted, version, at, now)}</View>}
      </View>
      <View>
        {granted ? (
          <View className="privacy-act">
            <Button kind="secondary" compact loading={busy} onTap={() => change(false)}>
              撤回同意
            </Button>
          </View>
        ) : null}
      </View>
      <View>{problem ? <View className="privacy-problem">{problem}</View> : null}</View>
    </Card>
  )
}
