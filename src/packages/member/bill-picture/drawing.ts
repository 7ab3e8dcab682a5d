import type { Draw } from '@/components/canvas'
import { PICTURE, drawLine, drawText, fillArea } from '@/components/picture'
import type { Output } from '@/services/contract'
import { money, monthText } from '@/services/format'

type BillPicture = Output<'membership.billPicture'>

/** The picture is this wide in its own units, whatever the phone's pixels are; as high as four thirds of it. */
const WIDTH = 600
const MARGIN = 48
const INNER = WIDTH - 2 * MARGIN

/** The month as a picture: sums if they are ticked, shares of what was saved, nothing of the person. */
export function billDrawing(picture: BillPicture): Draw {
  return (context, width, height) => {
    context.setTransform(width / WIDTH, 0, 0, width / WIDTH, 0, 0)
    const tall = (height * WIDTH) / width
    context.fillStyle = PICTURE.paper
    context.fillRect(0, 0, WIDTH, tall)
    const line = (text: string, y: number, size: number, colour: string, strong = false) =>
      drawLine(context, text, MARGIN, y, INNER, { size, colour, strong })
    line(picture.shopName, 84, 30, PICTURE.quiet)
    line(`${monthText(picture.month, true)}账单`, 140, 46, PICTURE.ink, true)
    drawSums(context, picture)
    drawShares(context, picture.shares)
    if (picture.percentile)
      drawText(context, picture.percentile.sentence, MARGIN, tall - 136, INNER, {
        ...{ size: 26, colour: PICTURE.ink, leading: 40 },
      })
    line('由消费记录自动生成', tall - 48, 22, PICTURE.quiet)
  }
}

function drawSums(context: CanvasRenderingContext2D, { amounts, orders }: BillPicture): void {
  fillArea(context, [MARGIN, 180, INNER, 196], 24, PICTURE.surface)
  const column = (x: number, label: string, value: string, colour: string) => {
    drawLine(context, label, x, 240, 200, { size: 26, colour: PICTURE.quiet })
    drawLine(context, value, x, 304, 210, { size: 48, colour, strong: true })
  }
  if (!amounts) return column(MARGIN + 32, '这个月来了', `${orders} 次`, PICTURE.ink)
  column(MARGIN + 32, '花了', money(amounts.spent), PICTURE.ink)
  column(MARGIN + 272, '省了', money(amounts.saved), PICTURE.saved)
  drawLine(context, `来了 ${orders} 次`, MARGIN + 32, 350, INNER - 64, { size: 24, colour: PICTURE.quiet })
}

function drawShares(context: CanvasRenderingContext2D, shares: BillPicture['shares']): void {
  if (shares.length === 0) return
  drawLine(context, '省在哪里', MARGIN, 436, INNER, { size: 28, colour: PICTURE.ink, strong: true })
  shares.forEach(({ title, basisPoints }, index) => {
    const y = 484 + index * 46
    drawLine(context, title, MARGIN, y, 200, { size: 24, colour: PICTURE.quiet })
    const share = `${(basisPoints / 100).toFixed(0)}%`
    drawLine(context, share, WIDTH - MARGIN, y, 80, { size: 24, colour: PICTURE.ink, align: 'right' })
    fillArea(context, [MARGIN + 200, y - 18, INNER - 290, 14], 7, PICTURE.line)
    const long = ((INNER - 290) * basisPoints) / 10_000
    if (long >= 14) fillArea(context, [MARGIN + 200, y - 18, long, 14], 7, PICTURE.saved)
  })
}
