import { startCloudBase } from '../local/cloudbase/server'
import { manifest } from '../cloudfunctions/manifest'

/**
 * The local store on disk in a process of its own. Members without their indexes: the walk goes by
 * number, and filling a million documents with ten indexes would only make the run longer.
 */
const [, , path = ''] = process.argv
const collections = manifest.collections.map((one) =>
  one.name === 'members' ? { ...one, indexes: [] } : one,
)

void startCloudBase({
  store: { kind: 'file', path },
  manifest: { collections },
  clock: () => Date.now(),
}).then(({ url }) => process.send?.(url))
