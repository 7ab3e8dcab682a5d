import type { CanvasDouble } from './driver/wx/canvas'

/** Bars of the Code 128 symbols, the stop sign last: the encoder's table is the standard's. */
const { BARS } = jest.requireActual<{ BARS: number[] }>('jsbarcode/bin/barcodes/CODE128/constants')

const [START_A, START_B, START_C, STOP] = [103, 104, 105, 106] as const
const [SHIFT, TO_C, TO_B, TO_A] = [98, 99, 100, 101] as const
const SYMBOL = 11

/** What a scanner reads from the bars on a canvas: Code 128, with its check symbol. */
export function readBarCode(canvas: CanvasDouble): string {
  const modules = modulesAlong(canvas)
  const symbols: number[] = []
  for (let at = 0; at + SYMBOL <= modules.length; at += SYMBOL) {
    const found = BARS.findIndex((bars) => modules.startsWith(String(bars), at))
    if (found < 0) throw new Error(`no symbol at module ${at} of ${modules.length}`)
    symbols.push(found)
    if (found === STOP) break
  }
  if (symbols.at(-1) !== STOP) throw new Error('no stop sign')
  const [start = -1, ...rest] = symbols.slice(0, -2)
  const check = rest.reduce((sum, symbol, index) => sum + symbol * (index + 1), start) % 103
  if (check !== symbols.at(-2)) throw new Error('the check symbol is wrong')
  return decode(start, rest)
}

/** Dark and light modules from the first bar to the last, as 1 and 0. */
function modulesAlong(canvas: CanvasDouble): string {
  const y = Math.floor(canvas.height / 2)
  const dark = Array.from({ length: canvas.width }, (_, x) => canvas.colourAt(x, y) !== null)
  const first = dark.indexOf(true)
  const last = dark.lastIndexOf(true)
  if (first < 0) throw new Error('nothing is drawn')
  const runs = dark
    .slice(first, last + 1)
    .map((one) => (one ? '1' : '0'))
    .join('')
    .match(/1+|0+/g)
  const module = Math.min(...(runs ?? []).map(({ length }) => length))
  return (runs ?? []).map((run) => (run[0] ?? '').repeat(run.length / module)).join('')
}

function decode(start: number, symbols: readonly number[]): string {
  let set = { [START_A]: 'A', [START_B]: 'B', [START_C]: 'C' }[start]
  if (set === undefined) throw new Error(`${start} is no start sign`)
  let text = ''
  for (const symbol of symbols) {
    if (set === 'C' && symbol < 100) text += String(symbol).padStart(2, '0')
    else if (symbol === TO_C && set !== 'C') set = 'C'
    else if (symbol === TO_B && set !== 'B') set = 'B'
    else if (symbol === TO_A && set !== 'A') set = 'A'
    else if (symbol === SHIFT || symbol > SHIFT)
      throw new Error(`symbol ${symbol} is not expected in a member code`)
    else text += String.fromCharCode(set === 'A' && symbol >= 64 ? symbol - 64 : symbol + 32)
  }
  return text
}
