import { create } from 'zustand'

interface Connection {
  online: boolean
  setOnline: (online: boolean) => void
}

/** Whether there is a network; fed by platform/network. */
export const useConnection = create<Connection>((set) => ({
  online: true,
  setOnline: (online) => set({ online }),
}))
