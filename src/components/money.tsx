import { Text } from '@tarojs/components'
import { MINUS, money, yuan } from '@/services/format'
import './money.scss'

interface Props {
  /** Integer fen. */
  fen: number
  size?: 'small' | 'body' | 'title' | 'large' | 'hero'
  /** saved: green, always beside the word 省; was: struck through, only with evidence (M006). */
  tone?: 'ink' | 'quiet' | 'saved' | 'accent' | 'inherit' | 'was'
  strong?: boolean
  className?: string
}

/** The only place where fen become yuan. Large sizes set the ¥ smaller, so that the number leads. */
export function Money({ fen, size = 'body', tone = 'inherit', strong = false, className = '' }: Props) {
  const classes = `money money--${size} money--${tone} ${strong ? 'money--strong' : ''} ${className}`.trim()
  if (size !== 'hero' && size !== 'large') return <Text className={classes}>{money(fen)}</Text>
  return (
    <Text className={classes}>
      <Text className="money__sign">{fen < 0 ? `${MINUS}¥` : '¥'}</Text>
      {yuan(Math.abs(fen))}
    </Text>
  )
}
