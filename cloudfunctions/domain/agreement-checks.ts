import type { CatalogueDraft } from '../contract/catalogue'
import { JOINING_AGREEMENT } from '../contract/joining-agreement'
import type { DraftProblem } from './compliance'
import type { Publishing } from './offer-checks'

/**
 * Whoever joined is told in one sentence what newer terms change (PIPL 14, 17): the shop writes it
 * with the change, and another one with the next. What a purchase accepts is read with each purchase.
 */
export function* agreementProblems(
  { agreements }: CatalogueDraft,
  { previous }: Publishing,
): Generator<DraftProblem> {
  for (const [index, { id, title, text, summary }] of agreements.entries()) {
    const before = previous?.agreements.find((one) => one.id === id && one.current)
    if (id !== JOINING_AGREEMENT || !before || before.text === text) continue
    if (summary && summary !== before.summary) continue
    yield {
      path: `agreements.${index}.summary`,
      code: 'SUMMARY_MISSING',
      sentence: `《${title}》的正文改了:请用一句话写明这次改了什么,同意过旧版本的会员会看到`,
      law: 'L9',
    }
  }
}
