import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { addDays, shanghaiDay, startOfDay } from '../../cloudfunctions/domain/calendar'
import type { DemoPerson } from './people'
import type { Stage } from './stage'

/** Something that happened in a demo shop, at its moment. */
export interface Scene {
  /** Epoch ms. */
  readonly at: number
  play(stage: Stage): Promise<unknown>
}

/**
 * A shop of the demo: who belongs to it, how it was opened, and what happened since. The whole
 * history is made by running the product's own actions on the test clock, never by writing balances.
 */
export interface DemoShop {
  readonly id: string
  readonly name: string
  /** What the shop switch says beside the name. */
  readonly trade: string
  readonly people: readonly DemoPerson[]
  /** Quiet people who make the shop's figures. */
  readonly regulars: readonly { readonly id: string; readonly name: string }[]
  /** The instant at which the test clock has to stand before the history can be played. */
  begins(today: number): number
  /** @param today epoch ms at which the history ends: what runs now was announced with its days. */
  open(stage: Stage, ownerSecret: string, today: number): Promise<void>
  /** Everything that happened up to `today` (epoch ms), in any order. */
  scenes(today: number): readonly Scene[]
}

/** Plays scenes in order of time; `onProgress` learns how many are done. */
export async function playScenes(
  stage: Stage,
  scenes: readonly Scene[],
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<void> {
  const inOrder = [...scenes].sort((a, b) => a.at - b.at)
  for (const [index, scene] of inOrder.entries()) {
    onProgress(index, inOrder.length)
    await stage.moveTo(scene.at)
    await scene.play(stage)
  }
}

/** So many hours into a Shanghai day. */
export function atHour(day: string, hours: number): number {
  return startOfDay(day) + hours * 3_600_000
}

/** The instant so many days before today, so many hours into that day. */
export type Days = (ago: number, hours: number) => number

export function daysBefore(today: number): Days {
  return (ago, hours) => atHour(addDays(shanghaiDay(today), -ago), hours)
}

/** The owner takes the shop over with the one-time secret. */
export async function claim(stage: Stage, secret: string): Promise<void> {
  await stage.call('owner', 'operations.claim', { operationId: stage.operationId(), secret })
}

/** The first catalogue that shoppers see. */
export async function releaseFirst(stage: Stage, draft: CatalogueDraft): Promise<void> {
  const operationId = stage.operationId()
  await stage.call('owner', 'operations.release', { operationId, expectedRelease: 0, draft })
}

/** The staff that a shop begins with: each clerk by a one-time invitation, everybody with a name. */
export async function bringStaff(
  stage: Stage,
  clerks: readonly { readonly person: string; readonly branchId: string }[],
  people: readonly DemoPerson[],
): Promise<void> {
  for (const { person, branchId } of clerks) {
    const { invitation } = await stage.call('owner', 'operations.invite', {
      operationId: stage.operationId(),
      role: 'clerk',
      branchIds: [branchId],
    })
    await stage.call(person, 'membership.acceptInvitation', { operationId: stage.operationId(), invitation })
  }
  for (const { id, name, side } of people) {
    if (side !== 'staff') continue
    const operationId = stage.operationId()
    await stage.call(id, 'membership.preferences', { operationId, nickname: name })
  }
}
