import type { Input } from '../../cloudfunctions/contract'
import type { pointsActions } from '../../cloudfunctions/contract/points'
import type { Stage } from './sample-stage'

type PointsAction = keyof typeof pointsActions

/** Valid inputs of what has to do with points. */
export const POINTS_SAMPLES: {
  readonly [A in PointsAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'points.home': async () => ({}),
  'points.records': async ({ shop }) => ({ before: shop.clock.now() }),
  'points.checkIn': async ({ shop }) => ({ operationId: shop.operationId() }),
}
