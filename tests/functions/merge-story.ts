import type { Input } from '../../cloudfunctions/contract'
import { openidOf, settleFor, type Shop } from '../shop'

/** Somebody with two WeChats: the first has a history, the second is new or has one too. */
export interface TwoWeChats {
  readonly first: string
  readonly second: string
  readonly phone: string
}

let people = 0

/** The first WeChat joins, binds the phone, buys a card and saves; the second has only just joined. */
export async function twoWeChats(shop: Shop, options: { card?: boolean } = {}): Promise<TwoWeChats> {
  people += 1
  const phone = `138${String(people).padStart(8, '0')}`
  const both = { first: `first-${people}`, second: `second-${people}`, phone }
  for (const person of [both.first, both.second]) await shop.join(person)
  await bind(shop, both.first, phone)
  if (options.card !== false) await shop.buy(both.first)
  await settleFor(shop, both.first, [['meishi', 1]])
  return both
}

export async function bind(shop: Shop, person: string, phone: string): Promise<void> {
  const code = shop.wechat.phoneCode(openidOf(person), phone)
  await shop.call(person, 'membership.bindPhone', { operationId: shop.operationId(), code })
}

/** A fresh intention to merge: the phone vouched for anew, the first WeChat's newest code. */
export async function mergeInput(
  shop: Shop,
  { first, second, phone }: TwoWeChats,
): Promise<Input<'membership.merge'>> {
  return {
    operationId: shop.operationId(),
    phoneCode: shop.wechat.phoneCode(openidOf(second), phone),
    memberCode: await shop.codeOf(first),
  }
}
