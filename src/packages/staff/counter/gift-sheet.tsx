import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { signalFailure, signalSuccess } from '@/platform/feedback'
import { toCallError } from '@/services/call'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import type { WaitingGift } from './till-state'
import { useTill } from './use-till'
import { useUnfolded } from './use-unfolded'
import './gift-sheet.scss'

/** Claimed gifts of who stands here: each goes over the counter once (M010). */
export function GiftSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const unfolded = useUnfolded(open)
  return (
    <Sheet open={open} title="交付赠品" onClose={onClose}>
      <View>{unfolded ? <Gifts /> : null}</View>
    </Sheet>
  )
}

function Gifts() {
  const gifts = useTill((till) => till.visit?.member.gifts)
  const [handed, setHanded] = useState<string[]>([])
  const [problem, setProblem] = useState('')
  const waiting = gifts ?? []
  const handOver = async (gift: WaitingGift) => {
    setProblem('')
    try {
      if (!(await carryOut(gift))) return
      signalSuccess()
      setHanded((before) => [...before, named(gift)])
    } catch (thrown) {
      signalFailure()
      setProblem(toCallError(thrown).message)
    }
  }
  return (
    <View className="gift-sheet">
      <View>
        {handed.map((name, index) => (
          <View key={index} className="gift-sheet__done">
            <Notice tone="saved">{`${name}已交付,这份赠品已领完`}</Notice>
          </View>
        ))}
      </View>
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      <View>
        {waiting.map((gift) => (
          <Gift key={`${gift.orderId}:${gift.giftId}`} gift={gift} onHandOver={handOver} />
        ))}
      </View>
      <View>
        {waiting.length === 0 ? <View className="gift-sheet__none">没有等着领取的赠品了</View> : null}
      </View>
    </View>
  )
}

function Gift({ gift, onHandOver }: { gift: WaitingGift; onHandOver: (gift: WaitingGift) => Promise<void> }) {
  const [busy, run] = useBusy()
  return (
    <ListRow
      icon="gift"
      title={named(gift)}
      detail="会员已在手机上领取"
      value={
        <Button compact loading={busy} onTap={() => void run(() => onHandOver(gift))}>
          交付
        </Button>
      }
    />
  )
}

/** Asks first, because it can't be taken back. @returns whether it went over the counter */
async function carryOut(gift: WaitingGift): Promise<boolean> {
  const { orderId, giftId } = gift
  const { confirm } = await Taro.showModal({
    title: `交付「${named(gift)}」?`,
    content: '请先把赠品交给会员。交付后不能撤回,也不能再领一次。',
    confirmText: '已交给',
    cancelText: '还没有',
  })
  const { branchId, visit, handedOver } = useTill.getState()
  if (!confirm || !branchId || !visit) return false
  const which = { branchId, visit: visit.visit, orderId, giftId }
  await commit('counter.handOver', (operationId) => ({ operationId, ...which }), {
    intention: `hand-over:${orderId}:${giftId}`,
    resume: false,
  })
  handedOver(gift)
  return true
}

function named({ name, quantity }: WaitingGift): string {
  return quantity > 1 ? `${name} × ${quantity}` : name
}
