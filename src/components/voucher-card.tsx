import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { useBusy } from '@/stores/busy'
import { Button } from './button'
import { Card } from './card'
import { Notice } from './notice'
import { Tag } from './tag'
import './voucher-card.scss'

export type VoucherView = Output<'points.home'>['vouchers'][number]

const STATE_NAMES: Record<VoucherView['state'], string> = {
  open: '待领取',
  picked_up: '已领取',
  expired: '已过期',
  returned: '已退回',
}

const SOURCE_NAMES: Record<VoucherView['source'], string> = {
  points: '积分兑换',
  sample: '免费试用',
  flash: '抢购',
  prize: '抽奖奖品',
  badge: '徽章奖励',
  birthday: '生日礼',
}

interface Props {
  voucher: VoucherView
  now: number
  /** It was given back, or is another one than was thought. */
  onChanged: () => Promise<void>
}

/** Something to fetch at the counter: until when, where, and back again while it was not used (M030 M060). */
export function VoucherCard({ voucher, now, onChanged }: Props) {
  const { title, source, state, through, branches, points, paid, cancellable } = voucher
  const [words, setWords] = useState<{ tone: 'saved' | 'danger'; words: string } | null>(null)
  const [busy, run] = useBusy()
  const isOpen = state === 'open'
  const cost = paid > 0 ? ` · 付了 ${money(paid)}` : points > 0 ? ` · 用了 ${points} 积分` : ''

  const giveBack = async () => {
    const { confirm } = await Taro.showModal({
      title: '退回这张凭证?',
      content: whatComesBack(voucher),
      confirmText: '退回',
      cancelText: '留着',
    })
    if (!confirm) return
    await run(async () => {
      setWords(null)
      try {
        setWords({ tone: 'saved', words: await sendBack(voucher) })
      } catch (error) {
        setWords({ tone: 'danger', words: toCallError(error).message })
      }
      await onChanged()
    })
  }
  return (
    <Card kind={isOpen ? 'plain' : 'quiet'}>
      <View className="row row--between">
        <View className="title grow">{title}</View>
        <Tag tone={isOpen ? 'gold' : 'quiet'}>{STATE_NAMES[state]}</Tag>
      </View>
      <View className="voucher-line">
        {SOURCE_NAMES[source]}
        {cost}
      </View>
      <View className="voucher-line">
        {dayText(through, now)}前{branches.length > 0 ? `到${branches.join('、')}` : '到店'}领取
      </View>
      <View>
        {isOpen ? (
          <View className="voucher-acts">
            <Button kind="secondary" compact icon="qr-code" onTap={() => open('memberCode')}>
              到店出示会员码
            </Button>
            <View>
              {cancellable ? (
                <Button kind="text" compact loading={busy} onTap={() => void giveBack()}>
                  退回
                </Button>
              ) : null}
            </View>
          </View>
        ) : null}
      </View>
      <View>{words ? <Notice tone={words.tone}>{words.words}</Notice> : null}</View>
    </Card>
  )
}

/** What the holder gets for it, said before anything is asked for. */
function whatComesBack({ source, paid, points }: VoucherView): string {
  if (source === 'flash') return `${money(paid)} 全额原路退回付款的微信账户,这一份留给其他会员。`
  if (points > 0) return `${points} 积分退回原来的批次,有效期不变;期间已过期的不再退回。`
  return '这一份留给其他会员,不影响会员权益。'
}

/** Carries it out; resolves with what came back. */
async function sendBack({ source, voucherId, paid }: VoucherView): Promise<string> {
  if (source === 'flash') {
    const { refund, state } = await commit(
      'payment.returnVoucher',
      (operationId) => ({ operationId, voucherId, refund: paid }),
      { intention: `return-voucher:${voucherId}` },
    )
    return state === 'manual'
      ? `已退回。付款已过一年,微信不能原路退回,${money(refund)} 由门店转账给您。`
      : `已退回,${money(refund)} 正在原路退回微信,一般几分钟到账。`
  }
  const { points, expired } = await commit(
    'points.cancelVoucher',
    (operationId) => ({ operationId, voucherId }),
    { intention: `cancel-voucher:${voucherId}` },
  )
  if (points + expired === 0) return '已退回'
  return `已退回,${points} 积分可以再用${expired > 0 ? `,另有 ${expired} 积分已过期` : ''}。`
}
