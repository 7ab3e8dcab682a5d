import { loadPicture } from '@/platform/drawing'
import type { Drawing } from './drawn-picture'
import { accentColour, colour, paintCover, roundedPath, write } from './paint'

interface Poster {
  shop: { name: string; slogan: string; accent: string; cover: string }
  /** What a newcomer gets, and when it comes. */
  benefit: { title: string; detail: string; when: string }
  /** PNG of the mini-program code, base64. */
  code: string
}

const WIDTH = 900
const HEIGHT = 1200
const EDGE = 64
const COVER = 480
/** At least 280 rpx where the poster is as wide as the page's column (visual.md). */
const CODE = 380
/** White around the code's own margin. */
const FRAME = 16

/** For walls and chats, 3:4: photograph, benefit, its condition, the code; of the member only the code. */
export function posterDrawing({ shop, benefit, code }: Poster): Drawing {
  return {
    width: WIDTH,
    height: HEIGHT,
    async paint(context, surface) {
      const accent = accentColour(shop.accent)
      const [photo, picture] = await Promise.all([
        loadPicture(surface, shop.cover),
        loadPicture(surface, `data:image/png;base64,${code}`),
      ])
      context.fillStyle = colour('paper')
      context.fillRect(0, 0, WIDTH, HEIGHT)
      paintCover(
        context,
        { x: 0, y: 0, width: WIDTH, height: COVER },
        {
          photo,
          name: shop.name,
          accent,
        },
      )
      const text = { x: EDGE, width: WIDTH - 2 * EDGE }
      write(context, { ...text, text: shop.name, y: 566, size: 60, colour: colour('ink'), strong: true })
      write(context, { ...text, text: shop.slogan, y: 624, size: 32, colour: colour('ink-2') })

      const beside = { x: EDGE, width: WIDTH - CODE - 3 * EDGE }
      let y = write(context, {
        ...beside,
        text: '新朋友首单后',
        y: 772,
        size: 34,
        colour: colour('ink-2'),
      })
      y = write(context, {
        ...beside,
        text: benefit.title,
        y: y + 22,
        size: 52,
        colour: accent,
        strong: true,
        lines: 3,
      })
      y = write(context, {
        ...beside,
        text: benefit.detail,
        y: y - 8,
        size: 30,
        colour: colour('ink'),
        lines: 3,
      })
      write(context, {
        ...beside,
        text: benefit.when,
        y: y + 20,
        size: 28,
        colour: colour('ink-2'),
        lines: 4,
      })

      const corner = { x: WIDTH - EDGE - CODE - FRAME, y: 690 }
      // Codes are black on white whatever the paper.
      context.fillStyle = colour('surface')
      roundedPath(
        context,
        { x: corner.x - FRAME, y: corner.y - FRAME, width: CODE + 2 * FRAME, height: CODE + 2 * FRAME },
        28,
      )
      context.fill()
      if (picture) context.drawImage(picture, corner.x, corner.y, CODE, CODE)
      write(context, {
        text: '微信扫一扫,免费加入',
        x: corner.x + CODE / 2,
        y: corner.y + CODE + 66,
        width: CODE,
        size: 30,
        colour: colour('ink'),
        align: 'center',
      })
    },
  }
}
