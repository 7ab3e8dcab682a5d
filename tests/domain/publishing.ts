import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { releaseCatalogue } from '../../cloudfunctions/domain/catalogue'
import type { Release } from '../../cloudfunctions/domain/release'
import { bakery, digest, OPENING } from './story'

export type Terms = CatalogueDraft['plans'][number]['terms']

/** What publishing a draft with these terms answers: the problem, or that it was released. */
export function published(
  change: (terms: Terms, draft: CatalogueDraft) => void,
  previous: Release | null = null,
  now = OPENING,
) {
  const draft = bakery((one) => change(one.plans[0]!.terms, one))
  const outcome = releaseCatalogue(previous, draft, now, digest)
  return outcome.ok ? 'released' : { code: outcome.code, ...(outcome.detail as object) }
}

export const refusedFor = (code: string, law: string) => ({
  code,
  law,
  sentence: expect.stringMatching(/[一-鿿]/) as string,
  path: expect.stringContaining('plans.0') as string,
})
