import fc from 'fast-check'
import { canonicalJson, entryHash, inputDigest, textDigest } from '../../cloudfunctions/ledger/digest'
import { announceSeed } from '../seed'

/** The canonical form, said in the plainest way: JSON of copies whose keys were sorted. */
function plainly(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainly).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = value as Record<string, unknown>
  const members = Object.keys(fields)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${plainly(fields[key])}`)
  return `{${members.join(',')}}`
}

const key = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.integer().map(String))
const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const leaf = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), number, fc.boolean(), fc.constant(null))
const { document } = fc.letrec<{ document: unknown }>((tie) => ({
  document: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('document'), { maxLength: 8 }),
    fc.dictionary(key, tie('document'), { maxKeys: 8 }),
    fc.dictionary(key, leaf, { minKeys: 30, maxKeys: 40 }),
  ),
}))

describe('the canonical form', () => {
  test('of any document is its JSON with sorted keys', () => {
    fc.assert(
      fc.property(document, (value) => {
        expect(canonicalJson(value)).toBe(plainly(value))
        expect(inputDigest('command', value)).toBe(textDigest(`command\n${plainly(value)}`))
      }),
      { seed: announceSeed('canonical form'), numRuns: 2000 },
    )
  })

  test('stays the same for ever: entries in the journal were hashed with it', () => {
    const entry = {
      memberId: '0G0G0G0G0G0G0',
      at: 1_805_000_000_000,
      actor: { role: 'clerk', memberId: '1', branchId: null },
      postings: [{ asset: 'cash', amount: -1 / 3, account: 'shop/sales' }],
      facts: { kind: 'receipt', 名称: '美式 "大"\n', '10': true, '9': -0, B: [], a: {} },
    }
    expect(canonicalJson(entry)).toBe(
      '{"actor":{"branchId":null,"memberId":"1","role":"clerk"},"at":1805000000000,' +
        '"facts":{"10":true,"9":0,"B":[],"a":{},"kind":"receipt","名称":"美式 \\"大\\"\\n"},' +
        '"memberId":"0G0G0G0G0G0G0",' +
        '"postings":[{"account":"shop/sales","amount":-0.3333333333333333,"asset":"cash"}]}',
    )
    expect(entryHash({ ...entry, hash: 'its own' } as never)).toBe(
      '266b1ac7dabd30b7ee1d07e1924dbdbcb2baf5ba5b8d2bcab100c057f17da9e6',
    )
  })

  test('refuses what JSON would drop or round', () => {
    for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, () => 1, 1n, Symbol('x')]) {
      expect(() => canonicalJson(value)).toThrow(TypeError)
      expect(() => canonicalJson({ at: value })).toThrow(TypeError)
      expect(() => canonicalJson([value])).toThrow(TypeError)
    }
  })

  test('of an input leaves out what was not given, at any depth', () => {
    const given = { lines: [{ id: 'a' }], note: null }
    const spelledOut = { lines: [{ id: 'a', amount: undefined }], note: null, branchId: undefined }
    expect(inputDigest('command', spelledOut)).toBe(inputDigest('command', given))
    expect(inputDigest('command', { lines: [{ id: 'a' }] })).not.toBe(inputDigest('command', given))
    expect(() => inputDigest('command', [undefined])).toThrow(TypeError)
  })
})
