import { z } from 'zod'
import { type Refusal, refuse } from '../contract/refusals'
import { type OpenApiCaller, callOpenApi } from './open-api'

export interface PhoneNumbers {
  /**
   * Exchanges the code of the phone button, which works once and for 5 minutes. A mainland number
   * comes as its 11 digits, others with + and their country's code. PHONE_CODE_INVALID: the person
   * authorises again, also when the answer was lost with the code; BUSY: the same code may be tried
   * again.
   */
  exchange(code: string): Promise<PhoneNumberResult>
}

/** Refusals: PHONE_CODE_INVALID or BUSY. */
export type PhoneNumberResult = { readonly ok: true; readonly phone: string } | Refusal

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
  report: (failure: { call: string; code: string }) => void = () => undefined,
): PhoneNumbers {
  return {
    async exchange(code) {
      const result = await callOpenApi(app, 'phonenumber.getPhoneNumber', { code })
      if (!result.ok) {
        if (TRY_AGAIN.has(result.errcode)) return refuse('BUSY')
        if (CODE_ERRORS.has(result.errcode)) return refuse('PHONE_CODE_INVALID')
        // Missing permission, quota used up: the owner has to act, the person may come back.
        report({ call: 'phonenumber.getPhoneNumber', code: String(result.errcode) })
        return refuse('BUSY')
      }
      const parsed = answer.safeParse(result.data)
      // A number issued to another mini-program is not this person's proof (wechat.md 4.2).
      if (!parsed.success || parsed.data.phone_info.watermark.appid !== appid)
        return refuse('PHONE_CODE_INVALID')
      const { purePhoneNumber, countryCode } = parsed.data.phone_info
      return { ok: true, phone: countryCode === '86' ? purePhoneNumber : `+${countryCode}${purePhoneNumber}` }
    },
  }
}
