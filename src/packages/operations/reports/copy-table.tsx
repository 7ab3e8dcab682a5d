import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '@/components/button'
import { copyText } from '@/platform/clipboard'
import { FALLBACKS } from '@/platform/outcomes'
import { yuan } from '@/services/format'

/** Takes a table along, tab by tab, for any spreadsheet. */
export function CopyTable({ rows }: { rows: () => readonly (readonly (string | number)[])[] }) {
  const copy = async () => {
    const text = rows()
      .map((cells) => cells.join('\t'))
      .join('\n')
    const copied = await copyText(text)
    void Taro.showToast({ title: copied ? '已复制,可粘贴到表格' : FALLBACKS.clipboard, icon: 'none' })
  }
  return (
    <View>
      <Button kind="text" compact icon="copy" onTap={() => void copy()}>
        复制表格
      </Button>
    </View>
  )
}

/** An amount for a spreadsheet: no sign of the currency, no separators, a plain minus. */
export function plainYuan(fen: number): string {
  return `${fen < 0 ? '-' : ''}${yuan(Math.abs(fen)).replace(/,/g, '')}`
}
