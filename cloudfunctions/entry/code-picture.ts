import { isRefusal, type Refusal } from '../contract/refusals'
import type { Scope } from './handler'

/** A scene as a mini-program code: WeChat is asked once, and the picture kept. Refuses as WeChat does. */
export async function codePicture(
  scene: string,
  page: string,
  { backend, now }: Pick<Scope, 'backend' | 'now'>,
): Promise<{ png: string; scene: string; page: string } | Refusal> {
  const kept = await backend.codePictures.read(scene, page)
  if (kept !== null) return { png: kept, scene, page }
  const drawn = await backend.miniProgramCodes.draw({ scene, page })
  if (isRefusal(drawn)) return drawn
  const png = drawn.png.toString('base64')
  await backend.codePictures.keep(scene, page, png, now)
  return { png, scene, page }
}
