import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { copyText } from '@/platform/clipboard'
import { call, toCallError } from '@/services/call'
import { useBusy } from '@/stores/busy'

interface Props {
  open: boolean
  /** As the back end says that there may be records. */
  years: readonly number[]
  onClose: () => void
}

/** All records of a year, for whoever needs them: the holder may always have them (L6). */
export function RecordsSheet({ open, years, onClose }: Props) {
  const [words, setWords] = useState<{ tone: 'saved' | 'danger'; text: string } | null>(null)
  const [busy, run] = useBusy()
  const copy = (year: number) =>
    void run(async () => {
      setWords(null)
      try {
        const { csv, events } = await call('membership.walletRecords', { year })
        const copied = await copyText(csv)
        setWords(
          copied
            ? { tone: 'saved', text: `${year} 年的 ${events.length} 条记录已复制,可粘贴到表格或发给自己` }
            : { tone: 'danger', text: '没有复制成功,请允许使用剪贴板后再试' },
        )
      } catch (error) {
        setWords({ tone: 'danger', text: toCallError(error).message })
      }
    })
  return (
    <Sheet open={open} title="导出余额记录" onClose={onClose}>
      <View className="stack">
        <View>每一笔充值、消费、撤销和退款,含时间、门店和金额。</View>
        {years.map((year) => (
          <Button key={year} kind="secondary" block loading={busy} onTap={() => copy(year)}>
            复制 {year} 年的记录
          </Button>
        ))}
        <View>{words ? <Notice tone={words.tone}>{words.text}</Notice> : null}</View>
      </View>
    </Sheet>
  )
}
