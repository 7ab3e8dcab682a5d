import { makeOperationId } from '../../cloudfunctions/contract/operation-id'

/** Stands in every hostile object, so that whatever of one gets through can be recognised. */
export const PLANTED = 'planted-by-an-attacker'

type Random = () => number
export type Path = readonly (string | number)[]

const OPERATORS = [
  ...['$gt', '$gte', '$lt', '$ne', '$in', '$nin', '$exists', '$regex', '$where', '$expr', '$or', '$and'],
  ...['$not', '$elemMatch', '$set', '$inc', '$unset', '$push', '$rename', '$function', '$jsonSchema', '$oid'],
  ...['$date', '$numberInt', '$numberLong', '$numberDouble', '$binary', '$ref', '$undefined', '$timestamp'],
]
const KEYS = [
  ...['a.b', 'state.staff', 'holds.x.state', '.', '', '$', ' ', '__proto__', 'constructor', 'prototype'],
  ...['toString', 'valueOf', 'hasOwnProperty', 'length', 'then', '_id', 'openid', 'version', 'role', '0'],
]

/** Looks as if it had a length, which can't be compared with any number: a bound on it throws. */
export const INCOMPARABLE: readonly unknown[] = [
  { length: { toString: PLANTED } },
  { size: { toString: PLANTED, valueOf: PLANTED } },
]

/** At least a hundred objects, arrays and other values that are no text; every object is marked. */
export function hostileValues(random: Random): unknown[] {
  const numbers = [0, -1, 1.5, -0.5, 1e9, 1e9 + 1, -1e9, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e308, 5e-324]
  const plain = [null, true, false, [], {}, [[]], [null], [{}], ...numbers]
  const operators = OPERATORS.map((key) => ({ [key]: PLANTED }))
  // Through JSON, so that `__proto__` is a key of its own, as it comes over the wire.
  const keyed = KEYS.map((key) => JSON.parse(`{${JSON.stringify(key)}:"${PLANTED}"}`) as unknown)
  const nested = [
    { $gt: { $gt: { $gt: PLANTED } } },
    { $or: [{ _id: PLANTED }, {}] },
    { $where: `sleep(1000) || "${PLANTED}"` },
    [PLANTED, { $ne: PLANTED }],
    JSON.parse(`{"__proto__":{"staff":{"role":"owner","note":"${PLANTED}"}}}`) as unknown,
    { constructor: { prototype: { role: PLANTED } } },
    ...INCOMPARABLE,
    deep(40),
    deep(900),
    Array.from({ length: 1000 }, () => ({ note: PLANTED })),
  ]
  const drawn = Array.from({ length: 8 }, () => drawnObject(random, 3))
  return [...plain, ...operators, ...keyed, ...nested, ...drawn]
}

/** At least a hundred texts; `now` makes some that are right in form. */
export function hostileStrings(random: Random, now: number): string[] {
  const fixed = [
    ...[
      '',
      ' ',
      '\t\n',
      '\0',
      'a\0b',
      '\u202e',
      '\ufeff',
      '\ud800',
      '\udc00x',
      '😀',
      '👨‍👩‍👧‍👦',
      'é',
      'e\u0301',
      '１２３',
      '٣',
    ],
    ...['null', 'undefined', 'NaN', 'Infinity', 'true', '0', '-1', '1.5', '1e309', '0x10', '01', '９', '1 '],
    ...[
      '$gt',
      '$where',
      '{"$gt":""}',
      '{ "$ne": null }',
      '[object Object]',
      '[]',
      '{}',
      'a.b',
      '$',
      '.',
      '..',
    ],
    ...['__proto__', 'constructor', 'prototype', 'toString', 'hasownproperty', 'length', '_id', 'then'],
    ...['../../etc/passwd', '%00', '%2e%2e', "' OR 1=1 --", '"; drop', '<script>alert(1)</script>', '${7*7}'],
    ...['.*', '^', '(a+)+$', '\\', '\u2028', '‮', 'javascript:alert(1)', '{{7*7}}', '`id`', '|ls'],
    ...[
      '2027-02-30',
      '2027-13',
      '9999-12',
      '0000-01',
      '0001-01',
      '2027-1',
      '275760-09',
      '2027-03-10T00:00:00Z',
    ],
    ...[
      '0'.repeat(25),
      'z'.repeat(25),
      'A'.repeat(25),
      'zzzzzzzzz'.padEnd(25, '0'),
      '0'.repeat(13),
      'Z'.repeat(13),
    ],
    ...['0123456789ABC', '10000000000', '19999999999', '13800000000', '+8613800000000', '138 0000 0000'],
    ...[
      'nianka',
      'laojie',
      'kejiyuan',
      'owner-claim',
      'current',
      'release:1',
      'sweeper',
      'service',
      'marketing',
    ],
    ...['aaaaaaaaaaaaaaa.bbbbbbbbbbbbbbb', 'eyJwYXlsb2FkIjp7fX0.c2lnbmF0dXJlc2ln', `${'a'.repeat(23_000)}.b`],
    ...[
      'x'.repeat(21),
      'x'.repeat(41),
      'x'.repeat(61),
      'x'.repeat(201),
      'x'.repeat(30_000),
      '漢'.repeat(20_001),
    ],
    ...[makeOperationId(now, random), makeOperationId(now + 3_600_000, random), makeOperationId(0, random)],
  ]
  const drawn = Array.from({ length: Math.max(8, 104 - fixed.length) }, () => drawnText(random))
  return [...fixed, ...drawn]
}

/** Every field of a value, the containers too; of a list only the first two elements. */
export function fieldsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : []
  const entries: (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.slice(0, 2).map((element, index) => [index, element] as const)
    : Object.entries(value)
  const own = path.length > 0 ? [path] : []
  return [...own, ...entries.flatMap(([key, child]) => fieldsOf(child, [...path, key]))]
}

/** A copy with another value at the path. */
export function withField(input: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  const copy: Record<string | number, unknown> = Array.isArray(input)
    ? ([...input] as never)
    : { ...(input as object) }
  copy[key] = withField(copy[key], rest, value)
  return copy
}

/** A copy without the field. */
export function withoutField(input: unknown, path: Path): unknown {
  const parent = path.slice(0, -1)
  const container = parent.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], input)
  const last = path.at(-1)
  const kept = Array.isArray(container)
    ? container.filter((_, index) => index !== last)
    : Object.fromEntries(Object.entries(container as object).filter(([key]) => key !== String(last)))
  return withField(input, parent, kept)
}

function deep(levels: number): unknown {
  let value: unknown = PLANTED
  for (let level = 0; level < levels; level += 1) value = { a: value }
  return value
}

function drawnObject(random: Random, depth: number): unknown {
  const keys = [...OPERATORS, ...KEYS, drawnText(random)]
  const entries = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
    const key = keys[Math.floor(random() * keys.length)] ?? ''
    const value = depth > 0 && random() < 0.5 ? drawnObject(random, depth - 1) : PLANTED
    return `${JSON.stringify(key)}:${JSON.stringify(value)}`
  })
  return JSON.parse(`{${entries.join()}}`) as unknown
}

function drawnText(random: Random): string {
  const length = 1 + Math.floor(random() * 40)
  const ranges = [
    [97, 26],
    [48, 10],
    [32, 95],
    [0x4e00, 2000],
    [0, 0x2fff],
  ] as const
  const [from, count] = ranges[Math.floor(random() * ranges.length)] ?? ranges[0]
  return Array.from({ length }, () => String.fromCharCode(from + Math.floor(random() * count))).join('')
}
