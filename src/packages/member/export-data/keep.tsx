import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { KeepText } from '../keep-text'
import type { ExportFile } from './export-file'

/** The file that is ready. */
export function Keep({ file: { title, name, rows, text } }: { file: ExportFile }) {
  return (
    <Card kind="quiet">
      <View className="title">{title}已准备好</View>
      <View className="small">{`${rows} 条 · ${name}`}</View>
      <KeepText name={name} text={text} />
    </Card>
  )
}
