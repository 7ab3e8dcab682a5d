import { View } from '@tarojs/components'
import { money } from '@/services/format'
import type { Till } from './till-state'
import { useTill } from './use-till'
import './quote-hints.scss'

/**
 * What can be said aloud before settling, as the back end put it: what this bill earns, how far the
 * next tier is (M067), and for who has no card what one would have taken off this bill (M114).
 */
export function QuoteHints() {
  const words = useTill(hintWords)
  return <View className={words ? 'quote-hints quote-hints--shown' : 'quote-hints'}>{words}</View>
}

function hintWords({ quoting: { quote } }: Till): string {
  if (!quote) return ''
  const { earns, upgrade, asMember, receipt } = quote
  return [receipt.delivery ? deliveryWords(receipt.delivery) : '', earnedWords(earns), upgradeWords(upgrade)]
    .concat(asMember ? `有${asMember.planName},这单可少付${money(asMember.saves)}` : '')
    .filter((text) => text !== '')
    .join(' · ')
}

export function deliveryWords({ fee, waived }: { fee: number; waived: number }): string {
  if (waived === 0) return `含配送费${money(fee)}`
  return waived === fee ? `配送费${money(fee)}已免` : `配送费${money(fee)},已免${money(waived)}`
}

export function earnedWords(earned: { points: number; growth: number } | undefined): string {
  const { points = 0, growth = 0 } = earned ?? {}
  const parts = [points > 0 ? `${points}积分` : '', growth > 0 ? `${growth}成长值` : ''].filter(Boolean)
  return parts.length > 0 ? `本单得${parts.join('、')}` : ''
}

function upgradeWords(upgrade: { tierName: string; missingSpend: number | null } | undefined): string {
  if (!upgrade) return ''
  const { tierName, missingSpend } = upgrade
  return missingSpend === null ? `结算后升级${tierName}` : `只差${money(missingSpend)}升级${tierName}`
}
