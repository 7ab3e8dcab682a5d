import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ListRow } from '@/components/list-row'
import { Sheet } from '@/components/sheet'
import { serverNow } from '@/services/clock'
import type { Draft, PlanDraft, PlanTerms } from '../draft/draft'
import { newId } from '../draft/draft'
import { MODE_NAMES } from '../draft/names'

type Mode = NonNullable<PlanTerms['mode']>

const MODES: readonly { mode: Mode; detail: string }[] = [
  { mode: 'ticket', detail: '一次付清,在有效期内享会员价。适合常来的顾客' },
  { mode: 'stored_value', detail: '先充值后消费,按档位打折。属于预付卡,有限额和退款义务' },
  { mode: 'alliance', detail: '会员价加上合作商家的权益,一张卡一次买齐' },
  { mode: 'coupon_pack', detail: '花几元买一叠券,当月用。适合引来第一次消费' },
]

/** Which kind of card to begin with; everything in it can be changed afterwards. */
export function NewPlanSheet({
  open,
  onClose,
  onMode,
}: {
  open: boolean
  onClose: () => void
  onMode: (mode: Mode) => void
}) {
  return (
    <Sheet open={open} title="新会员卡" onClose={onClose}>
      <Card kind="flush">
        {MODES.map(({ mode, detail }) => (
          <ListRow key={mode} title={MODE_NAMES[mode]} detail={detail} onTap={() => onMode(mode)} />
        ))}
      </Card>
      <View className="small">新卡先是停售状态,填好并发布后再开始卖。</View>
    </Sheet>
  )
}

/** A card of this kind to begin with: complete enough to be looked at, and not on sale. */
export function newPlan(mode: Mode, draft: Draft): PlanDraft {
  const [agreement] = draft.agreements
  const terms: PlanTerms = {
    name: MODE_NAMES[mode],
    oneLine: START[mode].oneLine,
    price: START[mode].price,
    months: START[mode].months,
    fulfilment: 'offline',
    memberPrices: [],
    categoryDiscounts: [],
    rules: [...START[mode].rules],
    agreementIds: agreement ? [agreement.id] : [],
    ...(mode === 'ticket' ? {} : { mode }),
    ...START[mode].parts,
  }
  return { id: newId(`card-${serverNow().toString(36)}`, draft.plans), onSale: false, terms }
}

const REFUND_RULE = '付款后7天内未使用,全额退款;使用过的,按剩余时间或已省金额退,以对您有利的为准'

const START: Record<
  Mode,
  { oneLine: string; price: number; months: number; rules: readonly string[]; parts: Partial<PlanTerms> }
> = {
  ticket: {
    oneLine: '一年里每次到店都按会员价',
    price: 19_900,
    months: 12,
    rules: [REFUND_RULE, '到期不自动续费'],
    parts: {},
  },
  stored_value: {
    oneLine: '充值后到店按档位打折,本金不过期',
    price: 10_000,
    months: 0,
    rules: ['本金不过期,随时可以申请退还', '先用本金,再用赠送金'],
    parts: {
      storedValue: {
        ladder: [{ id: 'step-1', principal: 10_000, bonus: 0, memberBasisPoints: 9500, perks: [] }],
        spendOrder: 'principal_first',
      },
    },
  },
  alliance: {
    oneLine: '会员价,加上合作商家的权益',
    price: 19_900,
    months: 12,
    rules: [REFUND_RULE, '合作权益从领取起按合作方的规则使用'],
    parts: { partnerPerks: [] },
  },
  coupon_pack: {
    oneLine: '一叠当月可用的优惠券',
    price: 299,
    months: 0,
    rules: ['每人每月可买一次', '没有用过的券可以退款'],
    parts: {
      oncePerMonth: true,
      coupons: [
        { id: 'coupon-1', title: '5元券', amount: 500, threshold: 0, count: 5, days: 30, grant: 'every' },
      ],
    },
  },
}
