import { View } from '@tarojs/components'
import './figure-table.scss'

export interface FigureRow {
  name: string
  cells: readonly string[]
  /** What needs to be looked at. */
  marked?: boolean
}

interface Props {
  head: readonly string[]
  rows: readonly FigureRow[]
}

/** A few columns of figures that are readable on a phone: names on the left, figures on the right. */
export function FigureTable({ head, rows }: Props) {
  const [name, ...columns] = head
  return (
    <View>
      <View className="figure-table__row figure-table__row--head">
        <View className="figure-table__name">{name}</View>
        {columns.map((column) => (
          <View key={column} className="figure-table__cell">
            {column}
          </View>
        ))}
      </View>
      {rows.map((row) => (
        <View
          key={row.name}
          className={row.marked ? 'figure-table__row figure-table__row--marked' : 'figure-table__row'}
        >
          <View className="figure-table__name">{row.name}</View>
          {row.cells.map((cell, index) => (
            <View key={columns[index]} className="figure-table__cell">
              {cell}
            </View>
          ))}
        </View>
      ))}
    </View>
  )
}
