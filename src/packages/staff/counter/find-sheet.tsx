import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { useTill } from './use-till'
import './find-sheet.scss'

const PHONE = /^1\d{10}$/

/** Without a phone at hand: by the full number, and the clerk reads first what that means. */
export function FindSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [phone, setPhone] = useState('')
  const complete = PHONE.test(phone)
  const find = () => {
    if (!complete) return
    void useTill.getState().find(phone)
    setPhone('')
    onClose()
  }
  return (
    <Sheet
      open={open}
      title="按手机号查找"
      onClose={() => {
        setPhone('')
        onClose()
      }}
      footer={
        <Button block disabled={!complete} onTap={find}>
          查找会员
        </Button>
      }
    >
      <Input
        className="find-sheet__input"
        type="number"
        value={phone}
        maxlength={11}
        placeholder="完整的11位手机号"
        placeholderClass="find-sheet__placeholder"
        focus={open}
        confirmType="search"
        onInput={({ detail }) => setPhone(detail.value.replace(/\D/g, ''))}
        onConfirm={find}
      />
      <View className="find-sheet__notice">
        <Notice>只享会员价,不能使用会员的券、积分和余额。每次查找都会计数并留下记录。</Notice>
      </View>
    </Sheet>
  )
}
