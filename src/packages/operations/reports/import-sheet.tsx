import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { toCallError, type CallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { commit } from '@/services/pending-operations'
import { useBusy } from '@/stores/busy'
import { DayField } from '../fields/pick-field'
import { TextField } from '../fields/text-field'
import { codesOf, MOST_CODES } from './code-lines'

export type Pool = Output<'operations.partners'>['partners'][number]['pools'][number] & {
  partnerName: string
}

interface Props {
  pool: Pool | null
  onImported: () => void
  onClose: () => void
}

const MOST_CHARACTERS = 40_000

/** Fills a pool: codes are pasted as they came, what is there already is counted and not taken twice. */
export function ImportSheet({ pool, onImported, onClose }: Props) {
  const [text, setText] = useState('')
  const [validThrough, setValidThrough] = useState('')
  const [result, setResult] = useState<Output<'operations.importCodes'> | null>(null)
  const [problem, setProblem] = useState('')
  const [busy, run] = useBusy()
  const codes = codesOf(text)
  const poolKey = pool ? `${pool.planId}:${pool.perkId}` : ''
  useEffect(() => {
    setText('')
    setValidThrough('')
    setResult(null)
    setProblem('')
  }, [poolKey])

  const send = async () => {
    if (!pool) return
    setProblem('')
    setResult(null)
    const { planId, perkId } = pool
    try {
      const added = await commit(
        'operations.importCodes',
        (operationId) => ({ operationId, planId, perkId, codes, validThrough }),
        { intention: `import:${poolKey}`, resume: false },
      )
      setResult(added)
      setText('')
      onImported()
    } catch (thrown) {
      setProblem(problemOf(toCallError(thrown), codes))
    }
  }

  const tooMany = codes.length > MOST_CODES
  const isReady = codes.length > 0 && !tooMany && validThrough !== ''
  return (
    <Sheet
      open={pool !== null}
      title="补充券码"
      onClose={onClose}
      footer={
        <Button block loading={busy} disabled={!isReady} onTap={() => void run(send)}>
          {codes.length === 0
            ? '先粘贴券码'
            : validThrough === ''
              ? '请选择有效期'
              : `加入 ${codes.length} 个券码`}
        </Button>
      }
    >
      <View className="stack">
        <View>{pool ? `${pool.partnerName} · ${pool.title}` : ''}</View>
        <View>
          {result ? (
            <Notice tone="saved">
              {`加入了${result.added}个${result.known > 0 ? `,${result.known}个之前就有,没有重复加` : ''}。现在剩${result.left}个可发`}
            </Notice>
          ) : null}
        </View>
        <TextField
          label="券码"
          value={text}
          onValue={setText}
          placeholder="一行一个,直接粘贴"
          hint={`认出 ${codes.length} 个,一次最多 ${MOST_CODES} 个`}
          most={MOST_CHARACTERS}
          long
        />
        <DayField
          label="券码有效到"
          value={validThrough}
          onValue={setValidThrough}
          hint="以合作方给的日期为准,过期的不会再发给会员"
        />
        <View>{tooMany ? <Notice tone="warn">{`一次最多${MOST_CODES}个,请分几次粘贴`}</Notice> : null}</View>
        <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      </View>
    </Sheet>
  )
}

/** Which code it is, where the refusal says so. */
function problemOf({ code, message, detail }: CallError, codes: readonly string[]): string {
  const path = (detail as { path?: unknown } | undefined)?.path
  if (code !== 'INPUT_INVALID' || typeof path !== 'string') return message
  if (path === 'perkId') return '这个合作方由接口发放,不用券码'
  if (path === 'validThrough') return '有效期已经过了,请重新选择'
  const index = /^codes\.(\d+)/.exec(path)?.[1]
  return index === undefined ? message : `第${Number(index) + 1}个券码不对:${codes[Number(index)] ?? ''}`
}
