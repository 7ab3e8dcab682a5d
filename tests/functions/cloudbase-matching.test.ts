import fc from 'fast-check'
import { Query, update } from 'mingo'
import { update as updateByItself } from 'mingo/updater'
import { matcherOf, queryOptions } from '../../local/cloudbase/database/matching'
import type { Fields } from '../../local/cloudbase/protocol-ejson'
import { announceSeed } from '../seed'

const seed = announceSeed('cloudbase matching')

const scalar = fc.constantFrom<unknown>(null, 0, 1, 2, 'a', 'ab', 'b', true)
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.record({ c: scalar }, { requiredKeys: [] }),
)
const document = fc.record({ a: value, b: value }, { requiredKeys: [] })
const field = fc.constantFrom('a', 'b', 'a.c')
const operator = fc.oneof(
  fc.tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), scalar),
  fc.tuple(fc.constantFrom('$in', '$nin', '$all'), fc.array(scalar, { minLength: 1, maxLength: 3 })),
  fc.tuple(fc.constant('$exists'), fc.boolean()),
  fc.tuple(fc.constant('$size'), fc.nat(3)),
  fc.tuple(fc.constant('$mod'), fc.constant([2, 1])),
  fc.tuple(fc.constant('$regex'), fc.constantFrom('^a', 'b$')),
  fc.tuple(fc.constant('$type'), fc.constantFrom('string', 'number', 'array')),
  fc.tuple(fc.constant('$not'), fc.constant({ $gt: 1 })),
  fc.tuple(fc.constant('$elemMatch'), fc.constantFrom<object>({ $gt: 0 }, { c: 1 })),
)
const simple = fc.tuple(field, fc.oneof(scalar, operator)).map(([name, asked]): Fields => ({
  [name]: Array.isArray(asked) ? { [asked[0] as string]: asked[1] } : asked,
}))
const compared = fc
  .constantFrom('$eq', '$gt', '$lte')
  .map((name): Fields => ({ $expr: { [name]: ['$a', { $ifNull: ['$b', 1] }] } }))
const condition = fc.oneof(
  simple,
  compared,
  fc
    .tuple(
      fc.constantFrom('$and', '$or', '$nor'),
      fc.array(fc.oneof(simple, compared), { minLength: 1, maxLength: 3 }),
    )
    .map(([name, parts]): Fields => ({ [name]: parts })),
)
const change = fc.constantFrom<Fields>(
  { $set: { 'b.c': 3, d: [1, { e: 2 }] } },
  { $inc: { n: 2 }, $unset: { a: '' } },
  { $push: { list: { $each: [3, 1, 2], $sort: 1, $slice: 2 } } },
  { $addToSet: { list: 'a' } },
  { $pull: { list: { $in: [1, 'a'] } } },
  { $pull: { list: { c: { $gte: 1 } } } },
  { $pullAll: { list: [1, 2] }, $rename: { b: 'e' } },
  { $pop: { list: 1 }, $min: { n: 0 }, $max: { m: 9 }, $mul: { k: 2 } },
)

/** What comes of it, be it an error. */
function outcome(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return String(error)
  }
}

describe(`What the local database leaves out of mingo changes nothing (HUIKA_SEED=${seed})`, () => {
  it('conditions match as with all its operators', () => {
    fc.assert(
      fc.property(document, condition, (stored, asked) => {
        expect(outcome(() => matcherOf(asked).test(stored))).toEqual(
          outcome(() => new Query(asked, queryOptions).test(stored)),
        )
      }),
      { seed, numRuns: 2000 },
    )
  })

  it('changes apply as with all its operators', () => {
    fc.assert(
      fc.property(document, fc.array(value, { maxLength: 4 }), change, (stored, list, asked) => {
        const [one, other] = [updateByItself, update].map((apply) => {
          const changed: Fields = { ...structuredClone(stored), list: structuredClone(list), n: 1 }
          const options = { cloneMode: 'none', queryOptions } as const
          return [outcome(() => apply(changed, asked, undefined, undefined, options)), changed]
        })
        expect(one).toEqual(other)
      }),
      { seed, numRuns: 1000 },
    )
  })
})
