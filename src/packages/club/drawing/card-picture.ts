import { dayText, money } from '@/services/format'
import type { Output } from '@/services/contract'
import type { Drawing } from './drawn-picture'
import { accentColour, colour, roundedPath, write } from './paint'

export type CardPicture = Output<'referral.cardPicture'>

const WIDTH = 900
const HEIGHT = 900
const CARD = { x: 60, y: 292, width: 780, height: 500 }
const INNER = CARD.x + 56

/** The card as a picture (M120): plan, since when, and what was ticked. No number, no code, no phone. */
export function cardDrawing(picture: CardPicture): Drawing {
  const { shop, planName, memberSince, nickname, tier, saved } = picture
  return {
    width: WIDTH,
    height: HEIGHT,
    paint(context) {
      context.fillStyle = colour('paper')
      context.fillRect(0, 0, WIDTH, HEIGHT)
      context.fillStyle = accentColour(shop.accent)
      context.fillRect(WIDTH / 2 - 36, 240, 72, 6)
      write(context, {
        text: shop.name,
        x: WIDTH / 2,
        y: 140,
        size: 60,
        colour: colour('ink'),
        width: WIDTH - 120,
        strong: true,
        align: 'center',
      })
      write(context, {
        text: shop.slogan,
        x: WIDTH / 2,
        y: 200,
        size: 32,
        colour: colour('ink-2'),
        width: WIDTH - 120,
        align: 'center',
      })
      paintCard(context)
      const text = { x: INNER, width: CARD.width - 112 }
      write(context, {
        ...text,
        text: planName ?? '会员',
        y: CARD.y + 108,
        size: 60,
        colour: colour('gold-text'),
        strong: true,
      })
      write(context, {
        ...text,
        text: [nickname, tier].filter(Boolean).join(' · '),
        y: CARD.y + 176,
        size: 36,
        colour: colour('gold-text'),
      })
      if (saved !== null) {
        write(context, {
          ...text,
          text: '已省',
          y: CARD.y + 276,
          size: 32,
          colour: colour('gold-text-2'),
        })
        write(context, {
          ...text,
          text: money(saved),
          y: CARD.y + 356,
          size: 80,
          colour: colour('gold-text'),
          strong: true,
        })
      }
      write(context, {
        ...text,
        // With its year: the picture is looked at years later too.
        text: `${dayText(memberSince, 0)}起成为会员`,
        y: CARD.y + CARD.height - 48,
        size: 32,
        colour: colour('gold-text-2'),
      })
    },
  }
}

function paintCard(context: CanvasRenderingContext2D): void {
  const { x, y, width, height } = CARD
  context.save()
  context.shadowColor = colour('scrim')
  context.shadowBlur = 48
  context.shadowOffsetY = 20
  const gold = context.createLinearGradient(x, y, x + width, y + height)
  gold.addColorStop(0, colour('gold-from'))
  gold.addColorStop(1, colour('gold-to'))
  context.fillStyle = gold
  roundedPath(context, CARD, 36)
  context.fill()
  context.restore()
  // The fine arc of light that the card has on every page.
  context.save()
  roundedPath(context, CARD, 36)
  context.clip()
  context.strokeStyle = colour('gold-line')
  context.lineWidth = 2
  context.beginPath()
  context.arc(x + width - 60, y + 40, 290, 0, 2 * Math.PI)
  context.stroke()
  context.restore()
}
