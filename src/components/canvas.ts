import Taro, { useReady } from '@tarojs/taro'
import { useEffect, useRef } from 'react'

/** Black whatever the theme: scanners want contrast, and a canvas can't read the style tokens. */
export const CODE_INK = '#000000'

/** What is drawn: a context whose pixels are the screen's own, and the size in those pixels. */
export type Draw = (context: CanvasRenderingContext2D, width: number, height: number) => void

interface CanvasNode {
  width: number
  height: number
  clientWidth?: number
  clientHeight?: number
  getContext: (kind: '2d') => CanvasRenderingContext2D
}

interface FoundCanvas {
  node?: CanvasNode
  width?: number
  height?: number
}

/**
 * Draws on the 2d canvas with this id, now and whenever `key` changes. Nothing of it passes
 * through setData. In h5 the size is the element's, in weapp the query's (taro.md section 3).
 */
export function useCanvas(id: string, key: string, draw: Draw): void {
  const latest = useRef(draw)
  latest.current = draw
  const ready = useRef(false)
  const paint = () => void findCanvas(id).then((found) => found && latest.current(...found))
  useReady(() => {
    ready.current = true
    paint()
  })
  useEffect(() => {
    // A canvas that appears after the page is ready has no second `ready`; the next tick has it.
    const timer = setTimeout(paint, ready.current ? 0 : 50)
    return () => clearTimeout(timer)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` says when the drawing changes
  }, [id, key])
}

/** The canvas element with this id, such as for a picture that is kept; null while there is none. */
export async function canvasNode(id: string): Promise<unknown> {
  return (await queryCanvas(id))?.node ?? null
}

function queryCanvas(id: string): Promise<FoundCanvas | null> {
  return new Promise((resolve) => {
    Taro.createSelectorQuery()
      .select(`#${id}`)
      .fields({ node: true, size: true })
      .exec((results: (FoundCanvas | undefined)[]) => resolve(results[0] ?? null))
  })
}

async function findCanvas(id: string): Promise<[CanvasRenderingContext2D, number, number] | null> {
  const found = await queryCanvas(id)
  const canvas = found?.node
  if (!canvas) return null
  const ratio = Taro.getWindowInfo().pixelRatio || 2
  const width = Math.round((canvas.clientWidth ?? found.width ?? 0) * ratio)
  const height = Math.round((canvas.clientHeight ?? found.height ?? 0) * ratio)
  if (width === 0 || height === 0) return null
  canvas.width = width
  canvas.height = height
  return [canvas.getContext('2d'), width, height]
}
