import { isRefusal } from '../contract/refusals'
import { type MemberStep, memberSteps } from '../domain/member-steps'
import { wechatSteps } from '../domain/renewal-steps'
import type { Scope } from '../entry/handler'
import type { MemberDocument } from '../ledger/aggregate'
import { carryOutAtWechat } from './wechat-steps'

/** How far one run goes; what is left is found again by the next, a minute later. */
const BATCH = 20
/** What could not be brought further lets the others come first. */
const LATER_MS = 5 * 60_000
/** Due by the index, but nothing to do: something outside has to happen first. */
const NOTHING_TO_DO_MS = 3_600_000

/**
 * Carries out what falls due for members by the clock alone, each step as a commit of its own. One
 * member whose step fails doesn't keep the others waiting, and comes again later.
 * @returns how many steps were carried out, and how many members are left
 */
export async function settleMembers(scope: Scope): Promise<{ done: number; left: number }> {
  const { backend, now, deadline } = scope
  const total = { done: 0, left: 0 }
  const members = await backend.dueMembers.find(now, BATCH)
  for (const member of members) {
    if (backend.clock() > deadline) return { ...total, left: total.left + 1 }
    try {
      total.done += await settleMember(member, scope)
    } catch (error) {
      total.left += 1
      const reason = error instanceof Error ? error.name : 'error'
      console.error(JSON.stringify({ requestId: scope.requestId, memberStep: reason }))
      await postpone(member._id, scope, LATER_MS)
    }
  }
  return total
}

/** What is due for one member now, at once: for who just did something that leads to more. */
export async function settleOne(memberId: string, scope: Scope): Promise<void> {
  const member = (await scope.backend.ledger.readMembers([memberId])).get(memberId)
  if (member && (member.nextDueAt ?? Number.POSITIVE_INFINITY) <= scope.now) await settleMember(member, scope)
}

async function settleMember(found: MemberDocument, scope: Scope): Promise<number> {
  const { backend, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) throw new StepPostponed(release.code)
  const context = { release, now }
  let done = 0
  for (const step of memberSteps(found.state, context)) {
    await carryOut(found._id, step, scope)
    done += 1
  }
  let waits = false
  for (const step of wechatSteps(found.state, context)) {
    if (await carryOutAtWechat(step, found._id, release, scope)) done += 1
    else waits = true
  }
  if (done === 0) await postpone(found._id, scope, waits ? LATER_MS : NOTHING_TO_DO_MS)
  return done
}

/** A refusal of the rules means that somebody did it, or took the reason away, in between. */
async function carryOut(memberId: string, step: MemberStep, scope: Scope): Promise<void> {
  const { backend, now, deadline } = scope
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: step.operationId,
    command: step.command,
    actor: { role: 'timer', memberId: null, branchId: null },
    input: step.input,
    now,
    deadline,
    decide: (state) => step.decide(state),
  })
  if (isRefusal(committed)) throw new StepPostponed(committed.code)
}

/** By the member as it is now: a step before the one that failed may have written it. */
async function postpone(memberId: string, { backend, now }: Scope, ms: number): Promise<void> {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  if (member && member.nextDueAt !== null && member.nextDueAt <= now)
    await backend.dueMembers.postpone(member, now + ms)
}

class StepPostponed extends Error {
  constructor(code: string) {
    super(`a member's step is postponed: ${code}`)
    this.name = 'StepPostponed'
  }
}
