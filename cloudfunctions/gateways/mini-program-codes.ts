import { type Refusal, refuse } from '../contract/refusals'
import { callOpenApiForBytes, type OpenApiCaller } from './open-api'

/** The name under which the function holds the right (config.json `permissions.openapi`). */
export const GET_UNLIMITED_CODE = 'wxacode.getUnlimited'

/** Pixels: sharp enough for a printed poster, and small enough for a document. */
const WIDTH = 430
const PNG_SIGNATURE = '89504e47'
/** Too many codes within a minute. */
const RATE_LIMIT = 45009

/** Codes that WeChat draws and only WeChat reads (wechat.md 4.4). */
export interface MiniProgramCodes {
  /**
   * A PNG, because a transparent ground is asked for. Refuses BUSY at WeChat's limit and
   * CODE_PICTURE_UNAVAILABLE for anything else, such as a page that isn't published (41030).
   * @param page without a leading slash
   */
  draw(code: { scene: string; page: string }): Promise<{ ok: true; png: Buffer } | Refusal>
}

export function miniProgramCodes(
  app: OpenApiCaller,
  report: (failure: { call: string; code: string }) => void = () => undefined,
): MiniProgramCodes {
  return {
    async draw({ scene, page }) {
      const answer = await callOpenApiForBytes(app, GET_UNLIMITED_CODE, {
        scene,
        page,
        width: WIDTH,
        is_hyaline: true,
      })
      if (answer.ok && answer.bytes.subarray(0, 4).toString('hex') === PNG_SIGNATURE)
        return { ok: true, png: answer.bytes }
      const errcode = answer.ok ? 0 : answer.errcode
      if (errcode === RATE_LIMIT) return refuse('BUSY')
      report({ call: GET_UNLIMITED_CODE, code: String(errcode) })
      return refuse('CODE_PICTURE_UNAVAILABLE')
    },
  }
}
