import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { changeWords } from './change-words'
import type { Change } from './draft-edits'

interface Props {
  open: boolean
  changes: readonly Change[]
  busy: boolean
  onClose: () => void
  onRelease: () => void
}

/** All changes once more before they count. */
export function ReleaseSheet({ open, changes, busy, onClose, onRelease }: Props) {
  return (
    <Sheet
      open={open}
      title={`发布${changes.length}处改动`}
      onClose={onClose}
      footer={
        <Button block loading={busy} onTap={onRelease}>
          发布
        </Button>
      }
    >
      <View>
        {open ? (
          <View>
            {changes.map((change) => (
              <ListRow key={change.key} title={change.name} detail={changeWords(change)} />
            ))}
          </View>
        ) : null}
      </View>
      <Notice>发布后收银台和会员立即看到。已售出的会员卡按售出时的约定不变。</Notice>
    </Sheet>
  )
}
