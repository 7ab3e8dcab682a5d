import { autoRenew } from './auto-renew'
import { closing } from './closing'
import { partners, payment } from './connections'
import type { Form } from './form'
import { messages } from './messages'
import { agreements, branches, counter } from './places'
import { prepaid } from './prepaid'
import { refundInterest } from './refund-interest'
import { licence, shop } from './shop'

/** Every form of the set-up guide by its name in the address. */
export const FORMS: Partial<Record<string, Form>> = {
  shop,
  licence,
  branches,
  agreements,
  messages,
  payment,
  partners,
  prepaid,
  'refund-interest': refundInterest,
  counter,
  closing,
  'auto-renew': autoRenew,
}
