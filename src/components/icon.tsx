import { View } from '@tarojs/components'
import './icon.scss'

/** Each is one drawing of lucide-static; add a name here and in icon.scss. */
export type IconName =
  | 'alert'
  | 'arrow-right'
  | 'badge-check'
  | 'bread'
  | 'briefcase'
  | 'calculator'
  | 'calendar'
  | 'card'
  | 'chart'
  | 'check'
  | 'chevron-down'
  | 'chevron-left'
  | 'chevron-right'
  | 'circle-check'
  | 'circle-x'
  | 'clock'
  | 'copy'
  | 'cup'
  | 'delete'
  | 'document'
  | 'edit'
  | 'history'
  | 'hourglass'
  | 'info'
  | 'keyboard'
  | 'lock'
  | 'minus'
  | 'money'
  | 'more'
  | 'offline'
  | 'phone'
  | 'pin'
  | 'plus'
  | 'qr-code'
  | 'receipt'
  | 'refresh'
  | 'savings'
  | 'scan'
  | 'search'
  | 'share'
  | 'shield'
  | 'smartphone'
  | 'sparkles'
  | 'store'
  | 'tag'
  | 'text-size'
  | 'trash'
  | 'trend'
  | 'undo'
  | 'user'
  | 'users'
  | 'warning'
  | 'x'

interface Props {
  name: IconName
  size?: 'small' | 'normal' | 'large' | 'hero'
  className?: string
}

/** A line drawing in the colour of the text around it; the drawing is in the style sheet. */
export function Icon({ name, size = 'normal', className = '' }: Props) {
  return <View className={`icon icon--${size} icon--${name} ${className}`.trim()} />
}
