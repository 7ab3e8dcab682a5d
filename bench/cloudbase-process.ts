import { startMemoryCloudBase } from '../local/cloudbase/server'

/** A CloudBase in a process of its own, so that its CPU isn't counted as the function's. */
void startMemoryCloudBase().then(({ url }) => process.send?.(url))
