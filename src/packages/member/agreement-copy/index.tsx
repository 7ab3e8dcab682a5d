import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { ListRow } from '@/components/list-row'
import { Money } from '@/components/money'
import { Page } from '@/components/page'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { AGREEMENT_KIND_NAMES, momentText } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useParameters } from '@/stores/parameters'
import { Keep } from './keep'
import { Section } from './section'
import './index.scss'

export type AgreementCopy = Output<'payment.agreementCopy'>

/** Everything that was agreed at that time, in the words of that time (L6). */
export default function AgreementCopyPage() {
  const id = useParameters().id ?? ''
  const answer = useAnswer('payment.agreementCopy', { id })
  return (
    <Page answer={answer} skeleton={<CopySkeleton />}>
      {answer.data ? <Content copy={answer.data} /> : null}
    </Page>
  )
}

function Content({ copy }: { copy: AgreementCopy }) {
  const { sections, agreements, consents } = copy
  // Each section is a setData of its own; what comes below them waits for the last one.
  const { shown } = useGradually(sections.length + 1, { first: 1, portion: 1, page: sections.length + 1 })
  return (
    <View className="stack">
      <Head copy={copy} />
      <Keep copy={copy} />
      <View className="stack">
        {sections.slice(0, shown).map((section) => (
          <Section key={section.title} section={section} />
        ))}
      </View>
      <View>
        {shown > sections.length ? (
          <View className="stack">
            <Agreements agreements={agreements} />
            <View>{consents.length > 0 ? <Consents consents={consents} /> : null}</View>
          </View>
        ) : null}
      </View>
    </View>
  )
}

function Head({ copy: { kind, title, at, amount } }: { copy: AgreementCopy }) {
  return (
    <Card>
      <View className="title">{title}</View>
      <View className="agreement-head__amount">
        <Money fen={amount} size="hero" />
      </View>
      <View className="small">
        {AGREEMENT_KIND_NAMES[kind]} · {momentText(at, serverNow())}
        {kind === 'contract' ? '签约 · 每次最多' : '付款'}
      </View>
    </Card>
  )
}

function Agreements({ agreements }: Pick<AgreementCopy, 'agreements'>) {
  if (agreements.length === 0) return null
  return (
    <View>
      <View className="section-title">当时同意的协议</View>
      <Card kind="flush">
        {agreements.map(({ id, title, version }) => (
          <ListRow
            key={id}
            icon="document"
            title={title}
            detail={`版本 ${version.slice(0, 8)}`}
            onTap={() => open('agreement', { id, version })}
          />
        ))}
      </Card>
    </View>
  )
}

/** As they stand today, apart from the copy: each can be withdrawn, and a copy never changes. */
function Consents({ consents }: Pick<AgreementCopy, 'consents'>) {
  const now = serverNow()
  return (
    <View>
      <View className="section-title">给门店的授权(现在的状态)</View>
      <Card kind="flush">
        {consents.map(({ title, granted, at }) => (
          <ListRow
            key={title}
            title={title}
            detail={`${momentText(at, now)}${granted ? '同意' : '撤回'}`}
            value={granted ? '有效' : '已撤回'}
          />
        ))}
      </Card>
    </View>
  )
}

function CopySkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="card" />
      <SkeletonRows count={5} />
    </View>
  )
}
