import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import type { Due } from '../domain/decision'
import { markHelper, removeHelper } from '../domain/households'
import { hasLeft } from '../domain/merging'
import type { MemberDocument } from '../ledger/aggregate'
import type { Scope } from './handler'

export type HouseholdDue = Extract<Due, { kind: 'household_mark' | 'household_leave' }>

/** More merges than one person can need. */
const MOST_SUCCESSORS = 5

/**
 * Brings the other half of a household up to date, at once by whoever changed the first half and
 * again by the timer: each commit has an id of its own, so that it happens once.
 */
export async function carryOutHousehold(
  due: HouseholdDue,
  scope: Pick<Scope, 'backend' | 'now' | 'deadline'>,
): Promise<{ ok: true } | Refusal> {
  return due.kind === 'household_mark' ? setMark(due, scope) : takeOffList(due, scope)
}

async function setMark(
  due: Extract<HouseholdDue, { kind: 'household_mark' }>,
  { backend, now, deadline }: Pick<Scope, 'backend' | 'now' | 'deadline'>,
): Promise<{ ok: true } | Refusal> {
  const { operationId, memberId, mark, unless } = due
  const member = await follow(memberId, backend, ({ state }) => !hasLeft(state))
  if (!member) return refuse('MEMBER_NOT_FOUND')
  const committed = await backend.ledger.commit({
    memberId: member._id,
    member,
    operationId: `mark:${operationId}`,
    command: 'membership.householdMark',
    actor: { role: 'member', memberId: member._id, branchId: null },
    input: { operationId },
    now,
    deadline,
    decide: (state) => markHelper(state, { mark, now, ...(unless ? { unless } : {}) }),
  })
  return isRefusal(committed) ? committed : { ok: true }
}

async function takeOffList(
  { operationId, ownerId, helperId }: Extract<HouseholdDue, { kind: 'household_leave' }>,
  { backend, now, deadline }: Pick<Scope, 'backend' | 'now' | 'deadline'>,
): Promise<{ ok: true } | Refusal> {
  let onItsWay = false
  const owner = await follow(ownerId, backend, ({ state }) => {
    onItsWay ||= Boolean(state.handingOver)
    return state.helpers.some(({ memberId }) => memberId === helperId)
  })
  // A list that is just going to another WeChat is nobody's: it is looked for again (M062).
  if (!owner) return onItsWay ? refuse('BUSY') : { ok: true }
  const committed = await backend.ledger.commit({
    memberId: owner._id,
    member: owner,
    operationId: `leave:${operationId}`,
    command: 'membership.leaveHousehold',
    actor: { role: 'member', memberId: helperId, branchId: null },
    input: { operationId },
    now,
    deadline,
    decide: (state) => removeHelper(state, { operationId, helperId, left: true, now }),
  })
  return isRefusal(committed) ? committed : { ok: true }
}

/** The member, or who has what was the member's since (M062), of whom this is true. */
async function follow(
  memberId: string,
  { ledger }: Scope['backend'],
  isIt: (document: MemberDocument) => boolean,
): Promise<MemberDocument | null> {
  let id: string | null = memberId
  for (let hops = 0; id !== null && hops <= MOST_SUCCESSORS; hops += 1) {
    const document: MemberDocument | undefined = (await ledger.readMembers([id])).get(id)
    if (!document || isIt(document)) return document ?? null
    id = document.state.mergedInto ?? null
  }
  return null
}
