import { useDidShow, useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { checkBaseLibrary } from '@/platform/capabilities'
import { watchNetwork } from '@/platform/network'
import { watchPrivacy } from '@/platform/privacy'
import { announceUpdates } from '@/platform/update-manager'
import { useConnection } from '@/stores/connection'
import { usePrivacy } from '@/stores/privacy'
import { noteFirstTouch } from '@/services/first-touch'
import { resumePending } from '@/services/pending-operations'
import './app.scss'

interface Launched {
  query?: { scene?: string }
}

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    checkBaseLibrary()
    announceUpdates()
    watchNetwork((online) => useConnection.getState().setOnline(online))
    watchPrivacy((ask) => usePrivacy.getState().ask(ask))
    void resumePending()
  })
  // Also when a code is scanned while the mini-program still runs.
  useDidShow((options) => noteFirstTouch((options as Launched | undefined)?.query?.scene))
  return children
}
