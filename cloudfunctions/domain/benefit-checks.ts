import type { BenefitOffer } from '../contract/benefit-offers'
import type { CatalogueDraft } from '../contract/catalogue'
import type { DraftProblem } from './compliance'
import { yuanText } from './money'

interface Offered {
  readonly path: string
  readonly offer: BenefitOffer
  readonly from: 'card' | 'tier'
}

/** What stands against a draft's benefits of cards and tiers. */
export function* benefitProblems(draft: CatalogueDraft): Generator<DraftProblem> {
  const offered = [...offersOf(draft)]
  for (const one of offered) {
    yield* missingReferences(one, draft)
    yield* unfitForTier(one)
    yield* senseless(one, draft)
    yield* emptyPrivilege(one, offered, draft)
  }
  yield* repeated(offered)
  yield* differentPlaces(offered)
}

/** Every benefit with its place in the draft. */
function* offersOf(draft: CatalogueDraft): Generator<Offered> {
  for (const [plan, { terms }] of draft.plans.entries())
    for (const [index, offer] of (terms.benefits ?? []).entries())
      yield { path: `plans.${plan}.terms.benefits.${index}`, offer, from: 'card' }
  for (const [rank, { benefits }] of (draft.loyalty?.growth?.tiers ?? []).entries())
    for (const [index, offer] of benefits.entries())
      yield { path: `loyalty.growth.tiers.${rank}.benefits.${index}`, offer, from: 'tier' }
}

/** Every text of a benefit that advertises, with its path in the draft. */
export function* benefitTexts(draft: CatalogueDraft): Generator<readonly [path: string, text: string]> {
  for (const { path, offer } of offersOf(draft)) {
    yield [`${path}.title`, offer.title]
    yield [`${path}.detail`, offer.detail]
    if (offer.kind === 'choice')
      for (const [index, { title }] of offer.options.entries())
        yield [`${path}.options.${index}.title`, title]
  }
}

function* missingReferences({ path, offer }: Offered, draft: CatalogueDraft): Generator<DraftProblem> {
  const missing = (at: string, what: string, id: string): DraftProblem => ({
    path: `${path}.${at}`,
    code: 'REFERENCE_MISSING',
    sentence: `${what}“${id}”不存在,请先添加或改选`,
  })
  const products = new Set(draft.products.map(({ id }) => id))
  const branches = new Set(draft.branches.map(({ id }) => id))
  if ('productId' in offer && offer.productId !== undefined && !products.has(offer.productId))
    yield missing('productId', '商品', offer.productId)
  if ('productIds' in offer)
    for (const [index, id] of offer.productIds.entries())
      if (!products.has(id)) yield missing(`productIds.${index}`, '商品', id)
  if (offer.kind === 'choice')
    for (const [index, { productId }] of offer.options.entries())
      if (productId !== undefined && !products.has(productId))
        yield missing(`options.${index}.productId`, '商品', productId)
  if (offer.kind === 'service')
    for (const [index, id] of (offer.appointment?.branchIds ?? []).entries())
      if (!branches.has(id)) yield missing(`appointment.branchIds.${index}`, '门店', id)
  if (offer.kind === 'birthday' && !draft.participation?.rewards.some(({ id }) => id === offer.rewardId))
    yield missing('rewardId', '礼品', offer.rewardId)
}

/** A tier has no paid period: nothing of it can be counted by one, nor prepared once for one. */
function* unfitForTier({ path, offer, from }: Offered): Generator<DraftProblem> {
  if (from === 'card') return
  if (('per' in offer && offer.per === 'period') || offer.gate?.within === 'period')
    yield {
      path: offer.gate?.within === 'period' ? `${path}.gate.within` : `${path}.per`,
      code: 'PERIOD_OF_NO_CARD',
      sentence: `等级没有付费周期,“${offer.title}”请按天、周或月计算`,
    }
  if (offer.kind === 'fulfilment')
    yield {
      path: `${path}.kind`,
      code: 'TASK_OF_NO_CARD',
      sentence: `“${offer.title}”要按付费周期准备,请放在会员卡里`,
    }
}

function* senseless({ path, offer }: Offered, draft: CatalogueDraft): Generator<DraftProblem> {
  if (offer.kind === 'first_of_day')
    for (const id of offer.productIds) {
      const product = draft.products.find((one) => one.id === id)
      if (product && offer.price >= product.listPrice)
        yield {
          path: `${path}.price`,
          code: 'NO_SAVING',
          sentence: `“${offer.title}”的${yuanText(offer.price)}不低于${product.name}的售价${yuanText(product.listPrice)}`,
          law: 'L4',
        }
    }
  if (offer.kind === 'choice') yield* repeatedIds(`${path}.options`, offer.options)
  if (offer.kind !== 'service' || !offer.appointment) return
  const { slots, openHours, earlier, cancelHours } = offer.appointment
  yield* repeatedIds(
    `${path}.appointment.slots`,
    slots.map(({ at }) => ({ id: at })),
  )
  if (cancelHours > openHours)
    yield {
      path: `${path}.appointment.cancelHours`,
      code: 'NEVER_CANCELLABLE',
      sentence: `“${offer.title}”在开放预约前${cancelHours - openHours}小时就不能取消,请缩短取消时限`,
      law: 'L7',
    }
  // A higher rank that opened later would be no priority (M034).
  const byRank = [...earlier].sort((a, b) => a.tierAtLeast - b.tierAtLeast)
  if (byRank.some(({ hours }, index) => index > 0 && hours <= (byRank[index - 1]?.hours ?? 0)))
    yield {
      path: `${path}.appointment.earlier`,
      code: 'PRIORITY_NOT_RISING',
      sentence: `“${offer.title}”的提前预约时间要随等级增加`,
      law: 'L3',
    }
}

/** A privilege is worth what it is ahead of: with nothing to be earlier than it is an empty promise (M037). */
function* emptyPrivilege(
  { path, offer }: Offered,
  offered: readonly Offered[],
  { participation }: CatalogueDraft,
): Generator<DraftProblem> {
  if (offer.kind !== 'privilege') return
  const support = participation?.support
  const isReal =
    offer.flag === 'priority_support'
      ? support?.byTier.some(({ minutes }) => minutes < support.defaultMinutes)
      : offered.some(
          ({ offer: other }) =>
            other.kind === 'service' && other.appointment?.earlier.some(({ hours }) => hours > 0),
        )
  if (isReal) return
  yield {
    path: `${path}.flag`,
    code: 'PRIVILEGE_EMPTY',
    sentence:
      offer.flag === 'priority_support'
        ? `“${offer.title}”没有比别人更快的答复:请在活动与服务里开放提问,并设一个比默认更短的答复时间`
        : `“${offer.title}”没有可以提前预约的服务:请给一项服务设提前开放的时间`,
    law: 'L7',
  }
}

function* repeated(offered: readonly Offered[]): Generator<DraftProblem> {
  const lists = new Map<string, { path: string; id: string }[]>()
  for (const { path, offer } of offered) {
    const list = path.slice(0, path.lastIndexOf('.'))
    lists.set(list, [...(lists.get(list) ?? []), { path, id: offer.id }])
  }
  for (const [list, items] of lists) yield* repeatedIds(list, items)
}

function* repeatedIds(list: string, items: readonly { id: string }[]): Generator<DraftProblem> {
  for (const [index, { id }] of items.entries())
    if (items.findIndex((other) => other.id === id) < index)
      yield { path: `${list}.${index}.id`, code: 'ID_REPEATED', sentence: `编号“${id}”重复,请改用不同的编号` }
}

/** One chair is one chair: services of one id share their places, so these have to be the same. */
function* differentPlaces(offered: readonly Offered[]): Generator<DraftProblem> {
  const known = new Map<string, string>()
  for (const { path, offer } of offered) {
    if (offer.kind !== 'service' || !offer.appointment) continue
    const places = JSON.stringify([...offer.appointment.slots].sort((a, b) => (a.at < b.at ? -1 : 1)))
    const before = known.get(offer.id)
    if (before !== undefined && before !== places)
      yield {
        path: `${path}.appointment.slots`,
        code: 'PLACES_DIFFER',
        sentence: `“${offer.title}”与同编号的权益共用名额,时段和名额要一致`,
      }
    known.set(offer.id, before ?? places)
  }
}
