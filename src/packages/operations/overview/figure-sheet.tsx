import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { dayText } from '@/services/format'
import { dayBefore } from './days'
import { FIGURES, type FigureKey, type Overview } from './figures'
import './figure-sheet.scss'

interface Props {
  overview: Overview
  figure: FigureKey | null
  onClose: () => void
}

/** What a figure counts, its branches today and its last seven days. */
export function FigureSheet({ overview, figure, onClose }: Props) {
  const kind = FIGURES.find(({ key }) => key === figure)
  return (
    <Sheet open={figure !== null} title={kind?.label ?? ''} onClose={onClose}>
      <View>{kind ? rows(kind) : null}</View>
    </Sheet>
  )

  function rows({ key, text, ofBranch }: (typeof FIGURES)[number]) {
    const { trend, value, definition } = overview[key]
    const days = [
      { label: '今天', value },
      ...trend
        .map((past, index) => ({
          label: dayText(dayBefore(overview.day, 7 - index), overview.asOf),
          value: past,
        }))
        .reverse(),
    ]
    return (
      <View className="figure-sheet">
        <Notice>{definition}</Notice>
        <View>
          {ofBranch ? (
            <Card kind="flush">
              {overview.branches.map((row) => (
                <ListRow key={row.branchId} icon="store" title={row.name} value={text(ofBranch(row))} />
              ))}
            </Card>
          ) : null}
        </View>
        <Card kind="flush">
          {days.map((day) => (
            <ListRow key={day.label} title={day.label} value={text(day.value)} />
          ))}
        </Card>
      </View>
    )
  }
}
