import { forgetStored, readStored, writeStored } from '@/platform/storage'
import { parseScene, sceneOf, type Output } from './contract'
import { commit } from './pending-operations'

const TOUCH = 'first-touch'
const DEVICE = 'device-id'
const DEVICE_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** What a code or a shared card was opened with, as it is sent; '' for anything that is no code of ours. */
export function sceneFrom(text: string | undefined): string {
  const scene = parseScene(decoded(text ?? ''))
  return scene ? sceneOf(scene) : ''
}

/** WeChat hands the scene of a code over percent-encoded; a broken one is as good as none. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** Remembers through whom or what this phone came first, until its person joins; later ones change nothing. */
export function noteFirstTouch(text: string | undefined): void {
  const scene = sceneFrom(text)
  if (scene === '' || readStored<string>(TOUCH) !== null) return
  keep(TOUCH, scene)
}

/** A random id of this phone's storage: it says which phone, not who, and goes when storage is cleared. */
export function deviceId(): string {
  const known = readStored<string>(DEVICE)
  if (known) return known
  const made = Array.from(
    { length: 32 },
    () => DEVICE_CHARACTERS[Math.floor(Math.random() * DEVICE_CHARACTERS.length)],
  ).join('')
  keep(DEVICE, made)
  return made
}

/**
 * Says with what the person came, once they have joined; null without anything to say. It never
 * stands in the way of joining: without an answer it is sent again when the app is opened anew.
 */
export async function attachFirstTouch(): Promise<Output<'referral.attach'> | null> {
  const scene = readStored<string>(TOUCH)
  if (scene === null) return null
  const device = deviceId()
  try {
    return await commit('referral.attach', (operationId) => ({ operationId, scene, device }), {
      intention: 'first-touch',
    })
  } catch {
    return null
  } finally {
    forgetStored(TOUCH)
  }
}

function keep(key: string, value: string): void {
  try {
    writeStored(key, value)
  } catch {
    // A full storage costs nobody anything but the invitation.
  }
}
