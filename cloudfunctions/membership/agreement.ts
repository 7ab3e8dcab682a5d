import { isRefusal, refuse } from '../contract/refusals'
import { forVisitors } from '../entry/handler'

/** Any version that was ever accepted stays readable (L7). */
export const agreement = forVisitors('membership.agreement', async (input, { backend, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const found = release.agreements.find(
    (candidate) =>
      candidate.id === input.agreementId &&
      (input.version === undefined ? candidate.current : candidate.version === input.version),
  )
  if (!found) return refuse('NOT_FOUND')
  return { id: found.id, title: found.title, version: found.version, text: found.text }
})
