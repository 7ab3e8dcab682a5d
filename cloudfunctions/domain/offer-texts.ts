import type { CatalogueDraft } from '../contract/catalogue'
import { benefitTexts } from './benefit-checks'
import { careTexts } from './care-checks'
import { couponTexts } from './coupon-checks'
import { participationTexts } from './participation-checks'
import { loyaltyTexts } from './tier-checks'
import { winBackTexts } from './win-back-checks'

/** A text that must not be published, with the law that forbids it. */
export interface ForbiddenText {
  readonly code: string
  readonly law: string
  readonly sentence: string
  readonly pattern: RegExp
}

/** Price claims in words that no evidence stands behind, and conditions that nobody can check. */
export const FORBIDDEN_OFFERS: readonly ForbiddenText[] = [
  {
    code: 'STRIKE_IN_TEXT',
    law: 'L4',
    sentence:
      '文字里不能写“原价”“价值多少元”:划线价由系统按真实成交价显示(明码标价和禁止价格欺诈规定第十六、十八条)',
    pattern: /(原价|市场价|门市价|吊牌价|划线价|专柜价|官方价|(?<!性)价值)[^,。,;;、]{0,4}[¥¥]?\d/,
  },
  {
    code: 'PROMOTION_FOREVER',
    law: 'L4',
    sentence: '没有截止日的优惠就是平时的价格,请改价,或设置有起止日期的活动(价格欺诈规定第十七条)',
    pattern: /(永久|永远|长期|天天|终身)(优惠|特价|折扣|促销|活动价|立减)/,
  },
  {
    code: 'HIDDEN_CONDITION',
    law: 'L3',
    sentence:
      '价格条件必须公开、人人可查:不能写“系统综合评估”“受邀用户”一类的条件(消费者权益保护法实施条例第九条)',
    pattern:
      /(综合评估|系统(判定|评估|筛选)|大数据(评估|筛选|定价)|受邀用户|部分用户|特定用户|内部价|隐藏(价|优惠))/,
  },
]

/** Words against other sellers (广告法 13). */
export const DISPARAGING =
  /垃圾|坑人|坑爹|骗子|骗钱|割韭菜|宰客|黑心|劣质|假货|智商税|山寨|碾压|吊打|完爆|秒杀同行|难吃|不如我们|太贵/

/** Every text of the offers that advertises, with its path in the draft. */
export function* offerTexts(draft: CatalogueDraft): Generator<readonly [path: string, text: string]> {
  for (const [index, { terms, promotion }] of draft.plans.entries()) {
    const at = `plans.${index}.terms`
    if (promotion) yield [`plans.${index}.promotion.title`, promotion.title]
    if (terms.family) yield [`${at}.family.label`, terms.family.label]
    for (const [number, { title }] of (terms.coupons ?? []).entries())
      yield [`${at}.coupons.${number}.title`, title]
    for (const [number, { name }] of (terms.gifts ?? []).entries()) yield [`${at}.gifts.${number}.name`, name]
    for (const [number, { label }] of (terms.valueParts ?? []).entries())
      yield [`${at}.valueParts.${number}.label`, label]
    for (const [number, { name }] of (terms.comparators ?? []).entries())
      yield [`${at}.comparators.${number}.name`, name]
    for (const [number, { title }] of (terms.partnerPerks ?? []).entries())
      yield [`${at}.partnerPerks.${number}.title`, title]
    for (const [number, { welcome }] of (terms.statusMatches ?? []).entries())
      if (welcome) yield [`${at}.statusMatches.${number}.welcome.title`, welcome.title]
    for (const [number, { perks }] of (terms.storedValue?.ladder ?? []).entries())
      for (const [perk, text] of perks.entries())
        yield [`${at}.storedValue.ladder.${number}.perks.${perk}`, text]
  }
  yield* couponTexts(draft)
  yield* loyaltyTexts(draft)
  yield* benefitTexts(draft)
  yield* careTexts(draft)
  yield* winBackTexts(draft)
  yield* participationTexts(draft)
  for (const [index, { text }] of (draft.acquisition?.weCom ?? []).entries())
    yield [`acquisition.weCom.${index}.text`, text]
}
