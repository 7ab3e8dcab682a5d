import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'

/** WeChat waits no longer for the merchant's reply (wechat.md 1.7); machine time. */
export const REPLY_MS = 5000

/** The HTTP status of the reply, or null when none came in time. Connections are not kept. */
export function postNotice(
  url: string,
  { headers, rawBody }: { headers: Record<string, string>; rawBody: Buffer },
): Promise<number | null> {
  return new Promise((resolve) => {
    const request = (url.startsWith('https:') ? httpsRequest : httpRequest)(
      url,
      {
        method: 'POST',
        agent: false,
        headers: { ...headers, 'Content-Length': String(rawBody.length) },
        signal: AbortSignal.timeout(REPLY_MS),
      },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? null))
        response.on('error', () => resolve(null))
      },
    )
    request.on('error', () => resolve(null))
    request.end(rawBody)
  })
}
