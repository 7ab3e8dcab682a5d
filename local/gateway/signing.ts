import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { SignResult } from '../wechat/papay-state'
import type { Wechat } from '../wechat/index'
import { HttpProblem, type Route, readObject, send, textField } from './http'
import type { People } from './people'
import { signingPage } from './signing-page'

export interface SigningOptions {
  people: People
  wechat: Pick<Wechat, 'papay'>
}

interface Signing {
  openid: string
  extraData: Record<string, string>
}

const extraDataOf = z.record(z.string(), z.string())

/** WeChat's signing mini-program for automatic debits, as a phone on this machine sees it. */
export function signingRoutes({ people, wechat }: SigningOptions): Route[] {
  const signings = new Map<string, Signing>()

  function find(id: string | undefined): Signing {
    const signing = signings.get(id ?? '')
    if (!signing) throw new HttpProblem(404, 'SIGNING_UNKNOWN', 'no such signing page')
    return signing
  }

  return [
    {
      method: 'POST',
      path: /^\/wechat\/signing$/,
      handle: async ({ request }) => {
        const body = await readObject(request)
        const person = people.get(textField(body, 'person'))
        const extraData = extraDataOf.safeParse(body.extraData)
        if (!extraData.success)
          throw new HttpProblem(400, 'FIELD_INVALID', '"extraData" is what payment.signContract answered')
        if (!wechat.papay.describe(extraData.data))
          throw new HttpProblem(400, 'SIGN_INVALID', '签约参数签名错误')
        const signingId = randomBytes(12).toString('hex')
        signings.set(signingId, { openid: person.openid, extraData: extraData.data })
        return { signingId }
      },
    },
    {
      method: 'GET',
      path: /^\/wechat\/signing\/([0-9a-f]{24})$/,
      handle: ({ response, parameters }) => {
        const view = wechat.papay.describe(find(parameters[0]).extraData)
        if (!view) throw new HttpProblem(400, 'SIGN_INVALID', '签约参数签名错误')
        send(response, 200, 'text/html; charset=utf-8', signingPage(parameters[0] ?? '', view))
      },
    },
    {
      method: 'POST',
      path: /^\/wechat\/signing\/([0-9a-f]{24})\/sign$/,
      handle: async ({ request, parameters }) => {
        const { openid, extraData } = find(parameters[0])
        const { ticked } = await readObject(request)
        const result = wechat.papay.sign(extraData, openid, { ticked: ticked === true })
        return result.kind === 'signed' ? { signed: true } : { signed: false, reason: WHY_NOT[result.kind] }
      },
    },
  ]
}

const WHY_NOT: Record<Exclude<SignResult['kind'], 'signed'>, string> = {
  refused_sign: '签约参数签名错误',
  refused_not_ticked: '请先勾选同意服务协议',
  refused_exists: '已经签约,不需要重复签约',
  refused_used: '签约页面已失效,请回到小程序重新开始',
}
