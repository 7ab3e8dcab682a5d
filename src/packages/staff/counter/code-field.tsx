import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { Icon } from '@/components/icon'
import { useTill } from './use-till'
import './code-field.scss'

/** What the contract takes at most. */
const LONGEST_CODE = 200

/**
 * A code by hand: typed, pasted, or from a hardware scanner, which types and presses return. After
 * a code came this way the field takes the next one without being touched.
 */
export function CodeField({ disabled }: { disabled: boolean }) {
  const [code, setCode] = useState('')
  const [focused, setFocused] = useState(false)
  const submit = (text: string) => {
    if (disabled || text.trim() === '') return
    setFocused(true)
    setCode('')
    void useTill.getState().scan(text)
  }
  return (
    <View className="code-field">
      <Icon name="keyboard" size="small" className="code-field__icon" />
      <Input
        className="code-field__input"
        value={code}
        maxlength={LONGEST_CODE}
        placeholder="扫码枪或输入会员码"
        placeholderClass="code-field__placeholder"
        confirmType="done"
        focus={focused}
        disabled={disabled}
        onInput={({ detail }) => setCode(detail.value)}
        onConfirm={({ detail }) => submit(detail.value || code)}
      />
      <View
        className={code.trim() === '' ? 'code-field__go code-field__go--idle' : 'code-field__go'}
        ariaRole="button"
        onClick={() => submit(code)}
      >
        查找
      </View>
    </View>
  )
}
