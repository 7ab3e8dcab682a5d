/** A 2d canvas of a page. */
export interface Surface {
  width: number
  height: number
  getContext: (kind: '2d') => CanvasRenderingContext2D
}

/** A picture that can be drawn; null when it can't be had, and the drawing does without. */
export function loadPicture(_surface: Surface, address: string): Promise<HTMLImageElement | null> {
  if (!address) return Promise.resolve(null)
  return new Promise((resolve) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = () => resolve(null)
    image.src = address
  })
}
