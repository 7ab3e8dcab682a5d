import type { ActionName, Input } from '../../cloudfunctions/contract'
import type { Answer } from '../../cloudfunctions/contract/envelope'
import type { Tender } from '../../cloudfunctions/contract/primitives'
import type { Transaction } from '../../cloudfunctions/gateways/payment-port'
import { IDENTITY_NUMBER, NAME } from '../stored-value-shop'
import { activityOperations } from './scheduled-activities'
import { autoRenewOperations } from './scheduled-auto-renew'
import { allianceOperations } from './scheduled-alliance'
import { benefitOperations } from './scheduled-benefits'
import { careOperations } from './scheduled-care'
import { couponOperations } from './scheduled-coupons'
import { tierOperations } from './scheduled-tiers'
import { Documents } from './scheduled-database'
import {
  invite,
  openWith,
  payOnPhone,
  purchase,
  quoteOf,
  settled,
  stageDraft,
  topUpOf,
} from './scheduled-past'
import { messageOperations } from './scheduled-messages'
import { privacyOperations } from './scheduled-privacy'
import { referralOperations } from './scheduled-referral'
import { refundOperations } from './scheduled-refunds'
import { pointsOperations } from './scheduled-points'
import { transferOperations } from './scheduled-transfers'
import { openInstance, OWNER_SECRET, numberOf, World, type Instance } from './scheduled-shop'
import { ScheduledWechat } from './scheduled-wechat'
import { FREE } from './schedules'

/** One intention of somebody, with its operation id: it may be sent any number of times. */
export interface Operation {
  readonly name: string
  /** The action of the contract that it is, if it is one. */
  readonly action: ActionName | null
  /** Whose document it writes; a timer looks at everybody's. */
  readonly writes: string
  /** In which world it makes sense: one where a receipt of `lin` waits for the phone, or any. */
  readonly needs: 'waiting' | 'any'
  /** Sent again it answers the same, byte for byte (I9). */
  readonly repeatable: boolean
  /** Resolves to the answer, or to the HTTP status of a callback's. */
  send(instance: Instance): Promise<Answer | number>
}

export interface Stage {
  readonly quiet: World
  /** The same, and a receipt waits for lin's payment, for which WeChat has just taken the money. */
  readonly waiting: World
  readonly operations: readonly Operation[]
}

const branchId = 'laojie'
const OPENING = Date.UTC(2027, 2, 10, 2)
const REPEATABLE: readonly ActionName[] = [
  ...(['counter.settle', 'counter.undo', 'counter.cancelPayment', 'membership.join'] as const),
  ...([
    'membership.consent',
    'membership.acceptInvitation',
    'operations.invite',
    'operations.claim',
  ] as const),
  ...(['operations.revoke', 'operations.release'] as const),
  ...(['points.checkIn', 'counter.returnGoods', 'membership.leaveAsIs'] as const),
  ...(['membership.budget', 'membership.friendCode', 'membership.registerName'] as const),
  ...(['membership.offerTransfer', 'membership.acceptTransfer', 'membership.withdrawTransfer'] as const),
]

/** A shop with a past: `lin` holds a card and two receipts that can be undone, `lin2` is her other WeChat. */
export async function openStage(): Promise<Stage> {
  const quiet = new World(new Documents(), new ScheduledWechat(), OPENING)
  const shop = await openInstance(quiet, FREE, 1, false)
  const { orderId, ...refundable } = await openWith(quiet, shop)
  const bringable = await settled(shop, 'external')
  // Past the till's undo: from here on goods are brought back.
  quiet.now += 16 * 60_000
  const undoable = await settled(shop, 'external')
  const paidOnPhone = await settled(shop, 'wechat')
  await payOnPhone(quiet, shop, paidOnPhone)
  quiet.now += 61_000
  await shop.timer('renewal.sweep')
  await shop.timer('payment.settleDue')

  const shown = await shop.codeOf('lin')
  const quotes = {
    first: await quoteOf(shop, 'clerk-1', shown),
    sameCode: await quoteOf(shop, 'clerk-2', shown),
    second: await quoteOf(shop, 'clerk-1', await shop.codeOf('lin')),
    onPhone: await quoteOf(shop, 'clerk-2', await shop.codeOf('lin')),
  }
  const card = await shop.call('lin', 'payment.buy', await purchase(shop))
  const cardId = card.order.orderId
  const payments = [quiet.pay.pay(cardId, quiet.now), quiet.pay.pay(cardId, quiet.now)] as const
  const { order: topUp } = await shop.call('lin', 'payment.topUp', await topUpOf(shop))
  const paidIn = quiet.pay.pay(topUp.orderId, quiet.now)
  const { invitation } = await invite(shop)
  const codes = { lin: await shop.codeOf('lin'), lin2: await shop.codeOf('lin2') }

  const waiting = quiet.copy()
  const till = await openInstance(waiting, FREE, 2, false)
  const quote = await quoteOf(till, 'clerk-1', await till.codeOf('lin'))
  const asked = await till.call('clerk-1', 'counter.settle', { branchId, quote, tender: 'wechat' })
  const { receiptId, paid: amount } = asked.receipt
  const onPhone = { operationId: till.operationId(), receiptId, amount }
  await till.call('lin', 'payment.payReceipt', onPhone)
  const counterPayment = waiting.pay.pay(onPhone.operationId, waiting.now)

  const claim = { operationId: shop.operationId(), orderId, giftId: 'bei' }
  await shop.call('lin', 'membership.claimGift', claim)
  const { visit } = await shop.call('clerk-1', 'counter.resolve', {
    branchId,
    code: await shop.codeOf('lin'),
  })
  const invitationTo = async () => {
    const invite = { operationId: shop.operationId(), membershipId: orderId }
    return (await shop.call('lin', 'membership.inviteHelper', invite)).invitation
  }
  const joining = {
    operationId: shop.operationId(),
    invitation: await invitationTo(),
    consent: true as const,
  }
  await shop.call('lin3', 'membership.joinHousehold', joining)
  const toHousehold = await invitationTo()
  const fromBalance = await quoteOf(shop, 'clerk-2', await shop.codeOf('lin'))

  const withPartners = await allianceOperations(shop, orderId, visit)
  const withRefunds = await refundOperations(shop, refundable)
  const withContracts = await autoRenewOperations(quiet, shop)
  const withBenefits = await benefitOperations(quiet, shop, visit, undoable)
  const withCoupons = await couponOperations(shop)
  const withTiers = await tierOperations(shop)
  const withPointsOfHers = await pointsOperations(shop, bringable)
  const withActivities = await activityOperations(quiet, shop, visit)
  const withCare = await careOperations(quiet, shop, visit)
  const withInvitations = await referralOperations(shop)
  const withTransfers = await transferOperations(shop)
  const withMessages = messageOperations(shop)
  const withOwnData = await privacyOperations(shop)
  const { release, draft } = await shop.call('owner', 'operations.catalogue', {})
  const agreement = await shop.call('lin', 'membership.agreement', { agreementId: 'service' })
  const { refund } = await shop.call('lin', 'payment.refundQuote', { orderId })
  const id = () => shop.operationId()
  const atCounter = (receipt: string) => ({ branchId, memberNumber: numberOf('lin'), receiptId: receipt })
  const sent = <A extends ActionName>(
    action: A,
    person: string,
    input: Input<A>,
    more: Partial<Pick<Operation, 'name' | 'writes' | 'needs'>> = {},
  ): Operation => ({
    name: action,
    writes: action.startsWith('operations.') ? person : 'lin',
    needs: 'any',
    action,
    repeatable: REPEATABLE.includes(action),
    send: (instance) => instance.ask(person, action, input),
    ...more,
  })
  const told = (name: string, transaction: Transaction, needs: Operation['needs'] = 'any'): Operation => ({
    name,
    action: null,
    writes: 'lin',
    needs,
    repeatable: false,
    send: (instance) => instance.notify(transaction),
  })
  const timer = (action: 'payment.settleDue' | 'renewal.sweep'): Operation => ({
    name: action,
    action,
    writes: 'everybody',
    needs: 'any',
    repeatable: false,
    send: (instance) => instance.timer(action),
  })
  const settle = (clerk: string, quoted: string, tender: Tender, name: string) =>
    sent('counter.settle', clerk, { branchId, quote: quoted, tender }, { name })
  const waits = { needs: 'waiting' } as const

  const operations: Operation[] = [
    settle('clerk-1', quotes.first, 'external', 'settle'),
    settle('clerk-2', quotes.sameCode, 'external', 'settle with the same code'),
    settle('clerk-1', quotes.second, 'external', 'settle with another code'),
    settle('clerk-2', quotes.onPhone, 'wechat', 'settle to be paid on the phone'),
    sent('counter.undo', 'clerk-1', atCounter(undoable)),
    sent('counter.undo', 'clerk-2', atCounter(undoable), { name: 'undo by another clerk' }),
    sent('counter.undo', 'clerk-1', atCounter(paidOnPhone), { name: 'undo of what was paid on the phone' }),
    sent('counter.cancelPayment', 'clerk-1', atCounter(receiptId), waits),
    sent(
      'counter.find',
      'clerk-1',
      { operationId: id(), branchId, phone: '13800000001' },
      { writes: 'clerk-1' },
    ),
    sent('payment.buy', 'lin', await purchase(shop)),
    sent('payment.payReceipt', 'lin', { operationId: id(), receiptId, amount }, waits),
    sent('payment.sync', 'lin', { orderId: cardId }),
    sent('payment.cancel', 'lin', { orderId: cardId }),
    sent('payment.refund', 'lin', { operationId: id(), orderId, refund }),
    sent('payment.topUp', 'lin', await topUpOf(shop)),
    told('a callback for the top-up', paidIn),
    told('a callback for the card', payments[0]),
    told('a callback for a second payment', payments[1]),
    told('a callback for the receipt', counterPayment, 'waiting'),
    timer('payment.settleDue'),
    timer('renewal.sweep'),
    sent('membership.join', 'lin', {
      operationId: id(),
      agreement: { id: agreement.id, version: agreement.version },
      marketing: true,
    }),
    sent('membership.bindPhone', 'lin', { operationId: id(), code: 'phone:13800000003:a' }),
    sent('membership.consent', 'lin', { operationId: id(), purpose: 'marketing', granted: true }),
    sent('membership.preferences', 'lin', { operationId: id(), largeText: true }),
    sent('membership.leaveAsIs', 'lin', { operationId: id(), membershipId: orderId }),
    sent('membership.setBillOptions', 'lin', { operationId: id(), percentile: true, amounts: true }),
    sent('membership.budget', 'lin', { operationId: id(), monthly: 30_000 }),
    sent('membership.friendCode', 'lin', { operationId: id(), most: 1000 }),
    sent('membership.registerName', 'lin', {
      operationId: id(),
      name: NAME,
      identityNumber: IDENTITY_NUMBER,
      consent: true,
    }),
    sent('membership.acceptInvitation', 'lin', { operationId: id(), invitation }),
    settle('clerk-2', fromBalance, 'stored_value', 'settle from the balance'),
    sent('membership.claimGift', 'lin', { operationId: id(), orderId, giftId: 'wan' }),
    sent('counter.handOver', 'clerk-1', { operationId: id(), branchId, visit, orderId, giftId: 'bei' }),
    sent('membership.inviteHelper', 'lin', { operationId: id(), membershipId: orderId }),
    sent('membership.joinHousehold', 'lin2', {
      operationId: id(),
      invitation: toHousehold,
      consent: true,
    }),
    sent('membership.removeHelper', 'lin', { operationId: id(), memberNumber: numberOf('lin3') }),
    sent('membership.leaveHousehold', 'lin3', { operationId: id() }),
    sent('membership.merge', 'lin', {
      operationId: id(),
      phoneCode: 'phone:13800000002:b',
      memberCode: codes.lin2,
    }),
    sent(
      'membership.merge',
      'lin2',
      { operationId: id(), phoneCode: 'phone:13800000001:c', memberCode: codes.lin },
      { name: 'merge the other way' },
    ),
    ...withPartners(sent),
    ...withRefunds(sent),
    ...withContracts(sent),
    ...withBenefits(sent),
    ...withCoupons(sent),
    ...withTiers(sent),
    ...withTransfers(sent),
    ...withPointsOfHers(sent),
    ...withActivities(sent),
    ...withCare(sent),
    ...withInvitations(sent),
    ...withMessages(sent),
    ...withOwnData(sent),
    sent('operations.claim', 'owner', { operationId: id(), secret: OWNER_SECRET }),
    sent('operations.invite', 'owner', { operationId: id(), role: 'clerk', branchIds: [branchId] }),
    sent('operations.release', 'owner', {
      operationId: id(),
      expectedRelease: release,
      draft: { ...(draft ?? stageDraft()), undoMinutes: 20 },
    }),
    sent(
      'operations.revoke',
      'owner',
      { operationId: id(), memberNumber: numberOf('clerk-1') },
      { writes: 'clerk-1' },
    ),
  ]
  return { quiet, waiting, operations }
}
