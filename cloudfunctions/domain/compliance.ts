import type { CatalogueDraft } from '../contract/catalogue'
import { FORBIDDEN_OFFERS, type ForbiddenText, offerTexts } from './offer-texts'
import { accentProblems, allianceProblems } from './alliance-checks'
import { freezeThreat, PRESSURE_WORDS } from './pressure-words'

/** One thing that stands in the way of a release, said to the owner. */
export interface DraftProblem {
  /** Where in the draft: `plans.0.terms.memberPrices.1.scope`. */
  readonly path: string
  readonly code: string
  readonly sentence: string
  /** The rule behind it, such as L4, where there is one. */
  readonly law?: string
}

/** Whose right it is: what the member may change or end at any time takes nothing from anybody (L1). */
const NOT_THE_MEMBER = '(?<!(?<![对向为将])(?:会员|您|你|顾客|消费者|持卡人|用户|本人)(?:也|均|都|仍)?)'

/** 自动续费可随时取消, 可随时取消自动续费: unless it is the shop that may. */
const NOT_THE_RENEWAL =
  '(?!(?<=(?:续费|扣款|签约|继续)[,，、]?)可以?随时取消(?:[,，、。;；]|$))' +
  '(?!(?<!店|商家|商户|我们|有权)可以?随时取消(?:自动)?(?:续费|扣款|签约))'

/** Clauses that take rights away are void and may not be published (法释〔2025〕4号 9, 消法 26). */
const UNFAIR_TERMS: readonly ForbiddenText[] = [
  {
    code: 'NO_REFUND_CLAUSE',
    law: 'L6',
    sentence: '不能写“概不退换”一类的条款:七天内可退本金,之后按剩余比例退(法释〔2025〕4号第九条)',
    pattern:
      /(概|恕|一律|均|一经|售出|付款|购买|开卡|开通|激活)[^。;；\n]{0,8}不(予|能|可|得|支持|接受|再)?(办理)?(退|换)|不退不换/,
  },
  {
    code: 'FINAL_INTERPRETATION_CLAUSE',
    law: 'L7',
    sentence: '不能保留“最终解释权”:这是法律点名的无效条款(消费者权益保护法第二十六条)',
    pattern: /(最终|一切|单方|唯一)的?解释权/,
  },
  {
    code: 'UNILATERAL_CHANGE_CLAUSE',
    law: 'L7',
    sentence: '不能保留随时改变权益的权利:已售出的卡按售出时的约定履行(民法典第四百九十七条)',
    pattern: new RegExp(
      `${NOT_THE_MEMBER}${NOT_THE_RENEWAL}(有权|可以?|保留)[^。;；\\n]{0,10}(随时|单方)[^。;；\\n]{0,8}(变更|更改|修改|调整|终止|取消)`,
    ),
  },
]

/** Absolute words in what advertises (广告法 9). */
const ABSOLUTE_WORDS: ForbiddenText = {
  code: 'ABSOLUTE_WORD',
  law: 'L13',
  sentence: '宣传文字里不能用“最”“第一”“国家级”一类的绝对化用语(广告法第九条)',
  pattern:
    /最(?!近|后|新一期|多|少|低消费|迟|终|初|晚|早)|(全国|全网|全城|世界|行业|销量|全市|本市|业内)第一|第一(品牌|名|家)|国家级|世界级|顶级|极致|独一无二|史无前例/,
}

/**
 * Everything in a draft that may not be published, each with its code, its sentence and its law.
 * A was-price needs no rule here: a draft has no field for one; it is computed from deals (M006).
 */
export function complianceProblems(draft: CatalogueDraft): DraftProblem[] {
  const problems: DraftProblem[] = []
  const check = (path: string, text: string, rules: readonly ForbiddenText[]) => {
    for (const { code, law, sentence, pattern } of rules) {
      if (pattern.test(text)) problems.push({ path, code, sentence, law })
    }
    const threat = rules === UNFAIR_TERMS ? null : freezeThreat(text, draft)
    if (threat) problems.push({ path, code: threat.code, sentence: threat.sentence, law: threat.law })
  }
  const advertising = [...UNFAIR_TERMS, ABSOLUTE_WORDS, ...FORBIDDEN_OFFERS, ...PRESSURE_WORDS]
  check('shop.slogan', draft.shop.slogan, advertising)
  for (const [index, { terms }] of draft.plans.entries()) {
    const at = `plans.${index}.terms`
    check(`${at}.name`, terms.name, advertising)
    check(`${at}.oneLine`, terms.oneLine, advertising)
    terms.rules.forEach((rule, number) => check(`${at}.rules.${number}`, rule, advertising))
    const benefits = { memberPrices: terms.memberPrices, categoryDiscounts: terms.categoryDiscounts }
    for (const [list, items] of Object.entries(benefits)) {
      items.forEach(({ title }, number) => check(`${at}.${list}.${number}.title`, title, advertising))
    }
  }
  for (const [path, text] of offerTexts(draft)) check(path, text, advertising)
  draft.agreements.forEach(({ title, text }, index) => {
    check(`agreements.${index}.title`, title, UNFAIR_TERMS)
    check(`agreements.${index}.text`, text, UNFAIR_TERMS)
  })
  return [...problems, ...accentProblems(draft), ...allianceProblems(draft)]
}
