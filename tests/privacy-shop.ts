import type { Output } from '../cloudfunctions/contract'
import { manifest } from '../cloudfunctions/manifest'
import { recover } from './faults/payments'
import { bind } from './functions/merge-story'
import { documents } from './invariants'
import { withPoints } from './points-shop'
import { openidOf, settleFor, type Shop } from './shop'
import { topUp, withStoredValue } from './stored-value-shop'

/** A shop with cards, stored value and points: what an account may hold when it is closed. */
export const privacyDraft = () => withPoints(withStoredValue())

/** What would lead back to a person, wherever it lies. */
export interface Canary {
  readonly person: string
  readonly phone: string
  readonly nickname: string
}

let people = 0

/** Somebody with a card, a balance, points, a phone number, a question and a past. */
export async function canary(shop: Shop): Promise<Canary> {
  people += 1
  const person = `jinsique-${people}`
  const phone = `1376543${String(people).padStart(4, '0')}`
  const nickname = `金丝雀${String(people).padStart(3, '0')}`
  await shop.join(person)
  await shop.call(person, 'membership.preferences', { operationId: shop.operationId(), nickname })
  await bind(shop, person, phone)
  await shop.buy(person)
  await topUp(shop, person, 'chong-500')
  await settleFor(shop, person, [['tusi', 3]])
  return { person, phone, nickname }
}

/** Closes as it was shown. */
export async function closeInput(shop: Shop, person: string) {
  const { refundTotal } = await shop.call(person, 'membership.closing', {})
  return {
    operationId: shop.operationId(),
    refundTotal,
    endsPoints: true,
    endsCoupons: true,
    confirm: true as const,
  }
}

export async function close(shop: Shop, person: string): Promise<Output<'payment.closeAccount'>> {
  return shop.call(person, 'payment.closeAccount', await closeInput(shop, person))
}

/** Until refunds have come back and the follow-up that waits for them has looked again. */
export async function erased(shop: Shop): Promise<void> {
  await recover(shop, 2)
  await shop.clock.advance(2 * 3_600_000)
  await recover(shop, 2)
}

/** Every document of the database that holds one of the canary's own words. */
export function tracesOf(shop: Shop, { person, phone, nickname }: Canary): string[] {
  const words = [openidOf(person), phone, nickname]
  return manifest.collections.flatMap(({ name }) =>
    documents<{ _id: string }>(shop, name).flatMap((document) => {
      const text = JSON.stringify(document)
      return words.filter((word) => text.includes(word)).map((word) => `${name}/${document._id}: ${word}`)
    }),
  )
}
