import { Button, type ButtonProps } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import type { PhoneNumberOutcome } from './outcomes'
import { isPrivacyDeclined, isUndeclaredScope } from './privacy'

interface Props {
  className?: string
  onOutcome: (outcome: PhoneNumberOutcome) => void
}

/** A button that asks WeChat for the phone number; declining is an answer like any other (M062). */
export function PhoneNumberButton({ className, onOutcome, children }: PropsWithChildren<Props>) {
  const answer: ButtonProps['onGetPhoneNumber'] = ({ detail }) => {
    const { code, errMsg } = detail
    if (code) onOutcome({ kind: 'code', code })
    else if (isUndeclaredScope(detail)) onOutcome({ kind: 'unavailable' })
    else if (isPrivacyDeclined(detail) || /deny|cancel/.test(errMsg)) onOutcome({ kind: 'declined' })
    else onOutcome({ kind: 'unavailable' })
  }
  return (
    <Button
      className={className}
      hoverClass="button--pressed"
      openType="getPhoneNumber"
      onGetPhoneNumber={answer}
    >
      {children}
    </Button>
  )
}
