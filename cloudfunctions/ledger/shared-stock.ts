import { type Database, absent, atLeast, between, inside } from './database'

/**
 * What several members share: issue limits, flash stock, one invitation. A key is used once: a
 * confirmed or returned hold stays as a mark, so that a late attempt under the same key finds it
 * and can neither take a second time nor bring a returned hold back to life.
 */
interface Hold {
  readonly quantity: number
  readonly state: 'held' | 'confirmed' | 'released'
  readonly at: number
}

interface StockDocument {
  readonly _id: string
  readonly left: number
  readonly holds: Readonly<Record<string, Hold>>
  readonly createdAt: number
  /** How many there are in all; absent: as many as when it was made. */
  readonly total?: number
}

/**
 * `held`: this key has its share, now or from before. `released`: this key gave its share back.
 * `exhausted`: not enough left. `absent`: no such stock.
 */
export type HoldResult = 'held' | 'released' | 'exhausted' | 'absent'

export interface SharedStock {
  /** What is left, and how the share under this key stands; null without such a stock. */
  look(stock: string, key: string): Promise<{ left: number; own: Hold['state'] | null } | null>
  /** Once; a second time changes nothing. */
  create(stock: string, quantity: number, now: number): Promise<void>
  /** How much is left of each; one that nobody has taken from yet is absent. One call for all. */
  left(stocks: readonly string[]): Promise<Map<string, number>>
  /** Those that somebody has taken from whose name begins like this, in order; at most 1000. */
  named(beginning: string): Promise<string[]>
  /** One call when there is enough, else one more to see why not. */
  hold(stock: string, key: string, now: number, quantity?: number): Promise<HoldResult>
  /** The operation was committed: its share is gone for good. */
  confirm(stock: string, key: string, now: number): Promise<void>
  /**
   * Gives the share back; only after `Ledger.cancel` has committed for the operation, else an
   * attempt still on its way could commit without a share. Returns whether anything was returned.
   */
  release(stock: string, key: string, now: number): Promise<boolean>
  /**
   * A confirmed share comes back, after the member gave up what it was taken for; once, because
   * it stands as returned from then on.
   */
  takeBack(stock: string, key: string, now: number): Promise<boolean>
  /** The owner changed how many there are in all: what was taken stays taken. */
  resize(stock: string, quantity: number): Promise<void>
  /** Holds from before `before` that were neither confirmed nor returned. */
  stale(stock: string, before: number): Promise<{ key: string; at: number }[]>
  /** Takes out marks older than `before`, when no attempt under their key can be on its way. */
  prune(stock: string, before: number): Promise<number>
}

/** Each round that finds enough after it found too little is somebody else's doing. */
const MOST_ROUNDS = 5

export function sharedStock(database: Database): SharedStock {
  const read = (stock: string) => database.read<StockDocument>('stock', stock)

  async function end(stock: string, key: string, state: 'confirmed' | 'released', now: number) {
    const held = (await read(stock))?.holds[key]
    if (held?.state !== 'held') return false
    return database.updateWhere(
      'stock',
      { _id: stock, holds: inside({ [key]: inside({ state: 'held', quantity: held.quantity }) }) },
      {
        setInside: { holds: { [key]: { ...held, state, at: now } } },
        ...(state === 'released' ? { increase: { left: held.quantity } } : {}),
      },
    )
  }

  return {
    async look(stock, key) {
      const document = await read(stock)
      return document && { left: Math.max(0, document.left), own: document.holds[key]?.state ?? null }
    },

    async create(stock, quantity, now) {
      const document: StockDocument = {
        _id: stock,
        left: quantity,
        holds: {},
        createdAt: now,
        total: quantity,
      }
      await database.insert('stock', document)
    },

    async left(stocks) {
      const found = await database.readMany<StockDocument>('stock', [...stocks], ['left'])
      return new Map(found.map(({ _id, left }) => [_id, Math.max(0, left)]))
    },

    async named(beginning) {
      const found = await database.find<StockDocument>('stock', {
        where: { _id: between(beginning, `${beginning}\uffff`) },
        orderBy: [['_id', 'asc']],
        limit: 1000,
        projection: ['left'],
      })
      return found.map(({ _id }) => _id)
    },

    async hold(stock, key, now, quantity = 1) {
      if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError('holds at least one')
      for (let round = 0; ; round += 1) {
        const taken = await database.updateWhere(
          'stock',
          { _id: stock, left: atLeast(quantity), holds: inside({ [key]: absent }) },
          {
            increase: { left: -quantity },
            setInside: { holds: { [key]: { quantity, state: 'held', at: now } satisfies Hold } },
          },
        )
        if (taken) return 'held'
        const document = await read(stock)
        if (!document) return 'absent'
        const own = document.holds[key]
        if (own) return own.state === 'released' ? 'released' : 'held'
        // Between the two calls it was made, or somebody gave a share back: then it is asked again.
        if (document.left < quantity || round === MOST_ROUNDS) return 'exhausted'
      }
    },

    async confirm(stock, key, now) {
      await end(stock, key, 'confirmed', now)
    },

    release: (stock, key, now) => end(stock, key, 'released', now),

    async takeBack(stock, key, now) {
      const held = (await read(stock))?.holds[key]
      if (!held || held.state === 'released') return false
      return database.updateWhere(
        'stock',
        { _id: stock, holds: inside({ [key]: inside({ state: held.state, quantity: held.quantity }) }) },
        {
          setInside: { holds: { [key]: { ...held, state: 'released', at: now } } },
          increase: { left: held.quantity },
        },
      )
    },

    async resize(stock, quantity) {
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const document = await read(stock)
        if (!document) return
        const more = quantity - (document.total ?? quantity)
        if (more === 0) return
        // Below zero where more was taken than there are now: raised again, nothing is given twice.
        const left = document.left + more
        const done = await database.updateWhere(
          'stock',
          { _id: stock, left: document.left },
          { set: { left, total: quantity } },
        )
        if (done) return
      }
      throw new Error(`stock ${stock} changes too fast to be resized`)
    },

    async stale(stock, before) {
      const holds = Object.entries((await read(stock))?.holds ?? {})
      return holds
        .filter(([, { state, at }]) => state === 'held' && at < before)
        .map(([key, { at }]) => ({ key, at }))
    },

    async prune(stock, before) {
      const holds = Object.entries((await read(stock))?.holds ?? {})
      const keys = holds
        .filter(([, { state, at }]) => state !== 'held' && at < before)
        .map(([key]) => key)
        .slice(0, 500)
      if (keys.length === 0) return 0
      await database.updateWhere('stock', { _id: stock }, { dropInside: { holds: keys } })
      return keys.length
    },
  }
}
