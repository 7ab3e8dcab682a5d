/**
 * Every collection and index the product needs: deploying creates them in the environment, the
 * local CloudBase starts with them, so neither can know one that the other lacks. Clients may not
 * reach a collection directly: only functions read and write (`rule: 'deny'`).
 */
export interface Manifest {
  collections: CollectionManifest[]
}

export interface CollectionManifest {
  name: string
  indexes: IndexManifest[]
  rule: 'deny'
}

export interface IndexManifest {
  name: string
  /** A missing field counts as null, so a second document without it would be a duplicate. */
  unique: boolean
  keys: { field: string; direction: 1 | -1 }[]
}

/** Named after its fields; ascending throughout, because one direction serves both when reversed. */
function index(...fields: string[]): IndexManifest {
  return {
    name: fields.join('_').replaceAll('.', '_'),
    unique: false,
    keys: fields.map((field) => ({ field, direction: 1 })),
  }
}

export const manifest: Manifest = {
  collections: [
    {
      name: 'members',
      indexes: [
        index('updatedAt'),
        // With the id: many fall due at the same midnight, and none of them is read twice for it.
        index('nextDueAt', '_id'),
        index('tail.branchId', 'tail.day'),
        index('tail.day'),
        index('state.memberships.endsAt'),
        index('state.wallet.lots.paidAt'),
        index('state.staff.since'),
        index('state.couponWatch.flaggedAt'),
        index('state.couponWatch.crossCategory.at'),
        index('state.joinedAt'),
        index('state.returning.lastVisitAt'),
        index('state.returning.gifts.at'),
        index('state.lifecycle.stage', 'state.lifecycle.branchId'),
        index('state.privacy.closedAt'),
      ],
      rule: 'deny',
    },
    {
      name: 'journal',
      indexes: [
        index('memberId', 'at'),
        index('memberId', 'facts.contractCode', 'at'),
        index('memberId', 'facts.drawId', 'at'),
        index('facts.drawId'),
        index('facts.eventId'),
        index('memberId', 'versionAfter'),
        index('memberId', 'facts.receipt.at'),
        index('memberId', 'facts.receipt.receiptId'),
        index('facts.use.at'),
        index('facts.kind', 'at'),
        index('memberId', 'postings.asset', 'at'),
        index('postings.asset', 'at'),
        index('branchId', 'day', 'at'),
        index('day', 'at'),
        index('postings.account', 'day'),
      ],
      rule: 'deny',
    },
    { name: 'disputes', indexes: [index('at'), index('memberId')], rule: 'deny' },
    {
      name: 'support_requests',
      indexes: [index('state', 'promisedBy'), index('state', 'answeredAt'), index('memberId', 'at')],
      rule: 'deny',
    },
    { name: 'tasks', indexes: [index('state', 'at'), index('memberId')], rule: 'deny' },
    {
      name: 'care_list',
      indexes: [index('state', 'through'), index('state', 'at'), index('memberId'), index('at')],
      rule: 'deny',
    },
    { name: 'signers', indexes: [index('memberId')], rule: 'deny' },
    { name: 'inbox', indexes: [index('memberId', 'at'), index('flow', 'at'), index('at')], rule: 'deny' },
    { name: 'recipients', indexes: [], rule: 'deny' },
    { name: 'message_faults', indexes: [], rule: 'deny' },
    { name: 'message_counts', indexes: [], rule: 'deny' },
    { name: 'outbox', indexes: [index('owner', 'dueAt', '_id'), index('doneAt', '_id')], rule: 'deny' },
    {
      name: 'orders',
      indexes: [
        index('memberId', 'createdAt'),
        index('nextDueAt'),
        index('transactionId'),
        index('paidAt'),
        index('createdAt'),
        index('shipping.dueAt'),
      ],
      rule: 'deny',
    },
    {
      name: 'refunds',
      indexes: [
        index('orderId'),
        index('nextDueAt'),
        index('memberId', 'createdAt'),
        index('state', 'createdAt'),
        index('acceptedAt'),
      ],
      rule: 'deny',
    },
    { name: 'releases', indexes: [], rule: 'deny' },
    { name: 'stock', indexes: [], rule: 'deny' },
    {
      name: 'votes',
      indexes: [index('pollId', 'optionId'), index('pollId', 'changes'), index('memberId'), index('at')],
      rule: 'deny',
    },
    { name: 'draw_seeds', indexes: [], rule: 'deny' },
    { name: 'phones', indexes: [index('memberId')], rule: 'deny' },
    { name: 'partner_codes', indexes: [index('pool', 'state')], rule: 'deny' },
    { name: 'perk_issues', indexes: [], rule: 'deny' },
    { name: 'partner_accounts', indexes: [], rule: 'deny' },
    { name: 'set_up', indexes: [], rule: 'deny' },
    { name: 'referrals', indexes: [index('inviterId', 'at'), index('inviterId', 'state')], rule: 'deny' },
    { name: 'referral_codes', indexes: [index('id')], rule: 'deny' },
    { name: 'code_pictures', indexes: [], rule: 'deny' },
    { name: 'devices', indexes: [index('memberId'), index('digest'), index('at')], rule: 'deny' },
    { name: 'newcomer_marks', indexes: [index('at')], rule: 'deny' },
    { name: 'roll_ups', indexes: [], rule: 'deny' },
    { name: 'spending_ranks', indexes: [index('month', 'population', 'from')], rule: 'deny' },
    { name: 'advices', indexes: [index('memberId', 'at'), index('at')], rule: 'deny' },
    { name: 'reconciliations', indexes: [], rule: 'deny' },
    { name: 'incidents', indexes: [index('at')], rule: 'deny' },
    { name: 'archive_state', indexes: [], rule: 'deny' },
  ],
}
