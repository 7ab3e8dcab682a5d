import { manifest } from '../cloudfunctions/manifest'
import { DatabaseActions } from '../local/cloudbase/database/actions'
import { startCloudBase } from '../local/cloudbase/server'
import { type PayingMember, payingMember, steadyRandom } from './paying-members'

/**
 * The local CloudBase in a process of its own, filled before it says where it listens: in memory,
 * because a million documents take hours to write one by one, and only the caller's CPU is measured.
 * Of the indexes of members the walk needs the one that every MongoDB keeps by itself.
 */
const [, , size = '0'] = process.argv
const collections = manifest.collections.map((one) =>
  one.name === 'members' ? { ...one, indexes: [] } : one,
)
const INSERTED_AT_ONCE = 1000

/** What the walk reads: the rest of a state would only make a million of them slower to fill in. */
function slim({ state, ...document }: PayingMember): object {
  const { number, joinedAt, savings, fees, spending, memberships, growth } = state
  return { ...document, state: { number, joinedAt, savings, fees, spending, memberships, growth } }
}

async function main(): Promise<void> {
  const clock = () => Date.now()
  const cloud = await startCloudBase({ store: { kind: 'memory' }, manifest: { collections }, clock })
  const actions = new DatabaseActions(cloud.store, collections, cloud.switches, clock)
  const random = steadyRandom()
  for (let start = 0; start < Number(size); start += INSERTED_AT_ONCE) {
    const data = Array.from({ length: INSERTED_AT_ONCE }, (_, index) =>
      JSON.stringify(slim(payingMember(start + index, random).member)),
    )
    actions.run('insertDocument', { collectionName: 'members', data })
  }
  process.send?.(cloud.url)
}

void main()
