import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { signalFailure, signalSuccess } from '@/platform/feedback'
import { canScan, scanCode } from '@/platform/scan'
import { toCallError } from '@/services/call'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { momentText } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { useTill } from './use-till'
import { useUnfolded } from './use-unfolded'
import './partner-code-sheet.scss'

/** What the contract takes at least and at most. */
const SHORTEST = 4
const LONGEST = 80

/** A partner's code that is good for something here: marked as used, once, within the visit (M035). */
export function PartnerCodeSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const unfolded = useUnfolded(open)
  return (
    <Sheet open={open} title="核销权益码" onClose={onClose}>
      <View>{unfolded ? <CodeOfPartner /> : null}</View>
    </Sheet>
  )
}

function CodeOfPartner() {
  const [code, setCode] = useState('')
  const [used, setUsed] = useState<Output<'counter.partnerCode'> | null>(null)
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const complete = code.trim().length >= SHORTEST
  const redeem = (text: string) =>
    run(async () => {
      setProblem('')
      setUsed(null)
      try {
        setUsed(await markUsed(text.trim()))
        setCode('')
        signalSuccess()
      } catch (thrown) {
        signalFailure()
        setProblem(toCallError(thrown).message)
      }
    })
  const scan = async () => {
    const outcome = await scanCode()
    if (outcome.kind !== 'scanned') return
    setCode(outcome.code.slice(0, LONGEST))
    await redeem(outcome.code.slice(0, LONGEST))
  }
  return (
    <View className="partner-code">
      <View>
        {used ? (
          <Notice tone="saved">
            {`已核销:${used.title}(${used.partnerName}),${momentText(used.usedAt, serverNow())}`}
          </Notice>
        ) : null}
      </View>
      <Input
        className="partner-code__input"
        value={code}
        maxlength={LONGEST}
        placeholder="会员出示的兑换码"
        placeholderClass="partner-code__placeholder"
        confirmType="done"
        onInput={({ detail }) => setCode(detail.value)}
        onConfirm={() => (complete ? void redeem(code) : undefined)}
      />
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      <View className="partner-code__hint">核销后这份权益算作已用,只能核销一次。</View>
      <View className="partner-code__ways">
        {canScan ? (
          <Button kind="secondary" icon="scan" block onTap={() => void scan()}>
            扫权益码
          </Button>
        ) : null}
        <Button block loading={busy} disabled={!complete} onTap={() => void redeem(code)}>
          核销
        </Button>
      </View>
    </View>
  )
}

function markUsed(code: string): Promise<Output<'counter.partnerCode'>> {
  const { branchId, visit } = useTill.getState()
  const where = { branchId: branchId ?? '', visit: visit?.visit ?? '', code }
  return commit('counter.partnerCode', (operationId) => ({ operationId, ...where }), {
    intention: `partner-code:${visit?.member.number ?? ''}`,
    resume: false,
  })
}
