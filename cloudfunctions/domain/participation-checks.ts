import type { CatalogueDraft } from '../contract/catalogue'
import type { PrizeDraw } from '../contract/rewards'
import { shanghaiDay } from './calendar'
import type { DraftProblem } from './compliance'
import { WHOLE_ODDS } from './prize-draws'
import type { Release } from './release'

/** 有奖销售 at most (反不正当竞争法 10, 规范促销行为暂行规定 17): 50,000 yuan. */
const MOST_PRIZE = 5_000_000
/** What was paid with points may not be lost for lack of time. */
const FEWEST_VOUCHER_DAYS = 30

/** Every text of rewards, rushes, polls and draws that advertises, with its path in the draft. */
export function* participationTexts({
  participation,
}: CatalogueDraft): Generator<readonly [path: string, text: string]> {
  const { rewards = [], flashSales = [], polls = [], draws = [] } = participation ?? {}
  for (const [name, items] of Object.entries({ rewards, flashSales, draws }))
    for (const [index, { title }] of items.entries()) yield [`participation.${name}.${index}.title`, title]
  for (const [index, { detail }] of rewards.entries()) yield [`participation.rewards.${index}.detail`, detail]
  for (const [index, { question, options }] of polls.entries()) {
    yield [`participation.polls.${index}.question`, question]
    for (const [number, { label }] of options.entries())
      yield [`participation.polls.${index}.options.${number}.label`, label]
  }
}

/** What stands against the rewards, rushes, polls and draws of a draft. */
export function* participationProblems(
  draft: CatalogueDraft,
  { previous, now }: { previous: Release | null; now: number },
): Generator<DraftProblem> {
  const participation = draft.participation
  if (!participation) return
  const products = new Set(draft.products.map(({ id }) => id))
  const branches = new Set(draft.branches.map(({ id }) => id))
  const agreements = new Set(draft.agreements.map(({ id }) => id))
  const templates = new Set(draft.coupons?.templates.map(({ id }) => id))
  const rewards = new Set(participation.rewards.map(({ id }) => id))
  const plans = new Set(draft.plans.map(({ id }) => id))
  const ranks = new Set(draft.loyalty?.growth?.tiers.map(({ rank }) => rank))
  const missing = (path: string, what: string): DraftProblem => ({
    path,
    code: 'REFERENCE_MISSING',
    sentence: `${what}不存在,请先添加或改选`,
  })

  for (const [name, items] of Object.entries({
    rewards: participation.rewards,
    flashSales: participation.flashSales,
    polls: participation.polls,
    draws: participation.draws,
  })) {
    const seen = new Set<string>()
    for (const [index, item] of items.entries()) {
      const at = `participation.${name}.${index}`
      if (seen.has(item.id))
        yield { path: `${at}.id`, code: 'ID_REPEATED', sentence: `编号“${item.id}”重复,请改用不同的编号` }
      seen.add(item.id)
      const days = 'from' in item ? item : 'shop' in item ? item.shop : undefined
      if (days && days.through < days.from)
        yield { path: `${at}.through`, code: 'DAYS_REVERSED', sentence: '截止日不能早于开始日' }
      const audience = 'audience' in item ? item.audience : 'shop' in item ? item.shop?.audience : undefined
      if (audience?.planIds?.some((id) => !plans.has(id))) yield missing(`${at}.audience.planIds`, '会员卡')
      if (audience?.tierAtLeast !== undefined && !ranks.has(audience.tierAtLeast))
        yield missing(`${at}.audience.tierAtLeast`, '等级')
    }
  }
  for (const [index, { gives, shop, voucherDays }] of participation.rewards.entries()) {
    const at = `participation.rewards.${index}`
    if (gives.kind === 'coupon' && !templates.has(gives.templateId))
      yield missing(`${at}.gives.templateId`, '券')
    if (gives.kind === 'goods' && gives.productId !== undefined && !products.has(gives.productId))
      yield missing(`${at}.gives.productId`, '商品')
    if (shop && shop.points > 0 && gives.kind !== 'coupon' && voucherDays < FEWEST_VOUCHER_DAYS)
      yield {
        path: `${at}.voucherDays`,
        code: 'VOUCHER_TOO_SHORT',
        sentence: `积分换来的凭证至少要有${FEWEST_VOUCHER_DAYS}天可用`,
        law: 'L7',
      }
  }
  for (const [index, sale] of participation.flashSales.entries()) {
    const at = `participation.flashSales.${index}`
    const product = draft.products.find(({ id }) => id === sale.productId)
    if (!product) yield missing(`${at}.productId`, '商品')
    else if (sale.price >= product.listPrice)
      yield { path: `${at}.price`, code: 'NOT_LOWER', sentence: '抢购价要低于标价,否则不能叫优惠', law: 'L4' }
    if (sale.pickUpBranchIds.some((id) => !branches.has(id))) yield missing(`${at}.pickUpBranchIds`, '门店')
    if (sale.agreementIds.some((id) => !agreements.has(id))) yield missing(`${at}.agreementIds`, '协议')
  }
  for (const [index, { options }] of participation.polls.entries())
    if (new Set(options.map(({ id }) => id)).size < options.length)
      yield {
        path: `participation.polls.${index}.options`,
        code: 'ID_REPEATED',
        sentence: '选项编号重复,请改用不同的编号',
      }
  for (const [index, draw] of participation.draws.entries())
    yield* drawProblems(draw, {
      at: `participation.draws.${index}`,
      before: previous?.participation?.draws.find(({ id }) => id === draw.id) ?? null,
      today: shanghaiDay(now),
      rewards,
    })
}

/** L14: odds that are published and sum to at most certainty, a prize at most ¥50,000, no change once begun. */
function* drawProblems(
  draw: PrizeDraw,
  context: { at: string; before: PrizeDraw | null; today: string; rewards: ReadonlySet<string> },
): Generator<DraftProblem> {
  const { at, before, today, rewards } = context
  const odds = draw.prizes.reduce((sum, { oddsPerMillion }) => sum + oddsPerMillion, 0)
  if (odds > WHOLE_ODDS)
    yield {
      path: `${at}.prizes`,
      code: 'ODDS_ABOVE_ONE',
      sentence: '各奖项的中奖率相加不能超过100%',
      law: 'L14',
    }
  if (new Set(draw.prizes.map(({ id }) => id)).size < draw.prizes.length)
    yield { path: `${at}.prizes`, code: 'ID_REPEATED', sentence: '奖项编号重复,请改用不同的编号' }
  for (const [index, { rewardId, worth }] of draw.prizes.entries()) {
    if (!rewards.has(rewardId))
      yield {
        path: `${at}.prizes.${index}.rewardId`,
        code: 'REFERENCE_MISSING',
        sentence: '奖品不存在,请先添加',
      }
    if (worth > MOST_PRIZE)
      yield {
        path: `${at}.prizes.${index}.worth`,
        code: 'PRIZE_TOO_HIGH',
        sentence: '抽奖的最高奖不能超过5万元(反不正当竞争法第十条)',
        law: 'L14',
      }
  }
  if (before && before.from <= today && !sameOdds(before, draw))
    yield {
      path: `${at}.prizes`,
      code: 'DRAW_BEGUN',
      sentence: '抽奖已经开始,奖项、中奖率、数量和次数不能再改,可以新建一个',
      law: 'L14',
    }
}

function sameOdds(one: PrizeDraw, other: PrizeDraw): boolean {
  const essence = ({ prizes, chancesPerDay, from }: PrizeDraw) =>
    JSON.stringify([
      chancesPerDay,
      from,
      prizes.map(({ id, rewardId, oddsPerMillion, quantity }) => [id, rewardId, oddsPerMillion, quantity]),
    ])
  return essence(one) === essence(other)
}
