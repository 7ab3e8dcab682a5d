import { create } from 'zustand'
import { readStored, writeStored } from '@/platform/storage'
import { systemTextScale } from '@/platform/text-size'
import type { Output } from '@/services/contract'

type Home = Output<'membership.home'>

const LARGE_TEXT = 'large-text'

interface Session {
  standing: Home['standing'] | null
  member: Home['member']
  staff: Home['staff']
  shop: Home['shop'] | null
  /** The person's own choice; WeChat's text size counts too, see `useTextScale`. */
  largeText: boolean
  learn: (home: Home) => void
  setLargeText: (largeText: boolean) => void
}

/** Who the person is to this shop, as the last `membership.home` said. */
export const useSession = create<Session>((set, get) => ({
  standing: null,
  member: null,
  staff: null,
  shop: null,
  largeText: readStored<boolean>(LARGE_TEXT) ?? false,
  learn: ({ standing, member, staff, shop }) => {
    set({ standing, member, staff, shop })
    if (member && member.largeText !== get().largeText) get().setLargeText(member.largeText)
  },
  setLargeText: (largeText) => {
    set({ largeText })
    writeStored(LARGE_TEXT, largeText)
  },
}))

let system: 1 | 1.2 | 1.4 | null = null

/** 1, 1.2 or 1.4: the larger of WeChat's text size and the person's own choice. */
export function useTextScale(): 1 | 1.2 | 1.4 {
  system ??= systemTextScale()
  const large = useSession((state) => state.largeText)
  return large ? 1.4 : system
}
