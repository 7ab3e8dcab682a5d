import type { ActionName } from '../contract'
import { isRefusal, type Refusal } from '../contract/refusals'
import type { Decision, Facts, JournalEntry } from '../domain/decision'
import type { MemberState } from '../domain/member'
import { emptyMember } from '../domain/new-member'
import type { MemberDocument } from '../ledger/aggregate'
import type { CommitRequest, CommitResult } from '../ledger/ledger'
import type { PersonScope } from './handler'

/** What a person does to what is their own, from the first look at it to its commit. */
export interface PersonOperation {
  /** As the ledger knows it: `ledger.cancel` takes it before something that was held is given back. */
  readonly request: Omit<CommitRequest, 'decide'>
  /** As it was read; undefined for who was never seen before. */
  readonly member: MemberDocument | undefined
  /** The member's, or that of somebody without anything. */
  readonly state: MemberState
  /** What was applied under this id before; null for a new operation. */
  readonly applied: JournalEntry | null
  commit<F extends Facts>(decide: (state: MemberState) => Decision<F>): Promise<CommitResult<F>>
}

interface Identified {
  readonly operationId: string
}

/**
 * Reads the caller and looks whether the operation was applied, before anything outside is held,
 * asked or paid for it. One call.
 * @param input what the entry remembers it by: the checked input without what the books must not hold
 */
export async function operationOfPerson<I extends Identified>(
  command: ActionName,
  input: I,
  scope: PersonScope,
): Promise<PersonOperation | Refusal> {
  const { ledger } = scope.backend
  const request = await requestOf(command, input, scope)
  const applied = await ledger.findApplied(request)
  if (isRefusal(applied)) return applied
  const { member, memberId } = request
  return {
    request,
    member,
    state: member?.state ?? emptyMember(memberId, ''),
    applied,
    commit: (decide) => ledger.commit({ ...request, decide }),
  }
}

/** Reads the caller, decides and commits: for what needs nothing from outside in between. */
export async function commitForPerson<F extends Facts, I extends Identified>(
  command: ActionName,
  input: I,
  scope: PersonScope,
  decide: (state: MemberState) => Decision<F>,
): Promise<CommitResult<F>> {
  return scope.backend.ledger.commit({ ...(await requestOf(command, input, scope)), decide })
}

async function requestOf(
  command: ActionName,
  input: Identified,
  { backend, memberId, now, deadline }: PersonScope,
) {
  return {
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: input.operationId,
    command,
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
  } as const
}
