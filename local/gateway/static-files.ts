import { createReadStream, existsSync, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import { type Exchange, HttpProblem, type Route } from './http'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.mp3': 'audio/mpeg',
  '.txt': 'text/plain; charset=utf-8',
}

/** Names with a content hash never change what they hold. */
const HASHED = /\.[0-9a-f]{8,}\.(js|css)$/

/**
 * Files of one folder below a path; `/` is `index.html`.
 * @param prefix path with a slash at both ends
 */
export function staticRoute(prefix: string, dir: string): Route {
  const escaped = prefix.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return {
    method: 'GET',
    path: new RegExp(`^${escaped}(.*)$`),
    handle: (exchange) => sendFile(exchange, dir),
  }
}

function sendFile({ request, response, parameters }: Exchange, dir: string): undefined {
  const name = normalize(parameters[0] || 'index.html')
  const file = join(dir, name)
  const isInside = file.startsWith(dir + sep) && !name.split(sep).some((part) => part.startsWith('.'))
  if (!isInside || !existsSync(file) || !statSync(file).isFile()) {
    throw new HttpProblem(404, 'NOT_FOUND', `no such file: ${name}`)
  }
  response.writeHead(200, {
    'content-type': TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
    'content-length': statSync(file).size,
    'cache-control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
  })
  if (request.method === 'HEAD') response.end()
  else createReadStream(file).pipe(response)
}
