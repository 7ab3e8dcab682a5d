import { Canvas } from '@tarojs/components'
import Code128 from 'jsbarcode/bin/barcodes/CODE128/CODE128_AUTO'
import { CODE_INK, useCanvas } from './canvas'
import './codes.scss'

const QUIET_MODULES = 10

interface Props {
  /** Unique on the page. */
  id: string
  value: string
  /** Along the height of the screen, for laser scanners: wider bars than the width allows. */
  upright?: boolean
}

/** A Code 128 bar code on canvas: a new value costs no setData. */
export function BarCode({ id, value, upright = false }: Props) {
  useCanvas(id, value, (context, width, height) => {
    context.clearRect(0, 0, width, height)
    if (!value) return
    const bars = new Code128(value, {}).encode().data
    const length = upright ? height : width
    // A whole number of pixels for each module, however narrow: uneven bars are what can't be read.
    const module = Math.max(1, Math.floor(length / (bars.length + 2 * QUIET_MODULES)))
    const start = Math.floor((length - module * bars.length) / 2)
    context.fillStyle = CODE_INK
    for (let index = 0; index < bars.length; index += 1) {
      if (bars[index] !== '1') continue
      const from = start + index * module
      if (upright) context.fillRect(0, from, width, module)
      else context.fillRect(from, 0, module, height)
    }
  })
  return (
    <Canvas type="2d" id={id} canvasId={id} className={upright ? 'bar-code bar-code--upright' : 'bar-code'} />
  )
}
