import { readStored, writeStored } from '@/platform/storage'

const KEY = 'clock-offset'
/** An answer that took longer says too little about the server's clock. */
const LONGEST_ROUND_TRIP_MS = 3000

let offset: number | null = null

/** Learns the server's clock from the time in an answer (all in epoch ms). */
export function learnServerTime(serverNow: number, sentAt: number, answeredAt: number): void {
  const roundTrip = answeredAt - sentAt
  if (roundTrip > LONGEST_ROUND_TRIP_MS && offset !== null) return
  const measured = Math.round(serverNow - (sentAt + roundTrip / 2))
  const changed = offset === null || Math.abs(measured - offset) > 500
  offset = measured
  if (changed) keep(measured)
}

/** The server's time, epoch ms: member codes and operation ids follow it, not the phone's clock. */
export function serverNow(): number {
  offset ??= readStored<number>(KEY) ?? 0
  return Date.now() + offset
}

function keep(value: number): void {
  try {
    writeStored(KEY, value)
  } catch {
    // A full storage costs only the next cold start's first guess.
  }
}
