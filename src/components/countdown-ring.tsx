import { Canvas } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { CODE_INK, useCanvas } from './canvas'
import './countdown-ring.scss'

interface Props {
  id: string
  /** Milliseconds of a whole turn. */
  period: number
  /** Milliseconds that are left now. */
  left: () => number
}

const SECOND_MS = 1000

/** A quiet ring that empties second by second; drawn on canvas, so it sends nothing to the view layer. */
export function CountdownRing({ id, period, left }: Props) {
  const [second, setSecond] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSecond((before) => before + 1), SECOND_MS)
    return () => clearInterval(timer)
  }, [])
  useCanvas(id, String(second), (context, width) => {
    const middle = width / 2
    const stroke = width / 10
    context.clearRect(0, 0, width, width)
    context.lineWidth = stroke
    context.lineCap = 'round'
    context.strokeStyle = CODE_INK
    context.globalAlpha = 0.18
    context.beginPath()
    context.arc(middle, middle, middle - stroke, 0, 2 * Math.PI)
    context.stroke()
    context.globalAlpha = 1
    context.beginPath()
    const share = Math.min(1, Math.max(0, left() / period))
    context.arc(middle, middle, middle - stroke, -Math.PI / 2, -Math.PI / 2 + share * 2 * Math.PI)
    context.stroke()
  })
  return <Canvas type="2d" id={id} canvasId={id} className="countdown-ring" />
}
