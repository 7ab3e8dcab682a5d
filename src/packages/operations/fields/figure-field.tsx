import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { fenOf, yuan } from '@/services/format'
import './field.scss'
import { FoundAt } from './found'

interface FigureProps {
  label: string
  /** What the draft holds; null for nothing yet. */
  value: number | null
  onValue: (value: number) => void
  hint?: string
  /** Its key in the draft, from the thing around it: what was found there is said below it. */
  path?: string
}

interface Reading {
  textOf: (value: number) => string
  /** Null for what is no such figure (yet). */
  read: (text: string) => number | null
  before?: string
  after?: string
  /** What is wrong with a text that can't be read. */
  wanted: string
  whole?: boolean
}

/**
 * A figure as it is typed: the text stays the person's until it can be read, the draft holds only
 * what was read, and a field that is left unreadable shows again what the draft holds.
 */
function FigureField({ label, value, onValue, hint, path, ...reading }: FigureProps & Reading) {
  const { textOf, read, before, after, wanted, whole = false } = reading
  const shown = value === null ? '' : textOf(value)
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? shown
  const unreadable = typed !== null && read(typed) === null
  return (
    <View className="field">
      <View className="field__line">
        <View className="field__label grow">{label}</View>
        {before ? <View className="field__unit">{before}</View> : null}
        <Input
          className="field__input field__input--figure"
          type={whole ? 'number' : 'digit'}
          value={text}
          maxlength={10}
          onInput={({ detail }) => {
            setTyped(detail.value)
            const figure = read(detail.value)
            if (figure !== null) onValue(figure)
          }}
          onBlur={() => setTyped(null)}
        />
        {after ? <View className="field__unit">{after}</View> : null}
      </View>
      {unreadable ? <View className="field__wrong">{wanted}</View> : null}
      {hint && !unreadable ? <View className="field__hint">{hint}</View> : null}
      {path ? <FoundAt path={path} /> : null}
    </View>
  )
}

/** For an input: an amount without the separators of thousands. */
export function plain(fen: number): string {
  return yuan(fen).replace(/,/g, '')
}

/** An amount in yuan, read from its text as whole fen. */
export function AmountField({ least = 0, most, ...props }: FigureProps & { least?: number; most?: number }) {
  const read = (text: string) => {
    const fen = fenOf(text)
    return fen === null || fen < least || (most !== undefined && fen > most) ? null : fen
  }
  const wanted =
    most === undefined
      ? `请填写金额,至少¥${plain(least)}`
      : `请填写¥${plain(least)}到¥${plain(most)}之间的金额`
  return <FigureField {...props} textOf={plain} read={read} before="¥" wanted={wanted} />
}

interface NumberProps extends FigureProps {
  least?: number
  most: number
  unit?: string
}

/** A whole number between two bounds. */
export function NumberField({ least = 1, most, unit, ...props }: NumberProps) {
  const read = (text: string) => {
    const number = /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null
    return number === null || number < least || number > most ? null : number
  }
  return (
    <FigureField
      {...props}
      whole
      textOf={String}
      read={read}
      after={unit ?? ''}
      wanted={`请填写${least}到${most}之间的整数`}
    />
  )
}

/** A share as percent with two decimals: 12000 basis points are `120`. */
export function PercentField({ least = 0, most, ...props }: FigureProps & { least?: number; most: number }) {
  const read = (text: string) => {
    const points = fenOf(text)
    return points === null || points < least || points > most ? null : points
  }
  return (
    <FigureField
      {...props}
      textOf={shortened}
      read={read}
      after="%"
      wanted={`请填写${shortened(least)}到${shortened(most)}之间的百分比`}
    />
  )
}

/** A number with up to two decimals, kept as hundredths: 150 is `1.5`. */
export function HundredthsField({ least = 1, most, unit, ...props }: NumberProps) {
  const read = (text: string) => {
    const hundredths = fenOf(text)
    return hundredths === null || hundredths < least || hundredths > most ? null : hundredths
  }
  return (
    <FigureField
      {...props}
      textOf={shortened}
      read={read}
      after={unit ?? ''}
      wanted={`请填写${shortened(least)}到${shortened(most)}之间的数`}
    />
  )
}

/** A multiple: 15000 is `1.5` 倍. */
export function TimesField({ least = 0, most, ...props }: FigureProps & { least?: number; most: number }) {
  const read = (text: string) => {
    const hundredths = fenOf(text)
    const points = hundredths === null ? null : hundredths * 100
    return points === null || points < least || points > most ? null : points
  }
  return (
    <FigureField
      {...props}
      textOf={(points) => shortened(Math.round(points / 100))}
      read={read}
      after="倍"
      wanted={`请填写${shortened(least / 100)}到${shortened(most / 100)}之间的倍数`}
    />
  )
}

/** Odds as percent with four decimals, kept in a million: 25000 is `2.5`. */
export function OddsField(props: FigureProps) {
  const read = (text: string) => {
    const [, whole = '', decimals = ''] = /^(\d{1,3})(?:\.(\d{0,4}))?$/.exec(text.trim()) ?? []
    const odds = whole === '' ? null : Number(whole) * 10_000 + Number(decimals.padEnd(4, '0'))
    return odds === null || odds < 1 || odds > 1_000_000 ? null : odds
  }
  const textOf = (odds: number) => {
    const digits = String(odds).padStart(5, '0')
    return `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/0+$/, '').replace(/\.$/, '')
  }
  return (
    <FigureField {...props} textOf={textOf} read={read} after="%" wanted="请填写0.0001到100之间的百分比" />
  )
}

/** A discount as it is said: 8500 basis points are `8.5` 折. */
export function DiscountField({
  least = 0,
  most = 10_000,
  ...props
}: FigureProps & { least?: number; most?: number }) {
  const read = (text: string) => {
    const [, whole = '', decimals = ''] = /^(\d{1,2})(?:\.(\d{0,3}))?$/.exec(text.trim()) ?? []
    const points = whole === '' ? null : Number(whole) * 1000 + Number(decimals.padEnd(3, '0'))
    return points === null || points < least || points > most ? null : points
  }
  return (
    <FigureField {...props} textOf={tenths} read={read} after="折" wanted="请填写折扣,例如8.5;10为不打折" />
  )
}

/** 12000 -> `120`, 12050 -> `120.5`: basis points as percent. */
function shortened(points: number): string {
  return plain(points).replace(/0+$/, '').replace(/\.$/, '')
}

/** 8500 -> `8.5`: basis points as tenths. */
function tenths(points: number): string {
  const digits = String(points).padStart(4, '0')
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/0+$/, '').replace(/\.$/, '')
}
