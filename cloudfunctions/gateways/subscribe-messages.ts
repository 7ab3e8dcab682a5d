import { type OpenApiCaller, callOpenApi } from './open-api'

export interface SubscribeMessage {
  readonly openid: string
  readonly templateId: string
  /** Where a tap leads, with its query. */
  readonly page: string
  readonly data: Readonly<Record<string, string>>
}

/**
 * `sent` is WeChat's errcode 0 and nothing else; `refused` will not get better by trying again: the
 * person takes no messages, or the template is wrong; `later` is everything else.
 */
export type SendResult = { readonly kind: 'sent' | 'refused' | 'later'; readonly errcode: number }

export interface SubscribeMessages {
  send(message: SubscribeMessage): Promise<SendResult>
}

const NEVER = new Set([43101, 40003, 40037, 41030, 47003])
/** Those are the owner's to mend; the others are the person's choice (wechat.md 3.2). */
const MISCONFIGURED = new Set([40037, 41030, 47003])

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
      if (MISCONFIGURED.has(errcode)) report({ call: 'subscribeMessage.send', code: String(errcode) })
      return { kind: NEVER.has(errcode) ? 'refused' : 'later', errcode }
    },
  }
}
