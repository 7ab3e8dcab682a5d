import { serve } from '../entry/serve'
import { buy } from './buy'
import { cancel } from './cancel'
import { notification } from './notification'
import { orders } from './orders'
import { payReceipt } from './pay-receipt'
import { refund } from './refund'
import { refundQuote } from './refund-quote'
import { settleDue } from './settle-due'
import { sync } from './sync'

export const main = serve(
  'payment',
  {
    'payment.buy': buy,
    'payment.payReceipt': payReceipt,
    'payment.sync': sync,
    'payment.cancel': cancel,
    'payment.orders': orders,
    'payment.refundQuote': refundQuote,
    'payment.refund': refund,
    'payment.settleDue': settleDue,
  },
  { http: notification, timers: { settleDue: 'payment.settleDue' } },
)
