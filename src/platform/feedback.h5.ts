import { playChime } from './chime'

/** A two-tone chime, and a buzz where the device has one. */
export function signalSuccess(): void {
  window.navigator.vibrate?.(30)
  chime()
}

export function signalFailure(): void {
  window.navigator.vibrate?.([200, 100, 200])
}

export function signalTap(): void {
  window.navigator.vibrate?.(10)
}

function chime(): void {
  if (typeof window.AudioContext === 'function') playChime(new window.AudioContext())
}
