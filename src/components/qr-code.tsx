import { Canvas } from '@tarojs/components'
import { encode } from 'uqr'
import { CODE_INK, useCanvas } from './canvas'
import './codes.scss'

const QUIET_MODULES = 4

interface Props {
  /** Unique on the page. */
  id: string
  /** What is encoded; empty draws nothing. */
  value: string
}

/** A QR code on canvas: a new value costs no setData. Black on white whatever the theme. */
export function QrCode({ id, value }: Props) {
  useCanvas(id, value, (context, width) => {
    context.clearRect(0, 0, width, width)
    if (!value) return
    const { data, size } = encode(value, { ecc: 'M', border: QUIET_MODULES })
    context.fillStyle = CODE_INK
    // Whole pixels for each edge: a scanner sees no grey seams between modules.
    const edge = (module: number) => Math.round((module * width) / size)
    data.forEach((row, y) =>
      row.forEach((dark, x) => {
        if (dark) context.fillRect(edge(x), edge(y), edge(x + 1) - edge(x), edge(y + 1) - edge(y))
      }),
    )
  })
  return <Canvas type="2d" id={id} canvasId={id} className="qr-code" />
}
