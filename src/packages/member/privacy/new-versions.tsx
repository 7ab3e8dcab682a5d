import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { open } from '@/services/routes'
import { versionText } from './consents'
import type { Privacy } from './index'

/** What changed since it was agreed to: read there, agreed to or left as it is. */
export function NewVersions({ versions }: { versions: Privacy['newVersions'] }) {
  return (
    <Card kind="flush">
      {versions.map(({ agreementId, title, version, accepted }) => (
        <ListRow
          key={agreementId}
          icon="document"
          title={accepted === null ? `《${title}》还没有请您看过` : `《${title}》有新版本`}
          detail={
            accepted === null
              ? `现在的版本是 ${versionText(version)}`
              : `同意过的是 ${versionText(accepted)},现在的版本是 ${versionText(version)}`
          }
          onTap={() => open('newTerms')}
        />
      ))}
    </Card>
  )
}
