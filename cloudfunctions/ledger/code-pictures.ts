import { type Database } from './database'

interface PictureDocument {
  /** The scene. */
  readonly _id: string
  readonly page: string
  readonly png: string
  readonly at: number
}

/** Mini-program codes as WeChat drew them: each is asked for once, because WeChat counts (45009). */
export interface CodePictures {
  /** PNG in base64, or null. */
  read(scene: string, page: string): Promise<string | null>
  keep(scene: string, page: string, png: string, now: number): Promise<void>
}

const PICTURES = 'code_pictures'

export function codePictures(database: Database): CodePictures {
  return {
    async read(scene, page) {
      const met = await database.read<PictureDocument>(PICTURES, scene)
      return met?.page === page ? met.png : null
    },
    async keep(scene, page, png, now) {
      const document: PictureDocument = { _id: scene, page, png, at: now }
      if ((await database.insert(PICTURES, document)) === 'duplicate')
        await database.replaceWhere(PICTURES, { _id: scene }, { page, png, at: now })
    },
  }
}
