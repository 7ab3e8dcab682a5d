import { signalFailure, signalSuccess } from '@/platform/feedback'
import { forgetStored, readStored, writeStored } from '@/platform/storage'
import { call } from '@/services/call'
import { serverNow } from '@/services/clock'
import { makeOperationId } from '@/services/contract'
import { createTill } from './till'

/** The till of this phone: it outlives the page, so that a settlement goes on while one looks elsewhere. */
export const useTill = createTill({
  call,
  now: serverNow,
  newOperationId: () => makeOperationId(serverNow(), Math.random),
  storage: { read: readStored, write: writeStored, forget: forgetStored },
  succeeded: signalSuccess,
  failed: signalFailure,
})
