import { Sheet } from '@/components/sheet'
import { BranchList } from './branch-list'
import { useTill } from './use-till'

interface Props {
  open: boolean
  branches: readonly { id: string; name: string }[]
  selected: string
  onClose: () => void
}

/** Another branch for this phone: what was being served is cleared. */
export function BranchSheet({ open, branches, selected, onClose }: Props) {
  return (
    <Sheet open={open} title="选择门店" onClose={onClose}>
      <BranchList
        branches={branches}
        selected={selected}
        onSelect={(branchId) => {
          if (branchId !== selected) useTill.getState().chooseBranch(branchId)
          onClose()
        }}
      />
    </Sheet>
  )
}
