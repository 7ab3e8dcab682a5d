import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import { Notice } from '@/components/notice'
import { Skeleton, SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import { Tabs } from '@/components/tabs'
import { Tag } from '@/components/tag'
import { back, open } from '@/services/routes'
import { useParameters } from '@/stores/parameters'
import { withItem, withPart, type Draft, type PlanDraft } from '../draft/draft'
import { MODE_NAMES } from '../draft/names'
import { openProblem } from '../draft/open-problem'
import { ProblemList } from '../draft/problem-list'
import { idAt, type Problem } from '../draft/problems'
import { useReleaseFooter } from '../draft/release-footer'
import { useDraft } from '../draft/use-draft'
import { Frame } from '../frame'
import { EconomicsCard } from './economics-card'
import { PlanPreview } from './plan-preview'
import { SectionFold } from './section-fold'
import { groupsFor, placeOf } from './sections/all'
import { usePreview } from './use-preview'
import './index.scss'

const VIEWS = [
  { key: 'edit', label: '编辑' },
  { key: 'preview', label: '顾客看到的' },
  { key: 'economics', label: '算账' },
] as const
type ViewKey = (typeof VIEWS)[number]['key']

/** One card with everything it offers; a change makes a version, sold cards keep theirs (M098). */
export default function CardEditorPage() {
  const { planId = '', field } = useParameters()
  const page = useDraft()
  const { answer, draft, problems, message, edit } = page
  const plan = draft?.plans.find(({ id }) => id === planId) ?? null
  const { footer, sheet } = useReleaseFooter(page)
  return (
    <Frame
      place="catalogue"
      answer={answer}
      skeleton={<EditorSkeleton />}
      kept="还没有发布的改动都在"
      footer={footer}
      layers={sheet}
      empty={
        answer.data && draft && !plan ? (
          <EmptyState icon="card" title="这张卡不在了" hint="可能已被删除" action="返回" onAction={back} />
        ) : undefined
      }
    >
      {draft && plan ? (
        <Editor plan={plan} draft={draft} field={field} problems={problems} message={message} onEdit={edit} />
      ) : null}
    </Frame>
  )
}

interface EditorProps {
  plan: PlanDraft
  draft: Draft
  /** Where a refusal pointed to. */
  field: string | undefined
  problems: readonly Problem[]
  message: string
  onEdit: (change: (draft: Draft) => Draft) => void
}

function Editor({ plan, draft, field, problems, message, onEdit }: EditorProps) {
  const mode = plan.terms.mode ?? 'ticket'
  const [place, setPlace] = useState<{ id: string; at: number | null } | null>(null)
  const [opened, setOpened] = useState<readonly string[]>([])
  const [view, setView] = useState<ViewKey>('edit')
  const { preview, problem, asking } = usePreview(plan.id, draft)
  const found = [
    ...problems.filter(({ path }) => idAt(path, 'plans', draft) === plan.id),
    ...(preview?.problems ?? []).filter(
      (one) => !problems.some(({ path, code }) => path === one.path && code === one.code),
    ),
  ]
  const goTo = (target: { id: string; at: number | null }) => {
    setPlace(target)
    setView('edit')
    setOpened((before) => [...before.filter((id) => id !== target.id), target.id])
    Taro.nextTick(() => void scrollTo(`#section-${target.id}`))
  }
  const groups = groupsFor(mode)
  const { shown } = useGradually(groups.length, { portion: 1, first: 1, page: groups.length })
  const isWhole = shown >= groups.length
  useEffect(() => {
    const asked = field ? placeOf(field, mode) : null
    if (isWhole && asked) goTo(asked)
    // Only where the page was opened for, once all of it is there.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isWhole])

  const changePlan = (part: { [K in keyof PlanDraft]?: PlanDraft[K] | undefined }) =>
    onEdit((before) => ({
      ...before,
      plans: before.plans.map((one) => (one.id === plan.id ? withPart(one, part) : one)),
    }))
  const props = {
    plan,
    terms: plan.terms,
    draft,
    economics: preview?.economics ?? null,
    changePlan,
    changeTerms: (part: Parameters<typeof withPart<PlanDraft['terms']>>[1]) =>
      onEdit((before) => {
        const terms = before.plans.find(({ id }) => id === plan.id)?.terms
        return terms
          ? { ...before, plans: withItem(before.plans, plan.id, { terms: withPart(terms, part) }) }
          : before
      }),
  }
  const toggle = (id: string) =>
    setOpened((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]))
  const inSection = (id: string) =>
    found.filter(({ path }) => placeOf(path.replace(/^plans\.\d+\./, ''), mode)?.id === id)

  return (
    <View className="card-editor">
      <View className="row">
        <View className="grow title">{plan.terms.name}</View>
        <Tag>{MODE_NAMES[mode]}</Tag>
      </View>
      <ProblemList
        problems={found.filter(({ advice }) => !advice)}
        message={message}
        draft={draft}
        onEdit={onEdit}
        onOpen={(one) => {
          const target = placeOf(one.path.replace(/^plans\.\d+\./, ''), mode)
          if (target && !one.path.startsWith('settings')) goTo(target)
          else openProblem(one, draft)
        }}
      />
      <Tabs options={VIEWS} selected={view} onSelect={setView} />
      <View>
        {view === 'edit' ? (
          <View className="stack">
            <Notice>已售出的卡按原约定,改动只对之后的购买和续费生效。</Notice>
            <View className="stack">
              {groups.slice(0, shown).map(({ title, sections }) => (
                <View key={title}>
                  <View className="section-title">{title}</View>
                  <Card kind="flush">
                    {sections.map((section) => (
                      <SectionFold
                        key={section.id}
                        section={section}
                        open={opened.includes(section.id)}
                        at={place?.id === section.id ? place.at : null}
                        problems={inSection(section.id)}
                        onToggle={toggle}
                        {...props}
                      />
                    ))}
                  </Card>
                </View>
              ))}
            </View>
            <View>{isWhole ? <RemovePlan plan={plan} onEdit={onEdit} /> : null}</View>
          </View>
        ) : null}
      </View>
      <View>
        {view === 'edit' ? null : (
          <View className="stack">
            {problem ? <Notice tone="warn">{problem}</Notice> : null}
            {!preview && asking ? <SkeletonRows count={4} /> : null}
            {preview && view === 'preview' ? <PlanPreview plan={preview.plan} /> : null}
            {preview && view === 'economics' ? (
              <EconomicsCard economics={preview.economics} benefitCosts={preview.benefitCosts} />
            ) : null}
          </View>
        )}
      </View>
    </View>
  )
}

/** Taking a card out of the draft: who bought it keeps it, nobody can buy it any more. */
function RemovePlan({ plan, onEdit }: Pick<EditorProps, 'plan' | 'onEdit'>) {
  const remove = async () => {
    const { confirm } = await Taro.showModal({
      title: `删除${plan.terms.name}?`,
      content: '发布后不能再购买和续费。已经买了的会员照常使用到期。',
      confirmText: '删除',
      cancelText: '保留',
    })
    if (!confirm) return
    onEdit((before) => ({ ...before, plans: before.plans.filter(({ id }) => id !== plan.id) }))
    open('catalogue', { part: 'plans' })
  }
  return (
    <Button kind="text" block icon="trash" onTap={() => void remove()}>
      删除这张卡
    </Button>
  )
}

/** Where the platform can; elsewhere the section is open all the same. */
async function scrollTo(selector: string): Promise<void> {
  await Taro.pageScrollTo({ selector, duration: 200 }).catch(() => undefined)
}

function EditorSkeleton() {
  return (
    <View className="stack">
      <Skeleton shape="title" width={52} />
      <Skeleton shape="row" />
      <SkeletonRows count={6} />
    </View>
  )
}
