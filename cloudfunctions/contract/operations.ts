import { z } from 'zod'
import { action } from './action'
import { catalogueDraft } from './catalogue'
import { lateJob } from './late-jobs'
import { day, fenSum, instant, memberNumber, operationId, slug, ticket } from './primitives'

const figure = z.strictObject({
  value: z.int(),
  /** The seven days before, the oldest first, for the sparkline. */
  trend: z.array(z.int()).length(7),
  /** What the figure counts, in one sentence. */
  definition: z.string(),
})

export const operationsActions = {
  /** Takes ownership of a new environment with its one-time deploy secret. */
  'operations.claim': action({
    input: z.strictObject({ operationId, secret: z.string().min(16).max(200) }),
    output: z.strictObject({ memberNumber, role: z.literal('owner') }),
    roles: ['member'],
    writes: true,
  }),
  'operations.catalogue': action({
    input: z.strictObject({}),
    output: z.strictObject({
      release: z.int(),
      draft: catalogueDraft.nullable(),
      releasedAt: instant.nullable(),
    }),
    roles: ['owner'],
    writes: false,
  }),
  /** Publishes catalogue, plans and settings as one snapshot; edited plans become new versions. */
  'operations.release': action({
    input: z.strictObject({ operationId, expectedRelease: z.int().min(0), draft: catalogueDraft }),
    output: z.strictObject({ release: z.int(), newVersions: z.array(z.string()) }),
    roles: ['owner'],
    writes: true,
  }),
  'operations.invite': action({
    input: z.strictObject({
      operationId,
      role: z.enum(['clerk', 'manager']),
      branchIds: z.array(slug).min(1).max(100),
    }),
    output: z.strictObject({ invitation: ticket, expiresAt: instant }),
    roles: ['owner'],
    writes: true,
  }),
  'operations.revoke': action({
    input: z.strictObject({ operationId, memberNumber }),
    output: z.strictObject({ memberNumber, revokedAt: instant }),
    roles: ['owner'],
    writes: true,
  }),
  'operations.staff': action({
    input: z.strictObject({}),
    output: z.strictObject({
      staff: z.array(
        z.strictObject({
          memberNumber,
          displayName: z.string(),
          role: z.enum(['clerk', 'manager', 'owner']),
          branchIds: z.array(slug),
          since: instant,
        }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
  'operations.today': action({
    input: z.strictObject({}),
    output: z.strictObject({
      day,
      asOf: instant,
      receipts: figure,
      takings: figure,
      saved: figure,
      cardsSold: figure,
      cardTakings: figure,
      members: z.strictObject({ joined: z.int(), holders: z.int() }),
      branches: z.array(
        z.strictObject({ branchId: slug, name: z.string(), receipts: z.int(), paid: fenSum, saved: fenSum }),
      ),
      /** One thing to do today, or none. */
      toDo: z.strictObject({ title: z.string(), detail: z.string() }).nullable(),
    }),
    roles: ['owner', 'manager'],
    writes: false,
  }),
  /** What waits for the shop's owner: the marks beside the pages where it is done, and jobs that don't come on. */
  'operations.attention': action({
    input: z.strictObject({}),
    output: z.strictObject({
      asOf: instant,
      /** Refunds that only a person brings on: to decide, to transfer, held back at WeChat. */
      refunds: z.int(),
      /** Open refunds of day 10 and later. */
      refundAlarms: z.int(),
      /** Days of the last fortnight whose bill and books differ, the newest first. */
      differentDays: z.array(day),
      /** Whose delivery WeChat has not been told of within an hour, or refused. */
      unreportedOrders: z.int(),
      disputes: z.int(),
      /** Rewards of badges that members have earned, and of which nothing is left (M032). */
      rewardsAwaited: z.int(),
      /** Templates that WeChat refuses as they are set up: their messages stay in the inbox (L12). */
      refusedTemplates: z.int(),
      /** Jobs of the timers that are more than a day behind, those with money first. */
      lateJobs: z.array(lateJob).max(12),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const
