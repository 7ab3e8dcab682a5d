import { type DataKind, DATA_KINDS, PROCESSORS } from '../cloudfunctions/domain/retention-table'

const BASES: Readonly<Record<DataKind['basis'], string>> = {
  contract: '履行合同',
  consent: '您的同意',
  law: '法定义务',
}

/** The tables of docs/privacy.md, out of the table that the page and the retention job read. */
export function inventoryTables(): string {
  const data = DATA_KINDS.map(({ title, why, basis, howLong, where }) =>
    row([title, why, BASES[basis], howLong, where.map((place) => `\`${place}\``).join(' ')]),
  )
  const processors = PROCESSORS.map(({ name, data: shared, why }) => row([name, shared, why]))
  return [
    row(['数据', '用途', '依据', '保存多久', '位置']),
    row(Array.from({ length: 5 }, () => '---')),
    ...data,
    '',
    row(['受托处理者', '数据', '用途']),
    row(Array.from({ length: 3 }, () => '---')),
    ...processors,
  ].join('\n')
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
