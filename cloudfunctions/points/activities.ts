import { isRefusal } from '../contract/refusals'
import { admits } from '../domain/audience'
import { shanghaiDay } from '../domain/calendar'
import { drawHead, prizeTitle } from '../domain/draw-views'
import { flashSaleView } from '../domain/flash-sale-view'
import { flashStock, saleDay } from '../domain/flash-sales'
import { emptyMember } from '../domain/new-member'
import { chancesLeft, isOver, prizeStock } from '../domain/prize-draws'
import { isOpen, voucherView } from '../domain/vouchers'
import { forPersons } from '../entry/handler'
import { pollView } from './poll-view'

/** What was over for so many days is no longer shown. */
const SHOWN_AFTER_DAYS = 14
const MOST_CHANCES = 50
const DAY_MS = 86_400_000

/** Rushes, votes and draws of these days: the member, all stocks, then votes and seeds. */
export const activities = forPersons('points.activities', async (_input, scope) => {
  const { backend, memberId, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const { flashSales = [], polls = [], draws = [] } = release.participation ?? {}
  const today = shanghaiDay(now)
  const recent = ({ from, through }: { from: string; through: string }) =>
    from <= today && through >= shanghaiDay(now - SHOWN_AFTER_DAYS * DAY_MS)
  const shownPolls = polls.filter(recent)
  const shownDraws = draws.filter(recent)
  const sales = flashSales.flatMap((sale) => {
    const day = saleDay(sale, now)
    return day === null ? [] : [{ sale, day }]
  })
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const [left, votes, seeds, counts, chances] = await Promise.all([
    backend.stock.left([
      ...sales.map(({ sale, day }) => flashStock(sale.id, day)),
      ...shownDraws.flatMap(({ id, prizes }) => prizes.map((prize) => prizeStock(id, prize.id))),
    ]),
    backend.votes.ofMember(
      memberId,
      shownPolls.map(({ id }) => id),
    ),
    backend.drawSeeds.readMany(shownDraws.filter((draw) => isOver(draw, now)).map(({ id }) => id)),
    Promise.all(
      shownPolls.map((poll) =>
        isOver(poll, now)
          ? backend.votes.count(
              poll.id,
              poll.options.map(({ id }) => id),
            )
          : Promise.resolve(null),
      ),
    ),
    member
      ? backend.activityJournal.chancesOf(
          member,
          shownDraws.map(({ id }) => id),
          MOST_CHANCES,
        )
      : Promise.resolve([]),
  ])
  const state = member?.state ?? emptyMember(memberId, '')
  return {
    now,
    flashSales: sales.flatMap(({ sale, day }) => {
      const view = flashSaleView(sale, state, {
        day,
        left: left.get(flashStock(sale.id, day)) ?? null,
        release,
        now,
      })
      return view ? [view] : []
    }),
    polls: shownPolls.map((poll, index) =>
      pollView(poll, {
        state,
        mine: votes.find(({ pollId }) => pollId === poll.id)?.optionId ?? null,
        counts: counts[index] ?? null,
        release,
        now,
      }),
    ),
    draws: shownDraws.map((draw) => {
      const head = drawHead(draw, { left, seeds, release, now })
      return {
        ...head,
        // What has run out can't be won any more.
        prizes: head.prizes.map((prize) => (prize.left > 0 ? prize : { ...prize, oddsPerMillion: 0 })),
        chancesLeft: chancesLeft(state, draw, now),
        admission: admits(draw.audience, state, release, now),
        mine: chances
          .filter(({ drawId }) => drawId === draw.id)
          .map(({ chance, at, prizeId }) => ({ chance, at, prize: prizeTitle(draw, prizeId, release) })),
      }
    }),
    vouchers: state.vouchers
      .filter((voucher) => isOpen(voucher, now) && ['flash', 'prize'].includes(voucher.source))
      .map((voucher) => voucherView(voucher, release, now)),
  }
})
