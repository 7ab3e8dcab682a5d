/** One answer of the sandbox's HTTP interface; `body` null is an empty 204. */
export interface Answer {
  status: number
  body: object | null
}

export const done = (body: object): Answer => ({ status: 200, body })

export const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  body: { code, message },
})

/** JSON with sorted keys: two bodies are the same request exactly if these texts are equal. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
