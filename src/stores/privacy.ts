import { create } from 'zustand'
import type { PrivacyRequest } from '@/platform/outcomes'

interface Privacy {
  /** WeChat waits for the person's word on its privacy guide. */
  request: PrivacyRequest | null
  ask: (request: PrivacyRequest) => void
  agree: (buttonId: string) => void
  decline: () => void
}

export const usePrivacy = create<Privacy>((set, get) => ({
  request: null,
  ask: (request) => set({ request }),
  agree: (buttonId) => {
    get().request?.agree(buttonId)
    set({ request: null })
  },
  decline: () => {
    get().request?.decline()
    set({ request: null })
  },
}))
