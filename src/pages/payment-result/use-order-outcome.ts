import { useCallback, useEffect, useRef, useState } from 'react'
import { toCallError } from '@/services/call'
import type { CardView } from '@/services/contract'
import { syncOrder, type Order } from '@/services/payments'

export type OrderOutcome =
  /** Being asked; also while WeChat itself is still busy. */
  | { kind: 'waiting' }
  | { kind: 'paid'; order: Order; again: () => void }
  | { kind: 'delivered'; order: Order; card: CardView | null }
  | { kind: 'unpaid'; order: Order; again: () => void }
  | { kind: 'closed'; order: Order }
  | { kind: 'refunded'; order: Order }
  | { kind: 'unknown'; message: string; again: () => void }

const PAUSE_MS = 2000
/** Half a minute of asking; then the person decides when to ask again. */
const MOST_TURNS = 15

/** Asks how an order stands every two seconds until it is known, and says honestly when it isn't. */
export function useOrderOutcome(orderId: string): OrderOutcome {
  const [outcome, setOutcome] = useState<OrderOutcome>({ kind: 'waiting' })
  const round = useRef(0)

  const ask = useCallback(async () => {
    const mine = (round.current += 1)
    setOutcome({ kind: 'waiting' })
    for (let turn = 1; mine === round.current; turn += 1) {
      const found = await syncOrder(orderId).catch((error: unknown) => toCallError(error))
      if (mine !== round.current) return
      const last = turn >= MOST_TURNS
      if ('order' in found) {
        const settled = settledOutcome(found.order, found.card)
        if (settled) return setOutcome(settled)
        if (found.order.state === 'paid') setOutcome({ kind: 'paid', order: found.order, again })
        else if (last) setOutcome({ kind: 'unpaid', order: found.order, again })
        if (last) return
      } else if (last || found.code === 'ORDER_NOT_FOUND' || found.code === 'OFFLINE') {
        return setOutcome({ kind: 'unknown', message: found.message, again })
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }

    function again(): void {
      void ask()
    }
  }, [orderId])

  useEffect(() => {
    void ask()
    return () => {
      round.current += 1
    }
  }, [ask])
  return outcome
}

function settledOutcome(order: Order, card: CardView | null): OrderOutcome | null {
  switch (order.state) {
    case 'delivered':
      return { kind: 'delivered', order, card }
    case 'closed':
      return { kind: 'closed', order }
    case 'refunding':
    case 'refunded':
      return { kind: 'refunded', order }
    default:
      return null
  }
}
