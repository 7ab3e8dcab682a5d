/** Mulberry32: numbers in [0, 1) that a printed seed brings back. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The seed of a random suite: HUIKA_SEED, or a new one; printed, so that a failure can be replayed. */
export function announceSeed(suite: string): number {
  const seed = Number(process.env.HUIKA_SEED ?? Math.floor(Math.random() * 2 ** 31))
  process.stdout.write(`${suite}: HUIKA_SEED=${seed}\n`)
  return seed
}
