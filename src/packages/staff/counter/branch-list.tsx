import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { ListRow } from '@/components/list-row'

interface Props {
  branches: readonly { id: string; name: string }[]
  selected: string | null
  onSelect: (branchId: string) => void
}

/** The branches that this clerk works at. */
export function BranchList({ branches, selected, onSelect }: Props) {
  return (
    <Card kind="flush">
      {branches.map(({ id, name }) => (
        <ListRow
          key={id}
          icon="store"
          title={name}
          value={id === selected ? <Icon name="check" /> : undefined}
          arrow={id !== selected}
          onTap={() => onSelect(id)}
        />
      ))}
    </Card>
  )
}
