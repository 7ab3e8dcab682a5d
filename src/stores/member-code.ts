import { create } from 'zustand'
import { forgetStored, readStored, writeStored } from '@/platform/storage'
import { call, toCallError, type CallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import { MEMBER_CODE_STEP_MS, makeMemberCode } from '@/services/contract'

const KEY = 'member-code'

interface Kept {
  number: string
  secret: string
}

interface MemberCodeStore {
  status: 'loading' | 'ready' | 'join' | 'failed'
  error: CallError | null
  kept: Kept | null
  /** The code that is shown, empty before there is one. */
  code: string
  /** The aggregate's version when the code was asked for: what the pulse counts from. */
  version: number | null
  /** One call; without a network the kept secret still makes valid codes. */
  load: () => Promise<void>
  /** A new code for now: each 30 s, after a screenshot, after a use. */
  renew: () => void
}

export const useMemberCode = create<MemberCodeStore>((set, get) => ({
  status: 'loading',
  error: null,
  kept: null,
  code: '',
  version: null,
  load: async () => {
    const kept = get().kept ?? readStored<Kept>(KEY)
    if (kept) {
      set({ kept, status: 'ready' })
      get().renew()
    }
    try {
      const { number, secret, version } = await call('membership.code', {})
      if (kept?.secret !== secret) keep({ number, secret })
      set({ kept: { number, secret }, version, status: 'ready', error: null })
      if (kept?.secret !== secret) get().renew()
    } catch (thrown) {
      const error = toCallError(thrown)
      if (error.code === 'JOIN_REQUIRED') {
        forgetStored(KEY)
        set({ status: 'join', kept: null, code: '', error: null })
      } else if (error.code === 'MEMBER_FROZEN') {
        // What is kept makes codes that are void for good (L5).
        forgetStored(KEY)
        set({ status: 'failed', kept: null, code: '', error })
      } else if (!kept) set({ status: 'failed', error })
    }
  },
  renew: () => {
    const { kept } = get()
    if (!kept) return
    const nonce = Math.floor(Math.random() * 2 ** 32)
    set({
      code: makeMemberCode({ number: kept.number, secretHex: kept.secret, now: serverNow(), nonce }),
    })
  },
}))

/** Milliseconds until the step ends in which a code made now counts as new. */
export function untilNextStep(): number {
  return MEMBER_CODE_STEP_MS - (serverNow() % MEMBER_CODE_STEP_MS)
}

function keep(value: Kept): void {
  try {
    writeStored(KEY, value)
  } catch {
    // Without storage the code needs a network, as on the first visit.
  }
}
