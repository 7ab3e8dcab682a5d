import { isRefusal } from '../contract/refusals'
import { drawHead } from '../domain/draw-views'
import { isOver, prizeStock } from '../domain/prize-draws'
import { forStaff } from '../entry/handler'

const PAGE = 1000

/** What an auditor recounts (M036, M078): votes by option, chances and prizes from the journal. */
export const participation = forStaff('operations.participation', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const { polls = [], draws = [] } = release.participation ?? {}
    const left = await backend.stock.left(
      draws.flatMap(({ id, prizes }) => prizes.map((prize) => prizeStock(id, prize.id))),
    )
    const seeds = await backend.drawSeeds.readMany(
      draws.filter((draw) => isOver(draw, now)).map(({ id }) => id),
    )
    return {
      polls: await Promise.all(
        polls.map(async (poll) => {
          const counts = await backend.votes.count(
            poll.id,
            poll.options.map(({ id }) => id),
          )
          return {
            pollId: poll.id,
            question: poll.question,
            options: poll.options.map(({ id, label }) => ({ id, label, votes: counts.get(id) ?? 0 })),
            through: poll.through,
            closed: isOver(poll, now),
            mine: null,
            admission: { admitted: false, why: null },
            voters: [...counts.values()].reduce((sum, count) => sum + count, 0),
            changes: await backend.votes.changed(poll.id),
          }
        }),
      ),
      draws: await Promise.all(
        draws.map(async (draw) => {
          const { chances, won } = await recount(draw.id)
          return {
            ...drawHead(draw, { left, seeds, release, now }),
            chances,
            won: draw.prizes.map(({ id }) => ({ prizeId: id, count: won.get(id) ?? 0 })),
          }
        }),
      ),
    }

    async function recount(drawId: string): Promise<{ chances: number; won: Map<string, number> }> {
      const won = new Map<string, number>()
      let chances = 0
      for (let after: string | null = null; ;) {
        const page = await backend.activityJournal.chancesIn(drawId, after, PAGE)
        chances += page.length
        for (const { drawn } of page)
          if (drawn.prizeId !== null) won.set(drawn.prizeId, (won.get(drawn.prizeId) ?? 0) + 1)
        const last = page.at(-1)
        if (page.length < PAGE || !last) return { chances, won }
        after = last.id
      }
    }
  },
})
