import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { type Route, send } from '../gateway/http'

const FILES: readonly { path: RegExp; name: string; type: string }[] = [
  { path: /^\/$/, name: 'shell.html', type: 'text/html; charset=utf-8' },
  ...['shell', 'panels', 'phones'].map((name) => ({
    path: new RegExp(`^/${name}\\.css$`),
    name: `${name}.css`,
    type: 'text/css; charset=utf-8',
  })),
]

/** The page at `/`: phones, people, clock and tour. Its script is bundled when it is asked for. */
export function shellRoutes(): Route[] {
  const files = FILES.map(({ path, name, type }): Route => {
    const handle: Route['handle'] = ({ response }) => {
      send(response, 200, type, readFileSync(join(__dirname, name), 'utf8'))
    }
    return { method: 'GET', path, handle }
  })
  return [...files, { method: 'GET', path: /^\/shell\.js$/, handle: sendScript }]
}

const sendScript: Route['handle'] = async ({ response }) => {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'shell.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
  })
  send(response, 200, 'text/javascript; charset=utf-8', outputFiles[0]?.text ?? '')
}
