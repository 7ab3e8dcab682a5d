import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Icon } from '@/components/icon'
import type { Draft } from './draft'
import { asLossLeader, lossLeaderOf, type Problem } from './problems'
import { lawName } from './laws'
import './problem-list.scss'

interface Props {
  problems: readonly Problem[]
  /** How many are said further down on this page, and the way to the first of them. */
  below?: { count: number; onShow: () => void }
  /** Of the whole draft: a conflict, no network. */
  message?: string
  draft: Draft | null
  onEdit?: (change: (draft: Draft) => Draft) => void
  /** Goes to the field that a problem is about. */
  onOpen?: (problem: Problem) => void
}

/** Why the draft can't be released: each reason with its law, one tap from its field. */
export function ProblemList({ problems, below, message = '', draft, onEdit, onOpen }: Props) {
  const marked = below?.count ?? 0
  const all = problems.length + marked
  if (all === 0 && message === '') return null
  return (
    <View className="problems" ariaRole="alert">
      {message ? <View className="problems__message">{message}</View> : null}
      {all > 1 && problems.length > 0 ? (
        <View className="problems__message">{`有${all}处需要修改才能发布`}</View>
      ) : null}
      {marked > 0 ? (
        <View
          className="problems__row"
          hoverClass="problems__row--pressed"
          ariaRole="button"
          onClick={below?.onShow}
        >
          <Icon name="warning" size="small" className="problems__icon" />
          <View className="grow">{`这一页有${marked}处要改才能发布,已标在下面`}</View>
          <Icon name="chevron-down" size="small" />
        </View>
      ) : null}
      {problems.map((problem) => (
        <View key={`${problem.path} ${problem.code} ${problem.sentence}`} className="problems__one">
          <View
            className="problems__row"
            hoverClass={onOpen ? 'problems__row--pressed' : 'none'}
            ariaRole="button"
            onClick={onOpen ? () => onOpen(problem) : undefined}
          >
            <Icon name="warning" size="small" className="problems__icon" />
            <View className="grow">
              <View>{problem.sentence}</View>
              {problem.law ? <View className="problems__law">{lawName(problem.law)}</View> : null}
            </View>
            {onOpen ? <Icon name="chevron-right" size="small" /> : null}
          </View>
          <LossLeader problem={problem} draft={draft} onEdit={onEdit} />
        </View>
      ))}
    </View>
  )
}

/** A price below cost may be meant: then the card says so, and it goes out (M042). */
function LossLeader({ problem, draft, onEdit }: Pick<Props, 'draft' | 'onEdit'> & { problem: Problem }) {
  const benefit = draft && lossLeaderOf(problem, draft)
  if (!benefit || !onEdit) return null
  return (
    <Button kind="secondary" compact onTap={() => onEdit((before) => asLossLeader(before, benefit))}>
      {`这是有意的亏本促销(对「${benefit.title}」全部商品生效)`}
    </Button>
  )
}
