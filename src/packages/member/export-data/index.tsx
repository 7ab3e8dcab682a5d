import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Tabs } from '@/components/tabs'
import { useConnection } from '@/stores/connection'
import { Keep } from './keep'
import { PART_NAMES, useExport, type Part } from './use-export'
import type { Format } from './export-file'

const FORMATS = [
  { key: 'csv', label: '表格(CSV)' },
  { key: 'json', label: '程序可读(JSON)' },
] as const

const PARTS = Object.keys(PART_NAMES) as Part[]

/** The member's own data as files, in both forms with the same rows (PIPL 45). */
export default function ExportDataPage() {
  const [format, setFormat] = useState<Format>('csv')
  const exported = useExport()
  const online = useConnection((state) => state.online)
  const choose = (next: Format) => {
    setFormat(next)
    exported.forget()
  }
  const { file, asked, busy, problem, prepare } = exported
  return (
    <Page>
      <View className="stack">
        <View className="small">
          选一部分,准备好以后保存或复制。里面只有您自己的数据,请保存在只有自己能看到的地方。
        </View>
        <Tabs options={FORMATS} selected={format} onSelect={choose} />
        <View>{file ? <Keep file={file} /> : null}</View>
        <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
        <View>{online ? null : <Notice tone="warn">没有网络,连上以后再导出</Notice>}</View>
        <Card kind="flush">
          <ListRow
            icon="document"
            title="全部数据"
            detail={busy && asked === 'all' ? '正在准备…' : '下面各部分放在一个文件里'}
            onTap={() => prepare('all', format)}
          />
        </Card>
        <Card kind="flush">
          {PARTS.map((part) => (
            <ListRow
              key={part}
              title={PART_NAMES[part]}
              value={busy && asked === part ? '正在准备…' : ''}
              onTap={() => prepare(part, format)}
            />
          ))}
        </Card>
      </View>
    </Page>
  )
}
