import { useEffect, useState } from 'react'

/** Long enough for the sheet's class to be sent by itself, too short to be seen. */
const MOMENT_MS = 32

/** True from a moment after a sheet opened: its rows follow the tap instead of weighing on it (P7). */
export function useUnfolded(open: boolean): boolean {
  const [unfolded, setUnfolded] = useState(false)
  useEffect(() => {
    if (!open) return setUnfolded(false)
    const timer = setTimeout(() => setUnfolded(true), MOMENT_MS)
    return () => clearTimeout(timer)
  }, [open])
  return open && unfolded
}
