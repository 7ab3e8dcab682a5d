import { View } from '@tarojs/components'
import { useState } from 'react'
import { useGradually } from '@/components/gradually'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import type { Output } from '@/services/contract'
import { useAnswer } from '@/stores/answer'
import { LinkSheet } from './link-sheet'
import { Links, type Link } from './links'
import { PerkCard, type Perk } from './perk-card'
import './index.scss'

type Perks = Output<'membership.perks'>

/** Perks of other companies that came with a card: each with its own consent (M016, M035, M077, L9). */
export default function PerksPage() {
  const answer = useAnswer('membership.perks', {}, { onShow: true })
  const [linking, setLinking] = useState<Link | null>(null)
  const found = answer.data
  const replacePerk = (perk: Perk) => {
    if (found) answer.replace({ ...found, perks: found.perks.map((one) => (isSame(one, perk) ? perk : one)) })
  }
  const replaceLink = (link: Link) => {
    setLinking(null)
    if (!found) return
    const links = found.links.map((one) => (one.partnerId === link.partnerId ? link : one))
    answer.replace({ ...found, links })
  }
  return (
    <Page
      answer={answer}
      skeleton={<SkeletonRows count={4} />}
      empty={found && found.perks.length + found.links.length === 0 ? <NoPerks /> : undefined}
      layers={<LinkSheet link={linking} onClose={() => setLinking(null)} onLinked={replaceLink} />}
    >
      {found ? (
        <View className="stack">
          <PerkList perks={found.perks} now={found.now} onChanged={replacePerk} onMoved={answer.reload} />
          <Links links={found.links} now={found.now} onLink={setLinking} onChanged={replaceLink} />
        </View>
      ) : null}
    </Page>
  )
}

interface ListProps {
  perks: Perks['perks']
  now: number
  onChanged: (perk: Perk) => void
  /** Another perk or money came in its place: the whole list is another one. */
  onMoved: () => Promise<void>
}

function PerkList({ perks, now, onChanged, onMoved }: ListProps) {
  const { shown } = useGradually(perks.length, { portion: 4, page: 50 })
  return (
    <View className="stack">
      {perks.slice(0, shown).map((perk) => (
        <PerkCard
          key={`${perk.orderId}:${perk.perkId}`}
          perk={perk}
          now={now}
          onChanged={onChanged}
          onMoved={onMoved}
        />
      ))}
    </View>
  )
}

function isSame(one: Perk, other: Perk): boolean {
  return one.orderId === other.orderId && one.perkId === other.perkId
}

function NoPerks() {
  return <EmptyState icon="handshake" title="没有合作权益" hint="联名卡附带的合作方权益会放在这里" />
}
