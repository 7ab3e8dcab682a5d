import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { type Route, send } from '../gateway/http'

/** The page at `/`: phones, people, clock and tour. Its script is bundled when it is asked for. */
export function shellRoutes(): Route[] {
  const file = (name: string): string => readFileSync(join(__dirname, name), 'utf8')
  return [
    {
      method: 'GET',
      path: /^\/$/,
      handle: ({ response }) => void send(response, 200, 'text/html; charset=utf-8', file('shell.html')),
    },
    {
      method: 'GET',
      path: /^\/shell\.css$/,
      handle: ({ response }) => void send(response, 200, 'text/css; charset=utf-8', file('shell.css')),
    },
    {
      method: 'GET',
      path: /^\/shell\.js$/,
      handle: async ({ response }) => {
        const { outputFiles } = await build({
          entryPoints: [join(__dirname, 'shell.ts')],
          bundle: true,
          write: false,
          format: 'iife',
          target: 'es2022',
          charset: 'utf8',
        })
        return void send(response, 200, 'text/javascript; charset=utf-8', outputFiles[0]?.text ?? '')
      },
    },
  ]
}
