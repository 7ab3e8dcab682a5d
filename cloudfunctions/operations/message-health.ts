import {
  MESSAGE_FLOW_IDS,
  MESSAGE_FLOWS,
  MESSAGE_TEMPLATES,
  type MessageTemplate,
  TEMPLATE_TITLES,
} from '../contract/message-flows'
import type { Output } from '../contract'
import { isRefusal } from '../contract/refusals'
import { addDays, addMonths, daysBetween, shanghaiDay } from '../domain/calendar'
import { endingFigures, overFlows, summedCounts } from '../domain/message-counts'
import type { Release } from '../domain/release'
import { forStaff, type Scope } from '../entry/handler'
import { standingFaults } from '../entry/message-faults'
import type { MessageFault } from '../ledger/message-faults'

type Health = Output<'operations.messageHealth'>

const DAYS = 30
const MONTHS = 3
const DAY_MS = 86_400_000

/** How what the shop tells its members ends, and what WeChat says of the templates. */
export const messageHealth = forStaff('operations.messageHealth', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const [figures, faults, endings] = await Promise.all([
      backend.inbox.figures(MESSAGE_FLOW_IDS, now - DAYS * DAY_MS),
      standingFaults(backend, release, now),
      endingsOf(backend, now),
    ])
    return {
      asOf: now,
      days: DAYS,
      flows: figures
        .filter(({ told }) => told > 0)
        .map((one) => ({
          ...one,
          title: MESSAGE_FLOWS[one.flow].title,
          basis: MESSAGE_FLOWS[one.flow].basis,
          inbox: Math.max(0, one.told - one.wechat - one.sms),
        })),
      endings,
      templates: MESSAGE_TEMPLATES.map((template) => templateHealth(template, release, faults)),
      sms: release.settings?.smsFallback === true,
    }
  },
})

/** Two calls, however many messages there were: their days are counted by the timer. */
async function endingsOf(
  { messageCounts }: Pick<Scope['backend'], 'messageCounts'>,
  now: number,
): Promise<Health['endings']> {
  const today = shanghaiDay(now)
  const lately = Array.from({ length: DAYS }, (_, ago) => addDays(today, -ago))
  const first = `${today.slice(0, 7)}-01`
  const months = Array.from({ length: MONTHS }, (_, ago) => addMonths(first, -ago).slice(0, 7))
  const oldest = addMonths(first, 1 - MONTHS)
  const span = daysBetween(oldest < lately.at(-1)! ? oldest : lately.at(-1)!, today)
  const [counted, open] = await Promise.all([
    messageCounts.ofDays(Array.from({ length: span + 1 }, (_, ago) => addDays(today, -ago))),
    messageCounts.open(),
  ])
  const sumOf = (wanted: (day: string) => boolean) =>
    summedCounts([...counted].flatMap(([day, counts]) => (wanted(day) ? [counts] : [])))
  const byFlow = sumOf((day) => lately.includes(day))
  return {
    open,
    flows: MESSAGE_FLOW_IDS.flatMap((flow) => {
      const endings = byFlow[flow]
      return endings ? [{ flow, title: MESSAGE_FLOWS[flow].title, ...endingFigures(endings) }] : []
    }),
    months: months.map((month) => ({
      month,
      ...endingFigures(overFlows(sumOf((day) => day.startsWith(month)))),
    })),
  }
}

function templateHealth(
  template: MessageTemplate,
  release: Release,
  faults: readonly MessageFault[],
): Health['templates'][number] {
  const own = release.settings?.messages?.[template]
  const fault = faults.find(({ _id }) => _id === template)
  return {
    template,
    title: TEMPLATE_TITLES[template],
    flows: MESSAGE_FLOW_IDS.filter((flow) => MESSAGE_FLOWS[flow].template === template).map(
      (flow) => MESSAGE_FLOWS[flow].title,
    ),
    templateId: own?.templateId ?? null,
    state: !own ? 'missing' : fault ? 'misconfigured' : 'ok',
    problem: !own ? '没有选用模板:这类消息只在小程序的消息页里' : fault ? problemText(fault) : null,
    since: fault?.at ?? null,
  }
}

const PROBLEMS: Readonly<Record<number, string>> = {
  40037: '模板编号不对:请到公众平台核对后重新填写并发布',
  41030: '消息要打开的页面还没有发布:请先发布小程序的新版本',
  47003: '关键词与模板不一致:请对照公众平台的模板详情改正后发布',
}

function problemText({ errcode }: MessageFault): string {
  return PROBLEMS[errcode] ?? '有消息的内容不符合关键词的格式,没有发给微信:请改选关键词显示的内容'
}
