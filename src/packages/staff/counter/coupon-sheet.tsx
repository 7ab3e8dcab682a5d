import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { ChoiceRow } from '@/components/choice-row'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { serverNow } from '@/services/clock'
import { dayText, discountText, money } from '@/services/format'
import { problemWords } from './problem-words'
import type { Quote } from './quoting'
import { useTill } from './use-till'
import { useUnfolded } from './use-unfolded'
import './coupon-sheet.scss'

type Offer = NonNullable<Quote['coupons']>[number]

/** Other coupons of the member, or none, for this bill (M041, M058). */
export function CouponSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const unfolded = useUnfolded(open)
  return (
    <Sheet
      open={open}
      title="本单用哪些券"
      onClose={onClose}
      footer={
        <Button block onTap={onClose}>
          好了
        </Button>
      }
    >
      <View>{unfolded ? <Choices onClose={onClose} /> : null}</View>
    </Sheet>
  )
}

function Choices({ onClose }: { onClose: () => void }) {
  const offers = useTill(({ quoting }) => quoting.quote?.coupons) ?? NO_OFFERS
  const used = useTill(({ quoting }) => quoting.quote?.receipt.coupons)?.map(({ lotId }) => lotId) ?? []
  const asked = useTill(({ couponLotIds }) => couponLotIds)
  const together = offers.filter((offer) => !offer.alone && offer.missing === 0).length > 1
  const choose = (lotIds: string[] | undefined) => useTill.getState().chooseCoupons(lotIds)
  const chooseAndClose = (lotIds: string[] | undefined) => {
    choose(lotIds)
    onClose()
  }
  return (
    <View>
      <Explained />
      <View>
        {together ? (
          <ChoiceRow
            title="自动选合计最省的"
            chosen={asked === undefined}
            onChoose={() => chooseAndClose(undefined)}
          />
        ) : null}
      </View>
      {offers.map((offer, index) => {
        const best = index === 0 && offer.missing === 0 && !together
        return (
          <ChoiceRow
            key={offer.lotId}
            title={best ? `${offer.title}(最省)` : offer.title}
            detail={details(offer)}
            value={offer.missing === 0 ? `省${money(offer.takesOff)}` : ''}
            why={offer.missing > 0 ? `再买${money(offer.missing)}可用` : null}
            chosen={used.includes(offer.lotId)}
            // The best one is what a quote takes by itself: it follows the basket.
            onChoose={() => {
              const lotIds = best ? undefined : beside(offer, offers, used)
              if (offer.alone || best) chooseAndClose(lotIds)
              else choose(lotIds)
            }}
          />
        )
      })}
      <ChoiceRow title="本单不用券" chosen={used.length === 0} onChoose={() => chooseAndClose([])} />
    </View>
  )
}

/** How the amount came about, step by step, in the back end's words; it follows each choice. */
function Explained() {
  const steps = useTill(({ quoting }) => quoting.quote?.combination) ?? NO_STEPS
  const paid = useTill(({ quoting }) => quoting.quote?.receipt.paid ?? 0)
  const status = useTill(({ quoting }) => quoting.status)
  const error = useTill(({ quoting }) => quoting.error)
  return (
    <View>
      <View>
        {status === 'failed' && error ? <Notice tone="danger">{problemWords(error)}</Notice> : null}
      </View>
      <View className={`combination combination--${status}`}>
        {steps.map((step) => (
          <View key={step} className="combination__step">
            {step}
          </View>
        ))}
        <View className="combination__paid">{`应付 ${money(paid)}`}</View>
      </View>
    </View>
  )
}

const NO_STEPS: string[] = []
const NO_OFFERS: Offer[] = []

/** Added to what is used beside it, or left out again. */
function beside(offer: Offer, offers: readonly Offer[], used: readonly string[]): string[] {
  const others = used.filter(
    (lotId) => lotId !== offer.lotId && offers.find((one) => one.lotId === lotId)?.alone === false,
  )
  if (offer.alone) return [offer.lotId]
  return used.includes(offer.lotId) ? others : [...others, offer.lotId]
}

function details({ value, threshold, alone, left, through }: Offer): string {
  const rule = `${threshold > 0 ? `满${round(threshold)}` : ''}${valueText(value)}`
  const beside = alone ? [] : ['可与其他券同用']
  return [rule, ...beside, `剩${left}张`, `至${dayText(through, serverNow())}`].join(' · ')
}

function valueText(value: Offer['value']): string {
  switch (value.kind) {
    case 'amount':
      return `减${round(value.amount)}`
    case 'percent':
      return `打${discountText(10_000 - value.basisPoints)},最多减${round(value.most)}`
    case 'product':
      return '免一件'
    case 'delivery':
      return `减配送费,最多${round(value.most)}`
  }
}

/** Coupons are round sums mostly. */
function round(fen: number): string {
  return money(fen).replace('.00', '')
}
