import { serve } from '../entry/serve'
import { cancelPayment } from './cancel-payment'
import { desk } from './desk'
import { find } from './find'
import { handOver } from './hand-over'
import { partnerCode } from './partner-code'
import { quote } from './quote'
import { receipt } from './receipt'
import { resolve } from './resolve'
import { settle } from './settle'
import { today } from './today'
import { undo } from './undo'

/** Named so that a benchmark can run them on another backend. */
export const handlers = {
  'counter.desk': desk,
  'counter.resolve': resolve,
  'counter.find': find,
  'counter.quote': quote,
  'counter.settle': settle,
  'counter.receipt': receipt,
  'counter.cancelPayment': cancelPayment,
  'counter.undo': undo,
  'counter.handOver': handOver,
  'counter.today': today,
  'counter.partnerCode': partnerCode,
}

export const main = serve('counter', handlers)
