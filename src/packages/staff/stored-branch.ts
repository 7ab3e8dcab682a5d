import { readStored } from '@/platform/storage'
import { useStaff } from '@/stores/staff'
import { BRANCH_KEY } from './branch-choice'

/** The branch of this phone's till, where its clerk still works there. */
export function useStoredBranch() {
  const { staff, answer } = useStaff()
  const branches = staff?.branches ?? []
  const stored = readStored<string>(BRANCH_KEY)
  const branch = branches.find(({ id }) => id === stored) ?? (branches.length === 1 ? branches[0] : undefined)
  return { staff, answer, branch }
}
