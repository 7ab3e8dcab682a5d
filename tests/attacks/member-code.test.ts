import { createHmac } from 'node:crypto'
import { decodeBase32, encodeBase32 } from '../../cloudfunctions/contract/base32'
import {
  MEMBER_CODE_STEP_MS,
  makeMemberCode,
  memberCodeStep,
  parseMemberCode,
  verifyMemberCode,
} from '../../cloudfunctions/contract/member-code'
import { announceSeed, seededRandom } from '../seed'

const SEED = announceSeed('member-code')
const CASES = Number(process.env.RUNS ?? 5000)
const NOW = Date.UTC(2027, 2, 14, 4, 0, 7)
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

interface Person {
  readonly number: string
  readonly secretHex: string
}

function person(random: () => number): Person {
  const bytes = (count: number) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256))
  return { number: encodeBase32(bytes(8)), secretHex: Buffer.from(bytes(32)).toString('hex') }
}

const nonceOf = (random: () => number) => Math.floor(random() * 2 ** 32)

/** What the counter concludes: the member is found by the number that the code names. */
function accepts(text: string, members: readonly Person[], now: number): string | null {
  const parsed = parseMemberCode(text)
  const member = members.find(({ number }) => number === parsed?.number)
  if (!parsed || !member) return null
  const verified = verifyMemberCode(parsed, member.secretHex, now)
  return typeof verified === 'object' ? member.number : null
}

describe('a member code', () => {
  const random = seededRandom(1)
  const member = person(random)
  const code = makeMemberCode({ ...member, now: NOW, nonce: 7 })

  test('is M1 and 47 characters of base 32: never mistaken for a payment code', () => {
    expect(code).toMatch(/^M1[0-9A-HJKMNP-TV-Z]{47}$/)
    expect(code).not.toMatch(/^\d+$/)
  })

  test('holds the number, the low step, the nonce, and the tag that HMAC-SHA256 gives', () => {
    const step = memberCodeStep(NOW)
    const message = Buffer.alloc(20)
    Buffer.from(decodeBase32(member.number, 8) ?? []).copy(message)
    message.writeBigUInt64BE(BigInt(step), 8)
    message.writeUInt32BE(7, 16)
    const tag = createHmac('sha256', Buffer.from(member.secretHex, 'hex'))
      .update(message)
      .digest('hex')
      .slice(0, 32)
    expect(parseMemberCode(code)).toEqual({ number: member.number, lowStep: step % 256, nonce: 7, tag })
  })

  test('is accepted one step early, in time, and one step late; then it has expired', () => {
    const parsed = parseMemberCode(code)
    if (!parsed) throw new Error('not read')
    const start = memberCodeStep(NOW) * MEMBER_CODE_STEP_MS
    const at = (offset: number) => verifyMemberCode(parsed, member.secretHex, start + offset)
    for (const offset of [-MEMBER_CODE_STEP_MS, 0, MEMBER_CODE_STEP_MS, 2 * MEMBER_CODE_STEP_MS - 1])
      expect(at(offset)).toEqual({ ok: true, tag: parsed.tag, step: memberCodeStep(NOW) })
    for (const offset of [-MEMBER_CODE_STEP_MS - 1, 2 * MEMBER_CODE_STEP_MS, 3_600_000, 23 * 3_600_000])
      expect(at(offset)).toBe('expired')
    expect(at(3 * 86_400_000)).toBe('forged')
  })

  test('is read in lower case, with spaces, hyphens and look-alikes, as people type it', () => {
    const spaced = code.toLowerCase().replace(/(.{7})/g, '$1 - ')
    expect(parseMemberCode(spaced)).toEqual(parseMemberCode(code))
    const withDigits = makeMemberCode({ ...member, now: NOW, nonce: 0x0108_4210 })
    const typed = withDigits.slice(2).replaceAll('0', 'o').replaceAll('1', 'l')
    expect(parseMemberCode(`m1${typed}`)).toEqual(parseMemberCode(withDigits))
  })

  test.each([
    '',
    'M1',
    '12345678901234567890',
    'M2' + 'A'.repeat(47),
    'M1' + 'A'.repeat(46),
    'M1' + 'U'.repeat(47),
    'M1' + 'Z'.repeat(47),
    'M1' + '码'.repeat(47),
  ])('%j is no member code', (text) => expect(parseMemberCode(text)).toBeNull())

  test('is not made from what is no number, secret, time or nonce', () => {
    const good = { ...member, now: NOW, nonce: 1 }
    expect(() => makeMemberCode({ ...good, number: 'short' })).toThrow(TypeError)
    expect(() => makeMemberCode({ ...good, number: 'Z'.repeat(13) })).toThrow(TypeError)
    expect(() => makeMemberCode({ ...good, secretHex: 'AA' })).toThrow(TypeError)
    expect(() => makeMemberCode({ ...good, nonce: 2 ** 32 })).toThrow(RangeError)
    expect(() => makeMemberCode({ ...good, nonce: -1 })).toThrow(RangeError)
    expect(() => makeMemberCode({ ...good, now: Number.NaN })).toThrow(RangeError)
  })

  test('needs neither TextEncoder nor atob nor Buffer: phones have none of them', () => {
    const names = ['TextEncoder', 'TextDecoder', 'atob', 'btoa', 'Buffer'] as const
    const kept = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))
    for (const name of names)
      Object.defineProperty(globalThis, name, { value: undefined, configurable: true, writable: true })
    let verified: unknown
    let made = ''
    try {
      made = makeMemberCode({ ...member, now: NOW, nonce: 7 })
      const parsed = parseMemberCode(made)
      verified = parsed && verifyMemberCode(parsed, member.secretHex, NOW)
    } finally {
      names.forEach((name, index) => {
        const descriptor = kept[index]
        if (descriptor) Object.defineProperty(globalThis, name, descriptor)
        else Reflect.deleteProperty(globalThis, name)
      })
    }
    expect(made).toBe(code)
    expect(verified).toMatchObject({ ok: true })
  })
})

test('bytes survive base 32 in every length that is used', () => {
  const random = seededRandom(SEED)
  for (let round = 0; round < 500; round += 1) {
    const bytes = Uint8Array.from({ length: [1, 8, 16, 29][round % 4] ?? 8 }, () =>
      Math.floor(random() * 256),
    )
    const text = encodeBase32(bytes)
    expect(text).toHaveLength(Math.ceil((bytes.length * 8) / 5))
    expect(decodeBase32(text, bytes.length)).toEqual(bytes)
    const value = [...text].reduce((sum, digit) => sum * 32n + BigInt(ALPHABET.indexOf(digit)), 0n)
    expect(value).toBe(BigInt(`0x${Buffer.from(bytes).toString('hex')}`))
  }
})

describe(`X9 ${CASES} seeded attacks`, () => {
  const random = seededRandom(SEED)
  const members = Array.from({ length: 20 }, () => person(random))
  const anyMember = () => members[Math.floor(random() * members.length)] as Person
  const genuine = (by: Person = anyMember(), now = NOW) =>
    makeMemberCode({ ...by, now, nonce: nonceOf(random) })

  /** Each makes a text that must not be accepted; `now` is the counter's clock. */
  const attacks: Record<string, () => { text: string; now: number }> = {
    altered: () => {
      const code = genuine()
      const characters = [...code]
      for (let change = 0; change <= Math.floor(random() * 3); change += 1)
        characters[2 + Math.floor(random() * 47)] = ALPHABET.charAt(Math.floor(random() * 32))
      return {
        text: characters.join(''),
        now: NOW,
        ...(characters.join('') === code ? { text: `${code}0` } : {}),
      }
    },
    'one bit flipped': () => {
      const bytes = decodeBase32(genuine().slice(2), 29) as Uint8Array
      const bit = Math.floor(random() * bytes.length * 8)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      return { text: `M1${encodeBase32(bytes)}`, now: NOW }
    },
    expired: () => ({ text: genuine(), now: NOW + 60_000 + Math.floor(random() * 10 * 86_400_000) }),
    'from the future': () => ({ text: genuine(), now: NOW - 60_000 - Math.floor(random() * 86_400_000) }),
    'exactly 256 steps off': () => ({
      text: genuine(),
      now: NOW + (random() < 0.5 ? -1 : 1) * 256 * MEMBER_CODE_STEP_MS * (1 + Math.floor(random() * 10)),
    }),
    "another member's secret": () => {
      const [victim, thief] = [anyMember(), person(random)]
      return { text: genuine({ number: victim.number, secretHex: thief.secretHex }), now: NOW }
    },
    'an unknown member': () => ({ text: genuine(person(random)), now: NOW }),
    'the number of one on the tag of another': () => {
      const own = anyMember()
      const victim = members.find(({ number }) => number !== own.number) as Person
      const bytes = decodeBase32(genuine(own).slice(2), 29) as Uint8Array
      bytes.set(decodeBase32(victim.number, 8) as Uint8Array, 0)
      return { text: `M1${encodeBase32(bytes)}`, now: NOW }
    },
    'a fresh step or nonce on an old tag': () => {
      const bytes = decodeBase32(genuine(anyMember(), NOW - 600_000).slice(2), 29) as Uint8Array
      if (random() < 0.5) bytes[8] = memberCodeStep(NOW) % 256
      else bytes[9 + Math.floor(random() * 4)] = Math.floor(random() * 256)
      return { text: `M1${encodeBase32(bytes)}`, now: NOW }
    },
    guessed: () => ({
      text: `M1${anyMember().number}${Array.from({ length: 34 }, () => ALPHABET.charAt(Math.floor(random() * 32))).join('')}`,
      now: NOW,
    }),
    'cut or lengthened': () => {
      const code = genuine()
      return {
        text: random() < 0.5 ? code.slice(0, -1 - Math.floor(random() * 5)) : code + code.slice(2, 4),
        now: NOW,
      }
    },
  }

  test('none is accepted', () => {
    const names = Object.keys(attacks)
    const accepted: string[] = []
    for (let round = 0; round < CASES; round += 1) {
      const name = names[round % names.length] ?? ''
      const { text, now } = attacks[name]?.() ?? { text: '', now: NOW }
      if (accepts(text, members, now) !== null) accepted.push(`${name}: ${text} at ${now}`)
    }
    expect(accepted).toEqual([])
  })

  test('while every genuine one is, in its three steps, for its own member', () => {
    for (let round = 0; round < 300; round += 1) {
      const by = anyMember()
      const now = NOW + Math.floor(random() * 86_400_000)
      const skew = (Math.floor(random() * 3) - 1) * MEMBER_CODE_STEP_MS
      expect(accepts(genuine(by, now), members, now + skew)).toBe(by.number)
    }
  })
})
