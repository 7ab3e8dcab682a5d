import type { Output } from '@/services/contract'

export type Format = 'csv' | 'json'
export type ExportPage = Output<'membership.exportData'>

export interface ExportFile {
  title: string
  /** Latin letters only: what every phone takes. */
  name: string
  rows: number
  text: string
}

/** What spreadsheets need to read Chinese: once, at the very beginning. */
const BYTE_ORDER_MARK = String.fromCharCode(0xfeff)

/** The pages of one part as they are kept: rows in their order, the heading once. */
export function fileOfPart(pages: readonly ExportPage[], format: Format): ExportFile {
  const { part, title } = pages[0] as ExportPage
  const text = format === 'csv' ? BYTE_ORDER_MARK + csvOf(pages) : JSON.stringify(rowsOf(pages), null, 2)
  return { title, name: `huika-${part}.${format}`, rows: rowCount(pages), text }
}

/** All parts in one file, each under its title. */
export function fileOfAll(parts: readonly (readonly ExportPage[])[], format: Format): ExportFile {
  const titled = parts.map((pages) => ({ title: (pages[0] as ExportPage).title, pages }))
  const text =
    format === 'csv'
      ? BYTE_ORDER_MARK + titled.map(({ title, pages }) => `${title}\r\n${csvOf(pages)}`).join('\r\n')
      : JSON.stringify(Object.fromEntries(titled.map(({ title, pages }) => [title, rowsOf(pages)])), null, 2)
  const rows = parts.reduce((sum, pages) => sum + rowCount(pages), 0)
  return { title: '全部数据', name: `huika-all.${format}`, rows, text }
}

function csvOf(pages: readonly ExportPage[]): string {
  return pages.map(({ csv }) => (csv.startsWith(BYTE_ORDER_MARK) ? csv.slice(1) : csv)).join('')
}

function rowsOf(pages: readonly ExportPage[]): unknown[] {
  return pages.flatMap(({ json }) => JSON.parse(json) as unknown[])
}

function rowCount(pages: readonly ExportPage[]): number {
  return pages.reduce((sum, { rows }) => sum + rows, 0)
}
