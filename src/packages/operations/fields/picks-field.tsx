import { View } from '@tarojs/components'
import { CheckRow } from '@/components/check-row'
import { MoreRows } from '@/components/more-rows'
import { SwitchRow } from '@/components/switch-row'
import './field.scss'

interface Option {
  id: string
  name: string
}

interface Props {
  label: string
  options: readonly Option[]
  chosen: readonly string[]
  onChosen: (ids: string[]) => void
  /** At least so many stay ticked. */
  least?: number
  hint?: string
}

const FIRST = 12

/** Some of several, each with a tick; what no longer exists stays to be unticked. */
export function PicksField({ label, options, chosen, onChosen, least = 1, hint }: Props) {
  const gone = chosen
    .filter((id) => !options.some((option) => option.id === id))
    .map((id) => ({ id, name: `${id}(已删除)` }))
  return (
    <View className="field">
      <View className="field__label">{label}</View>
      <MoreRows items={[...gone, ...options]} first={FIRST} unit="项">
        {({ id, name }) => (
          <CheckRow
            key={id}
            checked={chosen.includes(id)}
            onChange={(checked) => {
              const others = chosen.filter((one) => one !== id)
              const ids = checked ? [...others, id] : others
              if (ids.length >= least) onChosen(ids)
            }}
          >
            {name || '未命名'}
          </CheckRow>
        )}
      </MoreRows>
      {hint ? <View className="field__hint">{hint}</View> : null}
    </View>
  )
}

interface LimitProps {
  /** 「只限部分门店」. */
  title: string
  options: readonly Option[]
  /** Absent: everywhere. */
  chosen: readonly string[] | undefined
  onChosen: (ids: string[] | undefined) => void
}

/** Everywhere, or only what is ticked. */
export function LimitField({ title, options, chosen, onChosen }: LimitProps) {
  return (
    <View>
      <SwitchRow
        title={title}
        on={chosen !== undefined}
        onChange={(on) => onChosen(on ? options.slice(0, 1).map(({ id }) => id) : undefined)}
      />
      <View>
        {chosen ? <PicksField label="" options={options} chosen={chosen} onChosen={onChosen} /> : null}
      </View>
    </View>
  )
}
