import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { draftProblems } from '../../cloudfunctions/domain/draft-checks'
import { templateDraft } from '../../cloudfunctions/domain/templates'
import { bakeryDraft } from '../../local/demo/bakery-programme'
import { fruitDraft } from '../../local/demo/fruit/catalogue'
import { hotPotDraft } from '../../local/demo/hot-pot/catalogue'
import { withActivities } from '../activity-shop'
import { withAlliance } from '../alliance-shop'
import { withBenefits } from '../benefit-shop'
import { withCare } from '../care-shop'
import { withReferral } from '../referral-shop'
import { withReturning } from '../returning-shop'
import { OPENING } from './story'

const TODAY = '2027-03-10'
const DRAFTS: readonly (readonly [string, CatalogueDraft])[] = [
  ['bakery', bakeryDraft(TODAY)],
  ['hot pot', hotPotDraft(templateDraft('hot_pot', '火锅店'))],
  ['fruit', fruitDraft(templateDraft('fruit', '水果店'), TODAY)],
  ['care', withCare()],
  ['alliance', withAlliance()],
  ['activities', withActivities()],
  ['returning', withReturning()],
  ['benefits', withBenefits()],
  ['referral', withReferral()],
]

/**
 * What doesn't advertise: names of the shop and of goods, addresses, units, what only staff reads,
 * what the law has to say, and how partners call themselves.
 */
const NO_ADVERTISING =
  /^(shop\.(name|licence)|branches\.|categories\.\d+\.name|products\.\d+\.name|agreements\.|partners\.|acquisition\.channels\.|participation\.draws\.\d+\.organiser|.*\.(unit|task)|plans\.\d+\.terms\.statusMatches\.\d+\.tier)/

const problems = (draft: CatalogueDraft) => draftProblems(draft, { previous: null, now: OPENING })

/** Every text of a draft that people read: its path, and how to write it anew. */
function* textsOf(
  node: unknown,
  path: readonly string[] = [],
  write: (text: string) => void = () => undefined,
): Generator<{ path: string; text: string; write: (text: string) => void }> {
  if (typeof node === 'string') {
    if (/\p{Script=Han}/u.test(node)) yield { path: path.join('.'), text: node, write }
  } else if (node !== null && typeof node === 'object') {
    const fields = node as Record<string, unknown>
    for (const key of Object.keys(fields))
      yield* textsOf(fields[key], [...path, key], (text) => {
        fields[key] = text
      })
  }
}

describe('L13 what advertises', () => {
  it.each(DRAFTS)(
    'L13 every text of the %s shop that advertises is refused with 全网第一 in it',
    (_name, own) => {
      const draft = structuredClone(own)
      expect(problems(draft)).toEqual([])
      const unchecked: string[] = []
      let checked = 0
      for (const { path, text, write } of textsOf(draft)) {
        if (NO_ADVERTISING.test(path)) continue
        write(`${text},全网第一`)
        const found = problems(draft).some((one) => one.code === 'ABSOLUTE_WORD' && one.path === path)
        write(text)
        if (found) checked += 1
        else unchecked.push(`${path}: ${text}`)
      }
      expect(unchecked).toEqual([])
      expect(checked).toBeGreaterThan(3)
    },
  )

  it.each([
    ['必须添加企业微信', false],
    ['加好友才有会员价', false],
    ['添加店长微信领5元券', false],
    ['进群即送咖啡一杯', false],
    ['扫码加群,抽奖免单', false],
    ['转发到朋友圈', false],
    ['新品和到店提醒', true],
    ['进群可问今天送到哪些面包', true],
    ['店长在群里回复生日蛋糕的预订', true],
    ['不想加也不影响任何权益', true],
  ])('M103 L12 「%s」 beside a WeCom code: allowed is %s', (text, allowed) => {
    const draft = withReferral()
    const [code] = draft.acquisition?.weCom ?? []
    if (code) code.text = text
    const found = problems(draft).some((one) => one.code === 'CONTACT_AS_CONDITION')
    expect(found).toBe(!allowed)
  })
})
