import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Tabs } from '@/components/tabs'
import { canScan, scanCode } from '@/platform/scan'
import type { Output } from '@/services/contract'
import { CategoryChips } from './category-chips'
import { Keypad } from './keypad'
import { MemberStrip } from './member-strip'
import { problemWords } from './problem-words'
import { ProductGrid } from './product-grid'
import { mustScanAgain } from './till'
import { useTill } from './use-till'
import './serving-panel.scss'

export type Desk = Output<'counter.desk'>

const WAYS = [
  { key: 'products', label: '按商品' },
  { key: 'amount', label: '按金额' },
] as const

const COUPONS: readonly string[] = [
  'COUPON_UNUSABLE',
  'COUPON_NOT_YOURS',
  'COUPONS_NOT_TOGETHER',
  'COUPONS_HELD',
]
const POINTS: readonly string[] = ['POINTS_SHORT', 'POINTS_OFF']

interface Props {
  desk: Desk
  onCodes: () => void
  onGifts: () => void
  onPartnerCode: () => void
  onBenefits: () => void
  onDelivery: () => void
}

/** A member stands here: who it is, and the basket by product or by amount. */
export function ServingPanel({ desk, onCodes, ...ways }: Props) {
  const visit = useTill((till) => till.visit)
  const chosen = useTill((till) => till.categoryId)
  const { chooseCategory } = useTill.getState()
  const [way, setWay] = useState<(typeof WAYS)[number]['key']>('products')
  const categoryId = desk.categories.some(({ id }) => id === chosen) ? chosen : desk.categories[0]?.id

  return (
    <View className={way === 'amount' ? 'serving serving--amount' : 'serving'}>
      <View>{visit ? <MemberStrip visit={visit} {...ways} /> : null}</View>
      <Problem onCodes={onCodes} />
      <Tabs options={WAYS} selected={way} onSelect={setWay} />
      <CategoryChips categories={desk.categories} selected={categoryId ?? ''} onSelect={chooseCategory} />
      <View>
        {way === 'products' ? (
          <ProductGrid
            key={categoryId}
            products={desk.products.filter((of) => of.categoryId === categoryId)}
          />
        ) : (
          <Keypad categoryId={categoryId ?? ''} />
        )}
      </View>
    </View>
  )
}

/** Why the last step did not go through, with the way on. */
function Problem({ onCodes }: { onCodes: () => void }) {
  const refused = useTill((till) => till.problem)
  const unquoted = useTill((till) => till.quoting.error)
  const problem = refused ?? unquoted
  const again = mustScanAgain(problem)
  const missing = missingProduct(problem?.detail)
  const { scan, change, requote, chooseCoupons, payWithPoints } = useTill.getState()
  const scanAgain = async () => {
    if (!canScan) return onCodes()
    const outcome = await scanCode()
    if (outcome.kind === 'scanned') void scan(outcome.code)
  }
  const remove = () => {
    if (missing !== null) change(missing, -(useTill.getState().basket.quantities[missing] ?? 0))
  }
  return (
    <View className={problem ? 'serving__problem serving__problem--shown' : 'serving__problem'}>
      {problem ? (
        <>
          <Notice tone={refused ? 'danger' : 'warn'}>{problemWords(problem)}</Notice>
          <View className="serving__ways-on">
            {again ? (
              <Button kind="secondary" compact icon="scan" onTap={() => void scanAgain()}>
                重新扫码,保留商品
              </Button>
            ) : missing !== null ? (
              <Button kind="secondary" compact icon="trash" onTap={remove}>
                移除已下架的商品
              </Button>
            ) : COUPONS.includes(problem.code) ? (
              <Button kind="secondary" compact icon="ticket" onTap={() => chooseCoupons(undefined)}>
                换成能用的最省的券
              </Button>
            ) : POINTS.includes(problem.code) ? (
              <Button kind="secondary" compact onTap={() => payWithPoints(false)}>
                本单不用积分
              </Button>
            ) : problem.code === 'FRIEND_CODE_LIMIT' ? null : unquoted && !refused ? (
              <Button kind="secondary" compact icon="refresh" onTap={requote}>
                重新报价
              </Button>
            ) : null}
          </View>
        </>
      ) : null}
    </View>
  )
}

function missingProduct(detail: unknown): string | null {
  if (typeof detail !== 'object' || detail === null || !('productId' in detail)) return null
  return typeof detail.productId === 'string' ? detail.productId : null
}
