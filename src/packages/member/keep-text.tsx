import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { copyText } from '@/platform/clipboard'
import type { FileOutcome } from '@/platform/outcomes'
import { KEEP_FILE_WORDS, keepTextFile } from '@/platform/text-file'
import { useBusy } from '@/stores/busy'
import './keep-text.scss'

interface Words {
  tone: 'saved' | 'warn'
  text: string
}

const FILE_WORDS: Record<Exclude<FileOutcome['kind'], 'cancelled'>, Words> = {
  kept: { tone: 'saved', text: '文件已交给您保存' },
  failed: { tone: 'warn', text: '文件没有存成,可以改用「复制全文」' },
  unavailable: { tone: 'warn', text: '这个版本的微信不能发文件,请用「复制全文」' },
}

/** A text for the member's own keeping, as a file or copied: by a tap of its own, as WeChat asks. */
export function KeepText({ name, text }: { name: string; text: string }) {
  const [words, setWords] = useState<Words | null>(null)
  const [busy, run] = useBusy()
  const file = async () => {
    setWords(null)
    const { kind } = await keepTextFile(name, text)
    if (kind !== 'cancelled') setWords(FILE_WORDS[kind])
  }
  const copyAll = async () => {
    const copied = await copyText(text)
    setWords(
      copied
        ? { tone: 'saved', text: '全文已复制,可以粘贴到备忘录或发给自己' }
        : { tone: 'warn', text: '没有复制成功,请允许使用剪贴板后再试' },
    )
  }
  return (
    <View>
      <View className="keep-text">
        <Button loading={busy} onTap={() => void run(file)}>
          {KEEP_FILE_WORDS}
        </Button>
        <Button kind="secondary" icon="copy" onTap={() => void run(copyAll)}>
          复制全文
        </Button>
      </View>
      <View>{words ? <Notice tone={words.tone}>{words.text}</Notice> : null}</View>
    </View>
  )
}
