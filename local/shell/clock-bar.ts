import { api, type ClockView } from './api'
import { button, make } from './elements'

const SHANGHAI_MS = 8 * 3_600_000
const WEEK = ['日', '一', '二', '三', '四', '五', '六']

export interface ClockBar {
  readonly element: HTMLElement
  /** Learns the test clock's moment; it runs on from there. */
  learn(view: ClockView): void
}

export interface ClockBarOptions {
  /** Each second: what a phone's status bar shows. */
  onTime(text: string): void
  /** After the clock was moved. */
  onMoved(): void
}

/** Date and time in Shanghai, and the buttons that move them ahead. */
export function createClockBar(options: ClockBarOptions): ClockBar {
  let ahead = 0
  const date = make('span', 'clock__date')
  const time = make('span', 'clock__time')
  const note = make('span', 'clock__note', { role: 'status' })
  const moves = [
    button('clock__move', '+1天', () => void move((day) => day.setUTCDate(day.getUTCDate() + 1))),
    button('clock__move', '+1月', () => void move((day) => addMonths(day, 1))),
    button('clock__move', '+1年', () => void move((day) => addMonths(day, 12))),
  ]
  const element = make(
    'div',
    'clock',
    { role: 'group', 'aria-label': '测试时钟' },
    make('span', 'clock__now', {}, date, time),
    ...moves,
    note,
  )

  const now = (): Date => new Date(Date.now() + ahead + SHANGHAI_MS)

  function draw(): void {
    const moment = now()
    const [year, month, day] = [moment.getUTCFullYear(), moment.getUTCMonth() + 1, moment.getUTCDate()]
    const clock = moment.toISOString().slice(11, 19)
    date.textContent = `${year}年${month}月${day}日 周${WEEK[moment.getUTCDay()]}`
    time.textContent = clock
    options.onTime(clock.slice(0, 5))
  }

  async function move(change: (day: Date) => void): Promise<void> {
    const target = now()
    change(target)
    for (const each of moves) each.disabled = true
    note.textContent = '正在走到那一天…'
    try {
      const view = await api.moveClock({ set: target.getTime() - SHANGHAI_MS })
      learn(view)
      note.textContent = `到了,路上定时任务运行了${view.timerRuns}次`
      options.onMoved()
    } catch (error) {
      note.textContent = error instanceof Error ? error.message : String(error)
    } finally {
      for (const each of moves) each.disabled = false
      setTimeout(() => (note.textContent = ''), 6000)
    }
  }

  function learn(view: ClockView): void {
    ahead = view.now - Date.now()
    draw()
  }

  setInterval(draw, 1000)
  return { element, learn }
}

/** The corresponding day, or the month's last one when there is none. */
function addMonths(day: Date, months: number): void {
  const wanted = day.getUTCDate()
  day.setUTCDate(1)
  day.setUTCMonth(day.getUTCMonth() + months)
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
  day.setUTCDate(Math.min(wanted, last))
}
