import { useEffect } from 'react'
import type { ShopView } from '@/services/contract'
import { useAnswer } from '@/stores/answer'
import { useSession } from '@/stores/session'

/** Who the shop is, asked for only where a page was opened without the member centre before it. */
export function useShop(): ShopView | null {
  const shop = useSession((state) => state.shop)
  const learn = useSession((state) => state.learn)
  const { data } = useAnswer('membership.home', {}, { enabled: shop === null })
  useEffect(() => {
    if (data) learn(data)
  }, [data, learn])
  return shop
}
