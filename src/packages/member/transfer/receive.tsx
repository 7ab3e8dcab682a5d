import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { AgreementSheet } from '@/components/agreement-sheet'
import { AgreementTicks, type Agreement } from '@/components/agreement-ticks'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { canScan, scanCode } from '@/platform/scan'
import { call, toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { money } from '@/services/format'
import { commit } from '@/services/pending-operations'
import { open } from '@/services/routes'
import { useBusy } from '@/stores/busy'
import { Passing, Rules } from './passing'

type Preview = Output<'membership.transferPreview'>
type Done = Output<'membership.acceptTransfer'>

/** A code becomes a preview, the preview with its agreements a transfer; nothing is ticked before. */
export function Receive({ onReceived }: { onReceived: () => void }) {
  const [code, setCode] = useState('')
  const [preview, setPreview] = useState<Preview | null>(null)
  const [ticked, setTicked] = useState<readonly string[]>([])
  const [reading, setReading] = useState<Agreement | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const [words, setWords] = useState('')
  const [busy, run] = useBusy()

  const look = async (text: string) => {
    setWords('')
    setTicked([])
    try {
      setPreview(await call('membership.transferPreview', { code: text }))
      setCode(text)
    } catch (error) {
      setPreview(null)
      setWords(toCallError(error).message)
    }
  }
  const scan = async () => {
    const scanned = await scanCode()
    if (scanned.kind === 'scanned') await look(scanned.code)
  }
  const accept = async ({ worth, agreements }: Preview) => {
    setWords('')
    try {
      const accepted = await commit(
        'membership.acceptTransfer',
        (operationId) => ({
          operationId,
          code,
          worth,
          agreements: agreements.map(({ id, version }) => ({ id, version })),
        }),
        { intention: `accept-transfer:${code}` },
      )
      setDone(accepted)
      setPreview(null)
      onReceived()
    } catch (thrown) {
      const error = toCallError(thrown)
      if (error.code === 'TRANSFER_CHANGED') await look(code)
      setWords(error.message)
    }
  }

  if (done) return <Received done={done} />
  return (
    <View className="stack">
      <Card>
        <View className="stack">
          <View>请对方在「转让与接收」里生成转让码,扫一扫或粘贴到这里。先看清内容再决定。</View>
          <Input
            className="transfer-input"
            placeholder="粘贴转让码"
            maxlength={200}
            value={code}
            onInput={({ detail }) => setCode(detail.value)}
          />
          <Button
            block
            kind={preview ? 'secondary' : 'primary'}
            loading={busy}
            disabled={!canScan && code.trim() === ''}
            onTap={() => void run(() => (code.trim() === '' ? scan() : look(code.trim())))}
          >
            {code.trim() === '' && canScan ? '扫转让码' : '看看转让的内容'}
          </Button>
        </View>
      </Card>
      <View>{words ? <Notice tone="danger">{words}</Notice> : null}</View>
      <View>
        {preview ? (
          <View className="stack">
            <Card>
              <View className="small">{`${preview.from}转让给您`}</View>
              <Passing item={preview} />
            </Card>
            <Card>
              <Rules rules={preview.rules} />
            </Card>
            <AgreementTicks
              agreements={preview.agreements}
              ticked={ticked}
              onTick={(id, on) => setTicked(on ? [...ticked, id] : ticked.filter((one) => one !== id))}
              onRead={setReading}
            />
            <View>{preview.obstacle ? <Obstacle obstacle={preview.obstacle} /> : null}</View>
            <Button
              block
              loading={busy}
              disabled={
                preview.obstacle !== null || !preview.agreements.every(({ id }) => ticked.includes(id))
              }
              onTap={() => void run(() => accept(preview))}
            >
              确认接收
            </Button>
          </View>
        ) : null}
      </View>
      <AgreementSheet agreement={reading} onClose={() => setReading(null)} />
    </View>
  )
}

/** What stands in the way, and where it can be cleared. */
function Obstacle({ obstacle: { code, message } }: { obstacle: NonNullable<Preview['obstacle']> }) {
  return (
    <View className="stack">
      <Notice tone="warn">
        {code === 'PREPAID_CAP' ? '接收后会超过您的余额上限。先完成实名登记,或先用掉一些余额。' : message}
      </Notice>
      {code === 'PREPAID_CAP' ? (
        <Button kind="secondary" block onTap={() => open('topUp')}>
          去实名登记
        </Button>
      ) : null}
      {code === 'JOIN_REQUIRED' ? (
        <Button kind="secondary" block onTap={() => open('me')}>
          去免费加入
        </Button>
      ) : null}
    </View>
  )
}

function Received({ done: { item, worth } }: { done: Done }) {
  return (
    <Card>
      <View className="stack">
        <Notice tone="saved">
          {item.kind === 'card'
            ? '这张卡已经是您的了'
            : `${money(worth.principal + worth.bonus)}已到您的余额`}
        </Notice>
        <Button block onTap={() => open(item.kind === 'card' ? 'cards' : 'wallet')}>
          {item.kind === 'card' ? '看看我的卡' : '看看我的余额'}
        </Button>
      </View>
    </Card>
  )
}
