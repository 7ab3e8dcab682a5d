import { useRouter } from '@tarojs/taro'
import { useMemo } from 'react'

type Parameters = Readonly<Record<string, string | undefined>>

/**
 * What a page was opened with. WeChat hands values over as they stand in the address, still
 * percent-encoded: an id with a colon would be another one.
 */
export function useParameters(): Parameters {
  const { params } = useRouter()
  return useMemo(
    () => Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decoded(value)])),
    [params],
  )
}

/** A value that is not properly encoded stays as it is. */
function decoded(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value)
  } catch {
    return value
  }
}
