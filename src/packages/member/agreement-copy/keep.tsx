import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { KeepText } from '../keep-text'
import type { AgreementCopy } from './index'

/** The copy as a file and as a text, with the digits by which both sides can tell that it is the same. */
export function Keep({ copy: { id, digest, text } }: { copy: AgreementCopy }) {
  return (
    <Card kind="quiet">
      <View className="agreement-digest">校验码 {grouped(digest)}</View>
      <View className="small">
        您保存的和门店留存的,校验码相同就是同一份。它是全文(不含最后一行)SHA-256 的前 16 位。
      </View>
      <KeepText name={`agreement-${id}.txt`} text={text} />
    </Card>
  )
}

/** `a1b2 c3d4 …`, so that it can be read aloud. */
function grouped(digest: string): string {
  return digest.replace(/(.{4})(?=.)/g, '$1 ')
}
