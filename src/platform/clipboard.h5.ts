/** Copies a text; false when the browser refused. */
export async function copyText(text: string): Promise<boolean> {
  if (!window.navigator.clipboard) return false
  return window.navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
}
