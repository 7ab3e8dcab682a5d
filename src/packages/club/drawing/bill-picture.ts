import type { Output } from '@/services/contract'
import { money, monthText } from '@/services/format'
import type { Drawing } from './drawn-picture'
import { colour, roundedPath, write } from './paint'

export type BillPicture = Output<'membership.billPicture'>

const WIDTH = 900
const HEIGHT = 1200
const MARGIN = 72
const INNER = WIDTH - 2 * MARGIN
const BAR = { x: MARGIN + 300, width: INNER - 435, height: 21 }

/** The month as a picture (M045): sums if they are ticked, shares of what was saved, nothing of the person. */
export function billDrawing(picture: BillPicture): Drawing {
  return {
    width: WIDTH,
    height: HEIGHT,
    paint(context) {
      context.fillStyle = colour('paper')
      context.fillRect(0, 0, WIDTH, HEIGHT)
      const line = { x: MARGIN, width: INNER }
      write(context, { ...line, text: picture.shopName, y: 126, size: 45, colour: colour('ink-2') })
      write(context, {
        ...line,
        text: `${monthText(picture.month, true)}账单`,
        y: 210,
        size: 69,
        colour: colour('ink'),
        strong: true,
      })
      paintSums(context, picture)
      paintShares(context, picture.shares)
      if (picture.percentile)
        write(context, {
          ...line,
          text: picture.percentile.sentence,
          y: HEIGHT - 200,
          size: 39,
          colour: colour('ink'),
          lines: 2,
        })
      write(context, {
        ...line,
        text: '由消费记录自动生成',
        y: HEIGHT - 72,
        size: 33,
        colour: colour('ink-2'),
      })
    },
  }
}

function paintSums(context: CanvasRenderingContext2D, { amounts, orders }: BillPicture): void {
  fill(context, { x: MARGIN, y: 270, width: INNER, height: 294 }, 36, 'surface')
  const column = (x: number, label: string, value: string, token: string) => {
    write(context, { text: label, x, y: 360, size: 39, colour: colour('ink-2'), width: 300 })
    write(context, { text: value, x, y: 456, size: 72, colour: colour(token), width: 330, strong: true })
  }
  if (!amounts) return column(MARGIN + 48, '这个月来了', `${orders} 次`, 'ink')
  column(MARGIN + 48, '花了', money(amounts.spent), 'ink')
  column(MARGIN + 408, '省了', money(amounts.saved), 'saved')
  write(context, {
    text: `来了 ${orders} 次`,
    x: MARGIN + 48,
    y: 525,
    size: 36,
    colour: colour('ink-2'),
    width: INNER - 96,
  })
}

function paintShares(context: CanvasRenderingContext2D, shares: BillPicture['shares']): void {
  if (shares.length === 0) return
  const heading = { text: '省在哪里', x: MARGIN, y: 654, size: 42, colour: colour('ink'), width: INNER }
  write(context, { ...heading, strong: true })
  shares.forEach(({ title, basisPoints }, index) => {
    const y = 726 + index * 69
    write(context, { text: title, x: MARGIN, y, size: 36, colour: colour('ink-2'), width: 280 })
    write(context, {
      text: `${Math.round(basisPoints / 100)}%`,
      x: WIDTH - MARGIN,
      y,
      size: 36,
      colour: colour('ink'),
      width: 120,
      align: 'right',
    })
    const bar = { ...BAR, y: y - 27 }
    fill(context, bar, BAR.height / 2, 'line')
    const width = (BAR.width * basisPoints) / 10_000
    if (width >= BAR.height) fill(context, { ...bar, width }, BAR.height / 2, 'saved')
  })
}

function fill(
  context: CanvasRenderingContext2D,
  area: Parameters<typeof roundedPath>[1],
  radius: number,
  token: string,
): void {
  context.fillStyle = colour(token)
  roundedPath(context, area, radius)
  context.fill()
}
