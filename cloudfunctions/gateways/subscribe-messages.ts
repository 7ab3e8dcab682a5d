import { type OpenApiCaller, callOpenApi } from './open-api'

export interface SubscribeMessage {
  readonly openid: string
  readonly templateId: string
  /** Where a tap leads, with its query. */
  readonly page: string
  readonly data: Readonly<Record<string, string>>
}

/**
 * `sent` is WeChat's errcode 0 and nothing else. `refused`: the person takes none, or no longer.
 * `misconfigured`: the owner's to mend. `later`: WeChat said that it didn't take it now. `unknown`:
 * nobody heard an answer, so it may have gone out, and it is never sent again.
 */
export interface SendResult {
  readonly kind: 'sent' | 'refused' | 'misconfigured' | 'later' | 'unknown'
  readonly errcode: number
}

export interface SubscribeMessages {
  send(message: SubscribeMessage): Promise<SendResult>
}

const REFUSED = new Set([43101, 40003])
const MISCONFIGURED = new Set([40037, 41030, 47003])
/** Busy, token, frequency: nothing was sent (wechat.md 3.2). */
const LATER = new Set([-1, 40001, 40014, 42001, 45009, 45011, 45168])

/** Service messages, one for each accepted request (wechat.md 3.2). Nothing of the person is logged. */
export function subscribeMessages(
  app: OpenApiCaller,
  report: (failure: { call: string; code: string }) => void = () => undefined,
): SubscribeMessages {
  return {
    async send({ openid, templateId, page, data }) {
      const values = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }]))
      const result = await callOpenApi(app, 'subscribeMessage.send', {
        touser: openid,
        template_id: templateId,
        page,
        lang: 'zh_CN',
        data: values,
      })
      if (result.ok) return { kind: 'sent', errcode: 0 }
      const { errcode } = result
      if (MISCONFIGURED.has(errcode)) {
        report({ call: 'subscribeMessage.send', code: String(errcode) })
        return { kind: 'misconfigured', errcode }
      }
      if (REFUSED.has(errcode)) return { kind: 'refused', errcode }
      return { kind: LATER.has(errcode) ? 'later' : 'unknown', errcode }
    },
  }
}
