import { Text } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call, toCallError } from '@/services/call'
import { Button } from './button'
import { Sheet } from './sheet'

interface Props {
  agreement: { id: string; version: string; title: string } | null
  onClose: () => void
}

/** The full text of an agreement over the page that asks for it, so that nothing typed is lost. */
export function AgreementSheet({ agreement, onClose }: Props) {
  const [last, setLast] = useState(agreement)
  const [text, setText] = useState('')
  useEffect(() => {
    if (!agreement) return
    setLast(agreement)
    setText('')
    call('membership.agreement', { agreementId: agreement.id, version: agreement.version }).then(
      (found) => setText(found.text),
      (error: unknown) => setText(toCallError(error).message),
    )
  }, [agreement])
  return (
    <Sheet
      open={agreement !== null}
      title={last?.title ?? '协议'}
      onClose={onClose}
      footer={
        <Button kind="secondary" block onTap={onClose}>
          看完了
        </Button>
      }
    >
      <Text className="agreement-text">{text || '正在打开…'}</Text>
    </Sheet>
  )
}
