import { isRefusal } from '../contract/refusals'
import { forPersons } from '../entry/handler'

/** The branches' contacts and groups in WeCom: an offer, never a condition (L12). */
export const weCom = forPersons('referral.weCom', async ({ branchId }, { backend, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const codes = (release.acquisition?.weCom ?? []).flatMap((code) => {
    const branch = release.branches.find(({ id }) => id === code.branchId)
    const wanted = branch && (branchId === undefined || branch.id === branchId)
    return wanted ? [{ ...code, branchName: branch.name }] : []
  })
  return { codes }
})
