import { z } from 'zod'
import { type OpenApiCaller, callOpenApi } from './open-api'

export interface PhoneNumberPort {
  /**
   * Exchanges the code of the phone button, which works once and for 5 minutes. A mainland number
   * comes as its 11 digits, others with + and their country's code. PHONE_CODE_INVALID: the person
   * authorises again, also when the answer was lost with the code; BUSY: the same code may be tried
   * again.
   */
  exchange(code: string): Promise<PhoneNumberResult>
}

export type PhoneNumberResult =
  { ok: true; phone: string } | { ok: false; code: 'PHONE_CODE_INVALID' | 'BUSY' }

const INVALID = { ok: false, code: 'PHONE_CODE_INVALID' } as const
const BUSY = { ok: false, code: 'BUSY' } as const

/** System busy and rate limits: the code was not used up. */
const TRY_AGAIN = new Set([-1, 45009, 45011])
const CODE_ERRORS = new Set([0, 40029, 40013, 40003, 47001])

const answer = z.object({
  phone_info: z.object({
    purePhoneNumber: z.string().regex(/^\d{4,15}$/),
    countryCode: z.union([z.string(), z.int()]).transform(String),
    watermark: z.object({ appid: z.string() }),
  }),
})

/** The number is given to the caller only: nothing of it is logged here. */
export function phoneNumbers(
  app: OpenApiCaller,
  appid: string,
  report: (failure: { call: string; code: string }) => void = (failure) =>
    console.error(JSON.stringify({ openApi: failure })),
): PhoneNumberPort {
  return {
    async exchange(code) {
      const result = await callOpenApi(app, 'phonenumber.getPhoneNumber', { code })
      if (!result.ok) {
        if (TRY_AGAIN.has(result.errcode)) return BUSY
        if (CODE_ERRORS.has(result.errcode)) return INVALID
        // Missing permission, quota used up: the owner has to act, the person may come back.
        report({ call: 'phonenumber.getPhoneNumber', code: String(result.errcode) })
        return BUSY
      }
      const parsed = answer.safeParse(result.data)
      // A number issued to another mini-program is not this person's proof (wechat.md 4.2).
      if (!parsed.success || parsed.data.phone_info.watermark.appid !== appid) return INVALID
      const { purePhoneNumber, countryCode } = parsed.data.phone_info
      return { ok: true, phone: countryCode === '86' ? purePhoneNumber : `+${countryCode}${purePhoneNumber}` }
    },
  }
}
