import type { Input } from '../cloudfunctions/contract'
import type { TransferItem } from '../cloudfunctions/contract/transfers'
import { openidOf, type Shop } from './shop'

/** Passing prepaid money or a card from one person to another, as both do it on their phones. */

export const BALANCE: TransferItem = { kind: 'balance' }

/** The card that a person holds, as a transfer names it. */
export async function cardItem(shop: Shop, person: string): Promise<TransferItem> {
  const { items } = await shop.call(person, 'membership.transferable', {})
  const card = items.find(({ item }) => item.kind === 'card')
  if (!card) throw new Error(`${person} has no card to pass on`)
  return card.item
}

export async function offer(shop: Shop, from: string, item: TransferItem): Promise<string> {
  const input = { operationId: shop.operationId(), item }
  return (await shop.call(from, 'membership.offerTransfer', input)).code
}

/** What `membership.acceptTransfer` takes, once the receiver has looked at what passes. */
export async function acceptance(
  shop: Shop,
  to: string,
  code: string,
): Promise<Input<'membership.acceptTransfer'>> {
  const { worth, agreements } = await shop.call(to, 'membership.transferPreview', { code })
  return {
    operationId: shop.operationId(),
    code,
    worth,
    agreements: agreements.map(({ id, version }) => ({ id, version })),
  }
}

/** From the code to the new holder. */
export async function passOn(shop: Shop, from: string, to: string, item: TransferItem) {
  const input = await acceptance(shop, to, await offer(shop, from, item))
  return shop.call(to, 'membership.acceptTransfer', input)
}

export async function bindPhone(shop: Shop, person: string, phone: string): Promise<void> {
  const code = shop.wechat.phoneCode(openidOf(person), phone)
  await shop.call(person, 'membership.bindPhone', { operationId: shop.operationId(), code })
}

/** The owner freezes the codes of who called with this number. */
export function reportLoss(shop: Shop, phone: string, by = 'owner') {
  const input = { operationId: shop.operationId(), phone, reason: '会员来电,手机丢失' }
  return shop.call(by, 'operations.freeze', input)
}
