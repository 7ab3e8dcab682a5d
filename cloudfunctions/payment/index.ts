import { serve } from '../entry/serve'
import { agreementCopies, agreementCopy } from './agreement-copies'
import { buy } from './buy'
import { cancel } from './cancel'
import { check } from './check'
import { cancelContract } from './cancel-contract'
import { disputeStatement } from './dispute-statement'
import { claimGuarantee } from './claim-guarantee'
import { guarantee } from './guarantee'
import { notification } from './notification'
import { orders } from './orders'
import { buyFlash } from './buy-flash'
import { returnVoucher } from './return-voucher'
import { payReceipt } from './pay-receipt'
import { refund } from './refund'
import { refundQuote } from './refund-quote'
import { refunds } from './refunds'
import { settleDue } from './settle-due'
import { signContract } from './sign-contract'
import { sync } from './sync'
import { syncContract } from './sync-contract'
import { topUp } from './top-up'
import { closingQuotes } from './closing-quotes'
import { closeAccount } from './close-account'

/** Named so that tests can run them on a database of their own. */
export const handlers = {
  'payment.closeAccount': closeAccount,
  'payment.closingQuotes': closingQuotes,
  'payment.buy': buy,
  'payment.topUp': topUp,
  'payment.payReceipt': payReceipt,
  'payment.buyFlash': buyFlash,
  'payment.returnVoucher': returnVoucher,
  'payment.sync': sync,
  'payment.cancel': cancel,
  'payment.orders': orders,
  'payment.agreementCopies': agreementCopies,
  'payment.agreementCopy': agreementCopy,
  'payment.refundQuote': refundQuote,
  'payment.refund': refund,
  'payment.refunds': refunds,
  'payment.guarantee': guarantee,
  'payment.claimGuarantee': claimGuarantee,
  'payment.signContract': signContract,
  'payment.syncContract': syncContract,
  'payment.cancelContract': cancelContract,
  'payment.disputeStatement': disputeStatement,
  'payment.settleDue': settleDue,
  'payment.check': check,
}

export const main = serve('payment', handlers, {
  http: notification,
  timers: { settleDue: 'payment.settleDue' },
})
