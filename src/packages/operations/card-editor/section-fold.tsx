import { View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { lawName } from '../draft/laws'
import type { Problem } from '../draft/problems'
import type { Section, SectionProps } from './sections/section'
import './section-fold.scss'

interface Props extends Omit<SectionProps, 'at'> {
  section: Section
  open: boolean
  at: number | null
  problems: readonly Problem[]
  onToggle: (id: string) => void
}

/**
 * One offer, folded into what is set now. Its fields are in the page only while it is open: twenty
 * forms at once would be more than a page may send.
 */
export function SectionFold({ section, open, at, problems, onToggle, ...props }: Props) {
  const { id, title, explains, law, summary, Fields } = section
  const set = summary(props.plan)
  const refused = problems.filter(({ advice }) => !advice).length
  return (
    <View id={`section-${id}`} className={open ? 'section section--open' : 'section'}>
      <View className="section__head" hoverClass="section__head--pressed" onClick={() => onToggle(id)}>
        <View className="grow">
          <View className="section__title">{title}</View>
          <View className={set === null ? 'section__summary section__summary--none' : 'section__summary'}>
            {set ?? '没有设置'}
          </View>
        </View>
        {refused > 0 ? <Icon name="warning" size="small" className="section__refused" /> : null}
        <Icon name="chevron-down" size="small" className="section__arrow" />
      </View>
      <View>
        {open ? (
          <View className="section__body">
            <View className="section__explains">
              {explains}
              {law ? <View className="section__law">{`依据:${law}`}</View> : null}
            </View>
            <View>
              {problems.map(({ path, code, sentence, law: broken, advice }) => (
                <View
                  key={`${path} ${code}`}
                  className={advice ? 'section__problem section__problem--advice' : 'section__problem'}
                >
                  {sentence}
                  {broken ? <View className="section__law">{lawName(broken)}</View> : null}
                </View>
              ))}
            </View>
            <Fields {...props} at={at} />
          </View>
        ) : null}
      </View>
    </View>
  )
}
