/** Browsers scale a page themselves; only the person's own choice in 我的 counts here. */
export function systemTextScale(): 1 | 1.2 | 1.4 {
  return 1
}
