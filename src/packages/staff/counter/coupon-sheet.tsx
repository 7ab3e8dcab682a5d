import { View } from '@tarojs/components'
import { ChoiceRow } from '@/components/choice-row'
import { Sheet } from '@/components/sheet'
import { serverNow } from '@/services/clock'
import { dayText, money } from '@/services/format'
import type { Quote } from './quoting'
import { useTill } from './use-till'
import { useUnfolded } from './use-unfolded'

type Offer = NonNullable<Quote['coupons']>[number]

/** Another coupon of the member, or none, for this bill (M041). */
export function CouponSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const unfolded = useUnfolded(open)
  return (
    <Sheet open={open} title="本单用哪张券" onClose={onClose}>
      <View>{unfolded ? <Choices onClose={onClose} /> : null}</View>
    </Sheet>
  )
}

function Choices({ onClose }: { onClose: () => void }) {
  const offers = useTill(({ quoting }) => quoting.quote?.coupons)
  const used = useTill(({ quoting }) => quoting.quote?.receipt.coupon?.lotId)
  const choose = (lotId: string | null | undefined) => {
    useTill.getState().chooseCoupon(lotId)
    onClose()
  }
  return (
    <View>
      {(offers ?? []).map((offer, index) => (
        <ChoiceRow
          key={offer.lotId}
          title={index === 0 && offer.missing === 0 ? `${offer.title}(最省)` : offer.title}
          detail={details(offer)}
          value={offer.missing === 0 ? `省${money(offer.takesOff)}` : ''}
          why={offer.missing > 0 ? `再买${money(offer.missing)}可用` : null}
          chosen={offer.lotId === used}
          // The first one is what a quote takes by itself: it follows the basket.
          onChoose={() => choose(index === 0 ? undefined : offer.lotId)}
        />
      ))}
      <ChoiceRow title="本单不用券" chosen={used === undefined} onChoose={() => choose(null)} />
    </View>
  )
}

function details({ amount, threshold, left, through }: Offer): string {
  const rule = threshold > 0 ? `满${round(threshold)}减${round(amount)}` : `减${round(amount)}`
  return `${rule} · 剩${left}张 · 至${dayText(through, serverNow())}`
}

/** Coupons are round sums mostly. */
function round(fen: number): string {
  return money(fen).replace('.00', '')
}
