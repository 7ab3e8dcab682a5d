import type { PopupAnswers } from '../wechat/subscriptions'
import type { Wechat } from '../wechat/index'
import { HttpProblem, type Route, readObject, textField } from './http'
import type { People } from './people'

const ANSWERS = ['accept', 'reject', 'ban', 'filter'] as const
const MOST_TEMPLATES = 3
const LONGEST_ID = 80

/** WeChat's popup for service messages, as a phone on this machine tells how it was answered. */
export function subscribingRoutes({
  people,
  wechat,
}: {
  people: People
  wechat: Pick<Wechat, 'subscriptions'>
}): Route[] {
  return [
    {
      method: 'POST',
      path: /^\/wechat\/subscribe$/,
      handle: async ({ request }) => {
        const body = await readObject(request)
        const { openid } = people.get(textField(body, 'person'))
        wechat.subscriptions.answer(openid, readAnswers(body.answers))
        return {}
      },
    },
  ]
}

function readAnswers(value: unknown): PopupAnswers {
  const problem = new HttpProblem(
    400,
    'FIELD_INVALID',
    '"answers" is {"template id": "accept"}, three at most',
  )
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw problem
  const entries = Object.entries(value as Record<string, unknown>).map(([id, given]) => {
    const answer = ANSWERS.find((one) => one === given)
    if (!answer || id.length > LONGEST_ID) throw problem
    return [id, answer] as const
  })
  if (entries.length > MOST_TEMPLATES) throw problem
  return Object.fromEntries(entries)
}
