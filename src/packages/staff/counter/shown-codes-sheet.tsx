import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { ListRow } from '@/components/list-row'
import { Sheet } from '@/components/sheet'
import { EmptyState } from '@/components/state-message'
import type { ShownCode } from '@/platform/outcomes'
import { listShownCodes } from '@/platform/shown-codes'
import { useTill } from './use-till'

/** Instead of a camera in a browser: the codes that other windows show right now. */
export function ShownCodesSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [codes, setCodes] = useState<ShownCode[] | null>(null)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    if (!open) return undefined
    let current = true
    void listShownCodes().then((found) => {
      if (current) setCodes(found)
    })
    return () => {
      current = false
    }
  }, [open, asked])
  return (
    <Sheet
      open={open}
      title="正在出示的会员码"
      onClose={onClose}
      footer={
        <Button kind="secondary" icon="refresh" block onTap={() => setAsked(asked + 1)}>
          重新查找
        </Button>
      }
    >
      {codes?.length ? (
        codes.map(({ code, name }) => (
          <ListRow
            key={code}
            icon="qr-code"
            title={name}
            detail={`会员码 …${code.slice(-6)}`}
            onTap={() => {
              onClose()
              void useTill.getState().scan(code)
            }}
          />
        ))
      ) : (
        <EmptyState
          icon="qr-code"
          title={codes === null ? '正在查找' : '还没有人出示会员码'}
          hint="请会员在手机上打开会员码,也可以在上一页输入或粘贴"
        />
      )}
    </Sheet>
  )
}
