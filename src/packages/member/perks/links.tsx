import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { dayText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'

export type Link = Output<'membership.perks'>['links'][number]

const STATE_NAMES: Record<Link['state'], string> = {
  none: '未绑定',
  linked: '已绑定',
  ending: '即将到期',
  revoked: '已解绑',
}

interface Props {
  links: Link[]
  now: number
  onLink: (link: Link) => void
  onChanged: (link: Link) => void
}

/** Tiers at partners that the present card gives (M077): linked and unlinked by the member alone. */
export function Links({ links, now, onLink, onChanged }: Props) {
  if (links.length === 0) return null
  return (
    <View>
      <View className="section-title">合作方等级</View>
      <View className="stack">
        {links.map((link) => (
          <LinkCard key={link.partnerId} link={link} now={now} onLink={onLink} onChanged={onChanged} />
        ))}
      </View>
    </View>
  )
}

function LinkCard({ link, now, onLink, onChanged }: Omit<Props, 'links'> & { link: Link }) {
  const { partnerId, partnerName, tier, state, endsOn } = link
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()
  const live = state === 'linked' || state === 'ending'

  const unlink = async () => {
    const { confirm } = await Taro.showModal({
      title: `解除与${partnerName}的绑定?`,
      content: `${partnerName}会收到解除通知,${tier ? `「${tier}」` : '等级'}随之结束。`,
      confirmText: '解除',
      cancelText: '返回',
    })
    if (!confirm) return
    await run(async () => {
      setWords('')
      try {
        onChanged(
          await commit('membership.unlinkPartner', (operationId) => ({ operationId, partnerId }), {
            intention: `unlink:${partnerId}`,
          }),
        )
      } catch (error) {
        setWords(toCallError(error).message)
      }
    })
  }
  return (
    <Card>
      <View className="row row--between">
        <View className="title grow">{partnerName}</View>
        <Tag tone={live ? 'gold' : 'quiet'}>{STATE_NAMES[state]}</Tag>
      </View>
      <View className="small">{tierWords(link, now)}</View>
      <View>
        {live && state === 'ending' && endsOn ? (
          <Notice tone="warn">当前的卡到期后,这个等级到{dayText(endsOn, now)}为止</Notice>
        ) : null}
      </View>
      <View className="perk-act">
        {live ? (
          <Button kind="secondary" compact loading={busy} onTap={() => void unlink()}>
            解除绑定
          </Button>
        ) : tier ? (
          <Button kind="secondary" compact onTap={() => onLink(link)}>
            绑定账号
          </Button>
        ) : null}
      </View>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
    </Card>
  )
}

function tierWords({ tier, state, endsOn, partnerName }: Link, now: number): string {
  if (state === 'linked' && tier) return `享「${tier}」${endsOn ? `,到${dayText(endsOn, now)}` : ''}`
  if (state === 'ending' && tier) return `享「${tier}」`
  if (tier) return `绑定后在${partnerName}享「${tier}」`
  return '现在的卡不含这个等级'
}
