import type { SupportRequest } from '../domain/support'
import type { MemberDocument } from './aggregate'
import { type Database, atLeast } from './database'
import { newestOfPerson } from './person-pages'

/** Questions of members in their own words, which the books must not hold: documents of their own (M079). */
export interface SupportRequests {
  /** Once; `reused` where the id stands for another question. */
  insert(request: SupportRequest): Promise<SupportRequest | 'reused'>
  read(requestId: string): Promise<SupportRequest | null>
  /** The newest first. */
  ofMember(member: MemberDocument | undefined, limit: number): Promise<SupportRequest[]>
  /** Who was promised the earliest answer first. */
  open(limit: number): Promise<SupportRequest[]>
  answeredSince(since: number, limit: number): Promise<SupportRequest[]>
  /** The first answer counts; says whether it was this one. */
  answer(
    requestId: string,
    answer: NonNullable<SupportRequest['answer']>,
    at: { readonly answeredAt: number; readonly tookMinutes: number },
  ): Promise<boolean>
}

export function supportRequests(database: Database): SupportRequests {
  const read = (requestId: string) => database.read<SupportRequest>('support_requests', requestId)
  return {
    async insert(request) {
      if ((await database.insert('support_requests', request)) === 'inserted') return request
      const known = await read(request._id)
      return known?.memberId === request.memberId && known.words === request.words ? known : 'reused'
    },

    read,

    ofMember: (member, limit) =>
      newestOfPerson<SupportRequest>(database, 'support_requests', member, {
        before: Number.MAX_SAFE_INTEGER,
        limit,
      }),

    open: (limit) =>
      database.find<SupportRequest>('support_requests', {
        where: { state: 'open' },
        orderBy: [
          ['promisedBy', 'asc'],
          ['_id', 'asc'],
        ],
        limit,
      }),

    answeredSince: (since, limit) =>
      database.find<SupportRequest>('support_requests', {
        where: { state: 'answered', answeredAt: atLeast(since) },
        orderBy: [
          ['answeredAt', 'desc'],
          ['_id', 'desc'],
        ],
        limit,
      }),

    answer: (requestId, answer, { answeredAt, tookMinutes }) =>
      database.replaceWhere(
        'support_requests',
        { _id: requestId, state: 'open' },
        { state: 'answered', answer, answeredAt, tookMinutes },
      ),
  }
}
