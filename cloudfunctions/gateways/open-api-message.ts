/**
 * The little of the protocol-buffers wire format that WeChat's cloud calls need: integers (wire type
 * 0) and byte strings (wire type 2). A library would weigh more than what it reads.
 */
export interface MessageField {
  readonly number: number
  readonly value: number | Buffer
}

/** A message of fields in the order given; text is UTF-8, numbers are non-negative integers. */
export function messageOf(...fields: readonly (readonly [number, number | string | Buffer])[]): Buffer {
  return Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === 'number') return Buffer.concat([varint(number * 8), varint(value)])
      const bytes = Buffer.from(value)
      return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes])
    }),
  )
}

/** The fields of a message, or null if the bytes are none. Negative int32 come as such. */
export function messageFields(bytes: Buffer): MessageField[] | null {
  const fields: MessageField[] = []
  let at = 0
  while (at < bytes.length) {
    const tag = readVarint(bytes, at)
    if (tag === null) return null
    const read = readValue(bytes, tag.next, tag.value % 8)
    if (read === null) return null
    fields.push({ number: Math.floor(tag.value / 8), value: read.value })
    at = read.next
  }
  return fields
}

/** The integer of that number; 0 when it is absent, as the format has it. */
export function numberField(fields: readonly MessageField[], number: number): number {
  const value = fields.find((field) => field.number === number)?.value
  return typeof value === 'number' ? value : 0
}

function readValue(
  bytes: Buffer,
  at: number,
  wireType: number,
): { value: number | Buffer; next: number } | null {
  const head = readVarint(bytes, at)
  if (head === null) return null
  if (wireType === 0) return { value: head.value, next: head.next }
  const end = head.next + head.value
  if (wireType !== 2 || head.value < 0 || end > bytes.length) return null
  return { value: bytes.subarray(head.next, end), next: end }
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return Buffer.from([...bytes, rest])
}

/** Negative int32 are written with ten bytes, sign-extended to 64 bits. */
function readVarint(bytes: Buffer, at: number): { value: number; next: number } | null {
  let value = 0n
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[at + index]
    if (byte === undefined) return null
    value |= BigInt(byte & 127) << BigInt(7 * index)
    if (byte < 128) return { value: Number(BigInt.asIntN(64, value)), next: at + index + 1 }
  }
  return null
}
