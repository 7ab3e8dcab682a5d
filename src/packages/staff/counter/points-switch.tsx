import { Text, View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { money } from '@/services/format'
import type { Till } from './till-state'
import { useTill } from './use-till'
import './points-switch.scss'

/** Points for this bill, on or off, with what they take off: off until somebody asks (M060, M063). */
export function PointsSwitch() {
  const shown = useTill(({ quoting: { quote } }) => quote?.points !== undefined)
  const on = useTill(({ points }) => points > 0)
  const classes = ['points-switch', shown ? 'points-switch--shown' : '', on ? 'points-switch--on' : '']
  return (
    <View
      className={classes.filter(Boolean).join(' ')}
      ariaRole="checkbox"
      onClick={() => {
        const { points, payWithPoints } = useTill.getState()
        payWithPoints(points === 0)
      }}
    >
      <View className="points-switch__box">
        <Icon name="check" size="small" className="points-switch__mark" />
      </View>
      <Text className="points-switch__words">{useTill(pointsWords)}</Text>
    </View>
  )
}

function pointsWords({ quoting: { quote } }: Till): string {
  const spent = quote?.receipt.points
  if (spent) return `${spent.spent}积分抵${money(spent.off)}`
  return quote?.points ? `${quote.points.most}积分抵${money(quote.points.takesOff)}` : ''
}
