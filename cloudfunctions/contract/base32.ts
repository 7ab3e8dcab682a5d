/**
 * Crockford's base 32, for what people read aloud or type: no I, L, O, U. Bytes are one big number,
 * most significant first, padded with zero bits in front. Runs on the phone too: no Buffer, no BigInt.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 8 bytes give 13 characters, 29 bytes give 47. */
export function encodeBase32(bytes: Uint8Array): string {
  const length = Math.ceil((bytes.length * 8) / 5)
  let text = ''
  let held = 0
  let heldBits = 0
  let padding = length * 5 - bytes.length * 8
  for (const byte of bytes) {
    held = (held << 8) | byte
    heldBits += 8
    while (heldBits + padding >= 5) {
      heldBits -= 5 - padding
      padding = 0
      text += ALPHABET.charAt((held >>> heldBits) & 31)
      held &= (1 << heldBits) - 1
    }
  }
  return text
}

/**
 * Reads exactly `byteCount` bytes; null for a wrong length, a foreign character, or padding that
 * isn't zero. Case and the look-alikes I, L, O are read as 1, 1, 0.
 */
export function decodeBase32(text: string, byteCount: number): Uint8Array | null {
  const length = Math.ceil((byteCount * 8) / 5)
  if (text.length !== length) return null
  const bytes = new Uint8Array(byteCount)
  let held = 0
  let heldBits = byteCount * 8 - length * 5
  let position = 0
  for (const character of text.toUpperCase()) {
    const value = ALPHABET.indexOf(LOOK_ALIKES[character] ?? character)
    if (value < 0) return null
    const padding = Math.max(0, -heldBits)
    if (padding > 0 && value >>> (5 - padding) !== 0) return null
    held = (held << 5) | value
    heldBits += 5
    if (heldBits >= 8) {
      heldBits -= 8
      bytes[position] = held >>> heldBits
      position += 1
      held &= (1 << heldBits) - 1
    }
  }
  return bytes
}

const LOOK_ALIKES: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' }
