/** A page that is loaded anew is the newest one. */
export function announceUpdates(): void {
  return undefined
}

/** The back end no longer speaks this version's language (UPDATE_REQUIRED). */
export function requireUpdate(): void {
  if (window.confirm('当前版本较旧,刷新后即可继续,内容没有丢失。现在刷新?')) window.location.reload()
}
