import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DATA_KINDS } from '../../cloudfunctions/domain/retention-table'
import { manifest } from '../../cloudfunctions/manifest'
import { inventoryTables } from '../privacy-inventory'

/** Cells are padded in the file; what they say is the same. */
const plain = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/\s*\|\s*/g, '|').replace(/\|-+(?=\|)/g, '|---'))
    .filter((line) => line !== '')
    .join('\n')

describe('the table of what is held about people', () => {
  test('L9 the published page says what the table says, row by row', () => {
    const page = readFileSync(join(__dirname, '../../docs/privacy.md'), 'utf8')
    for (const line of plain(inventoryTables()).split('\n')) expect(plain(page)).toContain(line)
  })

  test('L9 whatever is erased lies in a collection of the product, by a field that an index finds', () => {
    const collections = new Map(manifest.collections.map((one) => [one.name, one]))
    for (const { erased } of DATA_KINDS)
      for (const one of erased) {
        const collection = collections.get(one.collection)
        expect(collection).toBeDefined()
        if (!('at' in one)) continue
        const field = one.on === 'age' ? one.at : one.member
        const first = (collection?.indexes ?? []).flatMap(({ keys }) => keys.map((key) => key.field))
        expect([one.collection, field === '_id' || first.includes(field)]).toEqual([one.collection, true])
      }
  })
})
