import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Photo } from '@/components/photo'
import { canPickPicture, pickPicture } from '@/platform/picture'
import { serverNow } from '@/services/clock'
import { makeOperationId } from '@/services/contract'
import { TextField } from './text-field'
import './picture-field.scss'

interface Props {
  label: string
  /** Address or cloud file id; empty for none. */
  value: string
  onValue: (address: string) => void
  /** Its first character stands in while there is none. */
  name: string
  hint?: string
}

/** A picture from the phone; where there is no such thing, its address. */
export function PictureField({ label, value, onValue, name, hint }: Props) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const pick = async () => {
    setBusy(true)
    setProblem('')
    const outcome = await pickPicture(makeOperationId(serverNow(), Math.random))
    if (outcome.kind === 'picked') onValue(outcome.address)
    if (outcome.kind === 'failed') setProblem('照片没有上传成功,请检查网络后再试')
    if (outcome.kind === 'unavailable') setProblem('现在不能选照片,可以先不放,以后再补')
    setBusy(false)
  }
  if (!canPickPicture)
    return (
      <TextField
        label={label}
        value={value}
        onValue={onValue}
        most={300}
        placeholder="图片地址"
        {...(hint ? { hint } : {})}
      />
    )
  return (
    <View className="picture-field">
      <Photo key={value} src={value} name={name} />
      <View className="grow">
        <View>{label}</View>
        <View className="small">{problem || hint}</View>
      </View>
      {value ? (
        <Button kind="text" compact onTap={() => onValue('')}>
          去掉
        </Button>
      ) : null}
      <Button kind="secondary" compact loading={busy} onTap={() => void pick()}>
        {value ? '换一张' : '选照片'}
      </Button>
    </View>
  )
}
