import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { fenOf, yuan } from '@/services/format'
import { useTill } from './use-till'
import { useUnfolded } from './use-unfolded'
import './delivery-sheet.scss'

const PHONE = /^1\d{10}$/

/** This order is brought: its real fee, which a benefit may take off, and to whom (M059, M056). */
export function DeliverySheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const unfolded = useUnfolded(open)
  return (
    <Sheet open={open} title="外送订单" onClose={onClose}>
      <View>{unfolded ? <DeliveryForm onClose={onClose} /> : null}</View>
    </Sheet>
  )
}

function DeliveryForm({ onClose }: { onClose: () => void }) {
  const delivery = useTill((till) => till.delivery)
  const [fee, setFee] = useState(delivery ? yuan(delivery.fee).replace(',', '') : '')
  const [phone, setPhone] = useState(delivery?.recipientPhone ?? '')
  const fen = fenOf(fee)
  const complete = fen !== null && (phone === '' || PHONE.test(phone))
  const deliver = () => {
    if (!complete) return
    useTill.getState().deliver({ fee: fen, ...(phone === '' ? {} : { recipientPhone: phone }) })
    onClose()
  }
  const atTheCounter = () => {
    useTill.getState().deliver(null)
    onClose()
  }
  return (
    <View className="delivery-sheet">
      <View className="delivery-sheet__label">配送费(元)</View>
      <Input
        className="delivery-sheet__input"
        type="digit"
        value={fee}
        maxlength={8}
        placeholder="实际收取的配送费"
        placeholderClass="delivery-sheet__placeholder"
        confirmType="done"
        onInput={({ detail }) => setFee(detail.value)}
        onConfirm={deliver}
      />
      <View className="delivery-sheet__label">收件手机号(可不填)</View>
      <Input
        className="delivery-sheet__input"
        type="number"
        value={phone}
        maxlength={11}
        placeholder="11位手机号"
        placeholderClass="delivery-sheet__placeholder"
        confirmType="done"
        onInput={({ detail }) => setPhone(detail.value.replace(/\D/g, ''))}
        onConfirm={deliver}
      />
      <Notice>会员有免配送费的权益时,报价里会直接减去。手机号只用来核对用券,不会原样保存。</Notice>
      <Button block disabled={!complete} onTap={deliver}>
        按外送报价
      </Button>
      <View>
        {delivery ? (
          <Button kind="secondary" block onTap={atTheCounter}>
            改回到店
          </Button>
        ) : null}
      </View>
    </View>
  )
}
