import type { Database } from './database'

/** Seeds of draws (M078), secret until their last day is over: whoever knows one knows who wins. */
export interface DrawSeeds {
  /** The seed of a draw, made from `fresh` at the first call and the same for ever. */
  keep(drawId: string, fresh: string, now: number): Promise<string>
  read(drawId: string): Promise<string | null>
  readMany(drawIds: readonly string[]): Promise<Map<string, string>>
}

interface DrawSeed {
  readonly _id: string
  /** 32 bytes in hex. */
  readonly seed: string
  readonly madeAt: number
}

const SEEDS = 'draw_seeds'

export function drawSeeds(database: Database): DrawSeeds {
  const read = async (drawId: string) => (await database.read<DrawSeed>(SEEDS, drawId))?.seed ?? null
  return {
    async keep(drawId, fresh, madeAt) {
      const document: DrawSeed = { _id: drawId, seed: fresh, madeAt }
      if ((await database.insert(SEEDS, document)) === 'inserted') return fresh
      const met = await read(drawId)
      if (met === null) throw new Error(`the seed of ${drawId} vanished`)
      return met
    },
    read,
    async readMany(drawIds) {
      const found = await database.readMany<DrawSeed>(SEEDS, drawIds)
      return new Map(found.map(({ _id, seed }) => [_id, seed]))
    },
  }
}
