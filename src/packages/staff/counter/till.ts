import { create, type StoreApi, type UseBoundStore } from 'zustand'
import { isDefinite, toCallError, type CallError } from '@/services/call'
import type { ActionName, Input, Output } from '@/services/contract'
import { addAmount, changeQuantity, EMPTY_BASKET, removeAmount, type Basket } from './basket'
import { BRANCH_KEY } from '../branch-choice'
import { createSettling } from './settling'
import { fenOfText } from './keypad-entry'
import { createQuoting } from './quoting'
import { askedOf, NOBODY, typedLine, type Order, type Till, type TillState, type Visit } from './till-state'

export interface TillPorts {
  call: <A extends ActionName>(action: A, input: Input<A>) => Promise<Output<A>>
  /** Epoch ms of the server. */
  now: () => number
  newOperationId: () => string
  storage: {
    read: <T>(key: string) => T | null
    /** Throws when the phone refuses to keep it. */
    write: (key: string, value: unknown) => void
    forget: (key: string) => void
  }
  succeeded: () => void
  failed: () => void
}

/** A second tap this soon after a change belongs to what was there before. */
export const DELIBERATE_MS = 600

/** After these the member shows a new code, and the basket waits for the same member. */
const SCAN_AGAIN: readonly string[] = ['VISIT_EXPIRED', 'VISIT_INVALID', 'CODE_USED']

/** True when serving can only go on with a fresh member code. */
export function mustScanAgain(error: CallError | null): boolean {
  return error !== null && SCAN_AGAIN.includes(error.code)
}

/**
 * The till: one member at a time, one settlement at a time. It computes no price; every amount is
 * the back end's quote or receipt.
 */
export function createTill(ports: TillPorts): UseBoundStore<StoreApi<Till>> {
  let heldUntil = 0
  let lookup = 0
  /** The basket of a member whose visit ended, kept for a new code of the same member. */
  let kept: { number: string; basket: Basket } | null = null
  /** A look-up by phone is counted: the same number asked again is the same operation. */
  let finding: { phone: string; operationId: string } | null = null

  return create<Till>((set, get) => {
    const quoting = createQuoting({
      now: ports.now,
      show: (view) => {
        const before = get().quoting
        const changed = view.quote?.receipt.paid !== before.quote?.receipt.paid
        if (view.status === 'fresh' && changed) hold()
        set({ quoting: view })
      },
      ask: (asked) => {
        const { branchId, visit } = get()
        return ports.call('counter.quote', { branchId: branchId ?? '', visit: visit?.visit ?? '', ...asked })
      },
    })

    const settling = createSettling({ ports, get, set, quoting, enter })

    function hold() {
      heldUntil = Date.now() + DELIBERATE_MS
    }

    /** Every change of the screen starts the guard against double taps anew. */
    function enter(next: Partial<TillState>) {
      hold()
      set(next)
    }

    function changeBasket(next: Partial<Order>) {
      set({ ...next, problem: null })
      quoting.change(askedOf(get()))
    }

    /** The previous member leaves the screen before anything is asked (peers' thread 24). */
    async function serve(ask: () => Promise<Visit>) {
      const mine = (lookup += 1)
      const { visit, basket, quoting: before, problem, phase } = get()
      if (phase === 'settling' || phase === 'awaiting') return
      const again = visit !== null && (mustScanAgain(before.error) || mustScanAgain(problem))
      if (again) kept = { number: visit.member.number, basket }
      quoting.clear()
      enter({ ...NOBODY, phase: 'finding' })
      try {
        const found = await ask()
        if (mine !== lookup) return
        const basketThen = kept?.number === found.member.number ? kept.basket : EMPTY_BASKET
        kept = null
        // A friend's code pays from the balance and nothing else (M015).
        const tender = found.member.friendMost === undefined ? NOBODY.tender : 'stored_value'
        enter({ phase: 'serving', visit: found, tender })
        changeBasket({ basket: basketThen, typed: '' })
      } catch (thrown) {
        if (mine !== lookup) return
        ports.failed()
        enter({ phase: 'ready', problem: toCallError(thrown) })
      }
    }

    return {
      ...NOBODY,
      branchId: ports.storage.read<string>(BRANCH_KEY),
      categoryId: null,
      phase: 'ready',

      chooseBranch(branchId) {
        ports.storage.write(BRANCH_KEY, branchId)
        lookup += 1
        quoting.clear()
        enter({ ...NOBODY, phase: 'ready', branchId, categoryId: null })
      },

      scan: (code) =>
        serve(() => ports.call('counter.resolve', { branchId: get().branchId ?? '', code: code.trim() })),

      find: (phone) =>
        serve(async () => {
          if (finding?.phone !== phone) finding = { phone, operationId: ports.newOperationId() }
          const { operationId } = finding
          try {
            const visit = await ports.call('counter.find', {
              operationId,
              branchId: get().branchId ?? '',
              phone,
            })
            finding = null
            return visit
          } catch (error) {
            if (isDefinite(error)) finding = null
            throw error
          }
        }),

      change: (productId, by) => {
        const basket = changeQuantity(get().basket, productId, by)
        if (basket !== get().basket) changeBasket({ basket })
      },
      type: (typed) => changeBasket({ typed }),
      chooseCategory: (categoryId) => changeBasket({ categoryId }),
      addTyped: () => {
        const { basket, categoryId, typed } = get()
        const line = typedLine(categoryId, fenOfText(typed))
        if (line) changeBasket({ basket: addAmount(basket, line), typed: '' })
      },
      removeAmount: (index) => changeBasket({ basket: removeAmount(get().basket, index) }),
      clearBasket: () => changeBasket({ basket: EMPTY_BASKET, typed: '' }),
      chooseCoupons: (couponLotIds) => changeBasket({ couponLotIds }),
      payWithPoints: (on) => changeBasket({ points: on ? (get().quoting.quote?.points?.available ?? 0) : 0 }),
      deliver: (delivery) => changeBasket({ delivery }),
      chooseTender: (tender) => set({ tender }),
      requote: () => quoting.refresh(),

      settle: (shortfall = 0) => {
        if (Date.now() >= heldUntil) settling.settle(shortfall)
      },
      cancelPayment: () => settling.cancel(),
      undo: () => settling.undo(),

      handedOver: ({ orderId, giftId }) => {
        const { visit } = get()
        if (!visit) return
        const gifts = visit.member.gifts?.filter((gift) => gift.orderId !== orderId || gift.giftId !== giftId)
        set({ visit: { ...visit, member: { ...visit.member, gifts } } })
      },

      next: () => {
        if (Date.now() < heldUntil) return
        lookup += 1
        kept = null
        quoting.clear()
        enter({ ...NOBODY, phase: 'ready' })
      },

      wake: () => {
        settling.resume()
        if (get().phase === 'serving') quoting.wake()
      },
      sleep: () => {
        quoting.pause()
        settling.rest()
      },
    }
  })
}
