import { deflateSync } from 'node:zlib'
import { encode } from 'uqr'
import { GET_UNLIMITED_CODE } from '../../cloudfunctions/gateways/mini-program-codes'

/** `wxacode.getUnlimited` (wechat.md 4.4): a picture, or WeChat's error in its place. */
export type CodeAnswer = { readonly png: Buffer } | { readonly errcode: number; readonly errmsg: string }

export interface MiniProgramCodeRules {
  /** Pages of the mini-program as it is published, without a leading slash; absent: any will do. */
  readonly pages?: readonly string[]
  clock(): number
}

const MOST_A_MINUTE = 5_000
/** Visible characters that a scene may have. */
const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/

/** What a code drawn here reads as: the local shell opens a page with it. */
export const CODE_PREFIX = 'huika-code:'

/**
 * WeChat's own round code can only be drawn by WeChat. In its place stands a real QR code of the same
 * page and scene, so that it can be scanned on this machine.
 */
export function createMiniProgramCodes({ pages, clock }: MiniProgramCodeRules) {
  let minute = 0
  let drawn = 0
  return (data: Readonly<Record<string, unknown>>): CodeAnswer => {
    const { scene, page = 'pages/home/index', check_path: checked = true } = data
    if (Math.floor(clock() / 60_000) !== minute) {
      minute = Math.floor(clock() / 60_000)
      drawn = 0
    }
    drawn += 1
    if (drawn > MOST_A_MINUTE) return { errcode: 45009, errmsg: 'reach max api daily quota limit' }
    if (typeof scene !== 'string' || !SCENE.test(scene)) return { errcode: 40169, errmsg: 'invalid scene' }
    const isPage = typeof page === 'string' && !page.startsWith('/') && !page.includes('?')
    if (!isPage || (checked !== false && pages && !pages.includes(page)))
      return { errcode: 41030, errmsg: 'invalid page' }
    return { png: qrPicture(`${CODE_PREFIX}${page}?scene=${encodeURIComponent(scene)}`) }
  }
}

export { GET_UNLIMITED_CODE }

const PIXELS_A_MODULE = 8

/** A QR code as a PNG of eight bits of grey. */
function qrPicture(text: string): Buffer {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const side = size * PIXELS_A_MODULE
  const rows = data.flatMap((row) => {
    const pixels = row.flatMap((dark) => Array.from({ length: PIXELS_A_MODULE }, () => (dark ? 0 : 255)))
    // Each row begins with its filter: none.
    const line = Buffer.from([0, ...pixels])
    return Array.from({ length: PIXELS_A_MODULE }, () => line)
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 8
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(checksum(body), body.length + 4)
  return framed
}

/** CRC-32 as PNG has it. */
function checksum(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}
