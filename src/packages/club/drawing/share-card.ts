import { loadPicture } from '@/platform/drawing'
import type { Drawing } from './drawn-picture'
import { accentColour, colour, paintCover, write } from './paint'

interface Shop {
  name: string
  slogan: string
  accent: string
  cover: string
}

interface Benefit {
  title: string
  detail: string
}

const WIDTH = 1000
const HEIGHT = 800
const COVER = 430
const LEFT = COVER + 56
const ROOM = WIDTH - LEFT - 48

/**
 * What a chat shows, 5:4: the shop and one true benefit. Nobody's name, number or sum is on it, and
 * no red envelope (L12).
 */
export function shareCard(shop: Shop, benefit: Benefit): Drawing {
  return {
    width: WIDTH,
    height: HEIGHT,
    async paint(context, surface) {
      const accent = accentColour(shop.accent)
      const photo = await loadPicture(surface, shop.cover)
      context.fillStyle = colour('surface')
      context.fillRect(0, 0, WIDTH, HEIGHT)
      paintCover(
        context,
        { x: 0, y: 0, width: COVER, height: HEIGHT },
        {
          photo,
          name: shop.name,
          accent,
        },
      )
      const text = { x: LEFT, width: ROOM }
      let y = write(context, {
        ...text,
        text: shop.name,
        y: 180,
        size: 76,
        colour: colour('ink'),
        strong: true,
      })
      y = write(context, {
        ...text,
        text: shop.slogan,
        y: y - 20,
        size: 36,
        colour: colour('ink-2'),
        lines: 2,
      })
      context.fillStyle = accent
      context.fillRect(LEFT, Math.max(y, 360), 72, 6)
      write(context, { ...text, text: '新朋友首单后', y: 478, size: 40, colour: colour('ink-2') })
      y = write(context, {
        ...text,
        text: benefit.title,
        y: 554,
        size: 58,
        colour: accent,
        strong: true,
        lines: 2,
      })
      write(context, {
        ...text,
        text: benefit.detail,
        y: y - 16,
        size: 32,
        colour: colour('ink-2'),
        lines: 2,
      })
      write(context, {
        ...text,
        text: '免费加入,先逛逛也行',
        y: 744,
        size: 36,
        colour: colour('ink-2'),
      })
    },
  }
}
