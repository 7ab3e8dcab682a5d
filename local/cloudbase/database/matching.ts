import { Query as AnyQuery } from 'mingo'
import { Context } from 'mingo/core'
import * as query from 'mingo/operators/query'
import { Query } from 'mingo/query'
import type { Fields } from '../protocol-ejson'

export const queryOptions = { scriptEnabled: false }

/** What conditions are made of: mingo copies its operators for each query, and knows hundreds more. */
const conditions = Context.init({ query })

/** Tells of each document whether it matches. Only `$expr` reaches beyond the operators of conditions. */
export function matcherOf(asked: Fields): Query<Fields> {
  return JSON.stringify(asked).includes('"$expr"')
    ? new AnyQuery(asked, queryOptions)
    : new Query(asked, { ...queryOptions, context: conditions })
}
