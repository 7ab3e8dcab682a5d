import { Canvas, Image, View } from '@tarojs/components'
import { useReady } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { canvasNode } from '@/components/canvas'
import { pictureOf } from '@/platform/album'
import type { Surface } from '@/platform/drawing'
import './drawn-picture.scss'

export interface Drawing {
  /** Pixels of the finished picture. */
  width: number
  height: number
  paint: (context: CanvasRenderingContext2D, surface: Surface) => void | Promise<void>
}

interface Props {
  /** Of the canvas; unique on the page. */
  id: string
  /** Says when the drawing changes. */
  what: string
  drawing: Drawing
  shape: 'card' | 'poster' | 'square'
  /** For who can't see it. */
  label: string
  onDrawn?: (address: string) => void
}

/**
 * A picture that is drawn out of sight and shown as a picture, so that holding a finger on it
 * offers to keep it, also where the album was refused. Only its address passes through setData.
 */
export function DrawnPicture({ id, what, drawing, shape, label, onDrawn }: Props) {
  const [address, setAddress] = useState('')
  const latest = useRef({ drawing, onDrawn })
  latest.current = { drawing, onDrawn }
  const turn = useRef(0)
  const draw = async () => {
    const mine = (turn.current += 1)
    const made = await drawn(id, latest.current.drawing)
    if (!made || mine !== turn.current) return
    setAddress(made)
    latest.current.onDrawn?.(made)
  }
  useReady(() => void draw())
  useEffect(() => {
    const timer = setTimeout(() => void draw(), 0)
    return () => clearTimeout(timer)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `what` says when the drawing changes
  }, [id, what])
  return (
    <View className={`drawn-picture drawn-picture--${shape}`} ariaRole="img" ariaLabel={label}>
      <View>
        {address ? (
          <Image className="drawn-picture__image" src={address} mode="scaleToFill" showMenuByLongpress />
        ) : null}
      </View>
      <Canvas type="2d" id={id} canvasId={id} className="drawn-picture__canvas" disableScroll={false} />
    </View>
  )
}

async function drawn(id: string, { width, height, paint }: Drawing): Promise<string | null> {
  const surface = (await canvasNode(id)) as Surface | null
  if (!surface) return null
  surface.width = width
  surface.height = height
  const context = surface.getContext('2d')
  context.clearRect(0, 0, width, height)
  await paint(context, surface)
  return pictureOf(surface)
}
