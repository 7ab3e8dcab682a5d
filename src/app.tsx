import { useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { checkBaseLibrary } from '@/platform/capabilities'
import { watchNetwork } from '@/platform/network'
import { watchPrivacy } from '@/platform/privacy'
import { announceUpdates } from '@/platform/update-manager'
import { useConnection } from '@/stores/connection'
import { usePrivacy } from '@/stores/privacy'
import { resumePending } from '@/services/pending-operations'
import './app.scss'

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    checkBaseLibrary()
    announceUpdates()
    watchNetwork((online) => useConnection.getState().setOnline(online))
    watchPrivacy((ask) => usePrivacy.getState().ask(ask))
    void resumePending()
  })
  return children
}
