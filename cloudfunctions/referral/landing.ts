import { isRefusal } from '../contract/refusals'
import { parseScene } from '../contract/referral-scene'
import { newcomerPackOf } from '../domain/newcomer-pack'
import { referralOffer } from '../domain/referral-words'
import { forVisitors, type VisitorScope } from '../entry/handler'
import { originOf } from '../entry/scene-origin'
import { shopView } from '../entry/views'

/**
 * Where an invitation leads to, also without login (scene 1154). The rules stand there whatever the
 * code is, so that the page tells nobody which codes there are; a name only if its owner agreed.
 */
export const landing = forVisitors('referral.landing', async ({ scene }, scope) => {
  const release = await scope.backend.releases.current(scope.now)
  if (isRefusal(release)) return release
  const isChannel = parseScene(scene)?.kind === 'channel'
  const offer = isChannel ? null : referralOffer(release, 'invitee')
  const pack = newcomerPackOf(release)
  return {
    shop: shopView(release),
    joined: await isMember(scope),
    inviter: offer ? await namedInviter(scene, scope) : null,
    offer,
    newcomer: pack && { title: pack.title, detail: pack.detail },
  }
})

async function isMember({ backend, memberId }: VisitorScope): Promise<boolean> {
  if (memberId === null) return false
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  return Boolean(member?.state.joinedAt)
}

async function namedInviter(scene: string, scope: VisitorScope): Promise<{ name: string } | null> {
  const origin = await originOf(scene, scope.openid, scope)
  if (origin?.kind !== 'member' || !origin.inviter.referral.showsName) return null
  const [first] = origin.inviter.profile.nickname ?? ''
  return { name: first === undefined ? '一位会员' : `${first}**` }
}
