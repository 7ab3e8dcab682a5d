import { useState } from 'react'
import { call, toCallError } from '@/services/call'
import type { Input } from '@/services/contract'
import { useBusy } from '@/stores/busy'
import { fileOfAll, fileOfPart, type ExportFile, type ExportPage, type Format } from './export-file'

export type Part = Input<'membership.exportData'>['part']

export const PART_NAMES: Record<Part, string> = {
  profile: '个人资料',
  consents: '同意与撤回',
  orders: '订单',
  receipts: '小票',
  wallet: '余额变动',
  points: '积分变动',
  coupons: '优惠券变动',
  messages: '站内消息',
}

/** Asks for a part page by page; the text stays out of the view layer. */
export function useExport() {
  const [file, setFile] = useState<ExportFile | null>(null)
  const [asked, setAsked] = useState<Part | 'all' | null>(null)
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const forget = () => {
    setFile(null)
    setProblem('')
  }
  const prepare = (part: Part | 'all', format: Format) =>
    void run(async () => {
      forget()
      setAsked(part)
      try {
        if (part !== 'all') return setFile(fileOfPart(await pagesOf(part), format))
        const parts: ExportPage[][] = []
        for (const one of Object.keys(PART_NAMES) as Part[]) parts.push(await pagesOf(one))
        setFile(fileOfAll(parts, format))
      } catch (error) {
        setProblem(`${toCallError(error).message},可以再试一次`)
      }
    })
  return { file, asked, busy, problem, prepare, forget }
}

async function pagesOf(part: Part): Promise<ExportPage[]> {
  const pages: ExportPage[] = []
  let after: string | null | undefined
  do {
    const page: ExportPage = await call('membership.exportData', { part, ...(after ? { after } : {}) })
    pages.push(page)
    after = page.next
  } while (after !== null)
  return pages
}
