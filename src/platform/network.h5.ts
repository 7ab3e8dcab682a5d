export function isOnline(): boolean {
  return window.navigator.onLine
}

/** Tells at once and after each change whether there is a network. */
export function watchNetwork(tell: (online: boolean) => void): void {
  tell(window.navigator.onLine)
  window.addEventListener('online', () => tell(true))
  window.addEventListener('offline', () => tell(false))
}
