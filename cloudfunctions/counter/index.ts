import { serve } from '../entry/serve'
import { benefits } from './benefits'
import { cancelPayment } from './cancel-payment'
import { claimWarranty } from './claim-warranty'
import { desk } from './desk'
import { find } from './find'
import { handOver } from './hand-over'
import { partnerCode } from './partner-code'
import { quote } from './quote'
import { redeemVoucher } from './redeem-voucher'
import { receipt } from './receipt'
import { resolve } from './resolve'
import { quoteReturn, returnGoods } from './return-goods'
import { returnable } from './returnable'
import { settle } from './settle'
import { completeTask, tasks } from './tasks'
import { today } from './today'
import { undo } from './undo'
import { undoBenefit } from './undo-benefit'
import { useBenefit } from './use-benefit'
import { careList, completeCare } from './care-list'
import { checkInEvent, events } from './events'

/** Named so that a benchmark can run them on another backend. */
export const handlers = {
  'counter.events': events,
  'counter.checkInEvent': checkInEvent,
  'counter.careList': careList,
  'counter.completeCare': completeCare,
  'counter.redeemVoucher': redeemVoucher,
  'counter.desk': desk,
  'counter.resolve': resolve,
  'counter.find': find,
  'counter.quote': quote,
  'counter.settle': settle,
  'counter.receipt': receipt,
  'counter.cancelPayment': cancelPayment,
  'counter.undo': undo,
  'counter.returnable': returnable,
  'counter.quoteReturn': quoteReturn,
  'counter.returnGoods': returnGoods,
  'counter.handOver': handOver,
  'counter.today': today,
  'counter.benefits': benefits,
  'counter.useBenefit': useBenefit,
  'counter.undoBenefit': undoBenefit,
  'counter.claimWarranty': claimWarranty,
  'counter.tasks': tasks,
  'counter.completeTask': completeTask,
  'counter.partnerCode': partnerCode,
}

export const main = serve('counter', handlers)
