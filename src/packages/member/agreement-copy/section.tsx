import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { useGradually } from '@/components/gradually'
import type { AgreementCopy } from './index'

/** One part of the copy; long ones come portion by portion. */
export function Section({ section: { title, lines } }: { section: AgreementCopy['sections'][number] }) {
  const { shown, left, more } = useGradually(lines.length, { portion: 6, page: 30 })
  return (
    <View>
      <View className="section-title">{title}</View>
      <Card>
        <View>
          {lines.slice(0, shown).map(({ label, value }, index) => (
            <View key={`${index}:${label}`} className="agreement-line">
              <View className="small">{label}</View>
              <View className="agreement-line__value">{value}</View>
            </View>
          ))}
        </View>
        <View>
          {left > 0 ? (
            <Button kind="text" block onTap={more}>
              再看 {left} 条
            </Button>
          ) : null}
        </View>
      </Card>
    </View>
  )
}
