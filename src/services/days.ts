import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)

const SHANGHAI_MINUTES = 480
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六']

/** The days in Shanghai from that of `now` (epoch ms) to the last one, as `YYYY-MM-DD`. */
export function daysThrough(now: number, last: string): string[] {
  const days: string[] = []
  let day = dayjs.utc(now).utcOffset(SHANGHAI_MINUTES)
  while (day.format('YYYY-MM-DD') <= last) {
    days.push(day.format('YYYY-MM-DD'))
    day = day.add(1, 'day')
  }
  return days
}

/** `今天`, `明天`, else `周三`. */
export function weekdayText(day: string, now: number): string {
  const [today, tomorrow] = [0, 1].map((days) =>
    dayjs.utc(now).utcOffset(SHANGHAI_MINUTES).add(days, 'day').format('YYYY-MM-DD'),
  )
  if (day === today) return '今天'
  return day === tomorrow ? '明天' : `周${WEEKDAYS[dayjs.utc(day).day()] ?? ''}`
}
