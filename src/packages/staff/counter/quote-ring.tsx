import { View } from '@tarojs/components'
import { useMemo } from 'react'
import { serverNow } from '@/services/clock'
import { useTill } from './use-till'
import './quote-ring.scss'

/** How long a quote is honoured; the drawing takes as long. */
const VALID_MS = 60_000

/**
 * A ring that empties while the quote holds. The style sheet moves it: nothing is sent to the view
 * layer but where a quote's ring begins.
 */
export function QuoteRing() {
  const quoteId = useTill((till) => till.quoting.quote?.quoteId ?? '')
  const validUntil = useTill((till) => till.quoting.quote?.validUntil ?? 0)
  // Where the ring begins is a matter of the quote alone: it must not be sent again with each tap.
  const style = useMemo(() => {
    const passed = Math.min(VALID_MS, Math.max(0, VALID_MS - (validUntil - serverNow())))
    return { animationDelay: `-${Math.round(passed)}ms` }
  }, [validUntil])
  return (
    <View className="quote-ring">
      <View key={quoteId} className="quote-ring__half quote-ring__half--first">
        <View className="quote-ring__arc" style={style} />
      </View>
      <View key={`${quoteId}-2`} className="quote-ring__half quote-ring__half--second">
        <View className="quote-ring__arc" style={style} />
      </View>
    </View>
  )
}
