import type { PictureOutcome } from './outcomes'

/** A browser has no storage of the environment: pictures are named by their address. */
export const canPickPicture = false

export async function pickPicture(_name: string): Promise<PictureOutcome> {
  return { kind: 'unavailable' }
}
