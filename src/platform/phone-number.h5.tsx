import { Button } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import type { PhoneNumberOutcome } from './outcomes'
import { currentPerson } from './person'

interface Props {
  className?: string
  onOutcome: (outcome: PhoneNumberOutcome) => void
}

/** The same button over the local stand-in for WeChat: a sheet of the browser asks for consent. */
export function PhoneNumberButton({ className, onOutcome, children }: PropsWithChildren<Props>) {
  const ask = async () => {
    if (!window.confirm('允许本店获取微信绑定的手机号?')) return onOutcome({ kind: 'declined' })
    try {
      const response = await fetch(`${API_BASE}/wechat/phone-code`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ person: currentPerson() }),
      })
      const { code } = (await response.json()) as { code?: string }
      onOutcome(code ? { kind: 'code', code } : { kind: 'unavailable' })
    } catch {
      onOutcome({ kind: 'unavailable' })
    }
  }
  return (
    <Button className={className} hoverClass="button--pressed" onClick={() => void ask()}>
      {children}
    </Button>
  )
}
