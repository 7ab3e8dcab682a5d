import type { ActionName, Input } from '../../cloudfunctions/contract'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { Instance } from './scheduled-shop'

const perk = (id: string, title: string) => ({
  id,
  partnerId: 'yinghe',
  title,
  months: 12,
  settlement: 1000,
  activateWithinDays: 30,
  ifExhausted: { kind: 'refund' as const, amount: 1000 },
})

/** The year card with three perks from pools, and a tier at each of two hotels. */
export function withPerks(draft: CatalogueDraft): CatalogueDraft {
  const partner = { port: 'codes' as const, dataShared: '订单编号', contact: '' }
  const [yearCard, ...others] = draft.plans
  if (!yearCard) throw new Error('the shop sells no card')
  const terms = {
    ...yearCard.terms,
    partnerPerks: [perk('yingyin', '影盒视频年卡'), perk('yuedu', '影盒阅读年卡'), perk('cha', '一壶茶')],
    statusMatches: [
      { partnerId: 'shan', tier: '金卡' },
      { partnerId: 'hai', tier: '银卡' },
    ],
  }
  return {
    ...draft,
    partners: [
      { id: 'yinghe', name: '影盒视频', ...partner },
      { id: 'shan', name: '山居酒店', ...partner },
      { id: 'hai', name: '海边酒店', ...partner },
    ],
    plans: [{ ...yearCard, terms }, ...others],
  }
}

/**
 * What can be done with perks and links, once each: one perk waits to be asked for, one to be
 * activated, one to be used at the counter; one hotel to be linked, the other to be unlinked.
 */
export async function allianceOperations(shop: Instance, orderId: string, visit: string) {
  const id = () => shop.operationId()
  const importing = (perkId: string, count: number) => ({
    operationId: id(),
    planId: 'nianka',
    perkId,
    codes: Array.from({ length: count }, (_, index) => `${perkId.toUpperCase()}-${100 + index}`),
    validThrough: '2029-12-31',
  })
  for (const perkId of ['yingyin', 'yuedu', 'cha'])
    await shop.call('owner', 'operations.importCodes', importing(perkId, 4))
  const asking = (perkId: string) => ({ operationId: id(), orderId, perkId, consent: true as const })
  await shop.call('lin', 'membership.issuePerk', asking('yuedu'))
  const { code } = await shop.call('lin', 'membership.issuePerk', asking('cha'))
  const linking = (partnerId: string, account: string) => ({
    operationId: id(),
    partnerId,
    account,
    consent: true as const,
  })
  await shop.call('lin', 'membership.linkPartner', linking('hai', 'sea-1'))
  const inputs = {
    issue: asking('yingyin'),
    activate: { operationId: id(), orderId, perkId: 'yuedu' },
    link: linking('shan', 'hill-1'),
    unlink: { operationId: id(), partnerId: 'hai' },
    use: { operationId: id(), branchId: 'laojie', visit, code: code ?? '' },
    fill: importing('yingyin', 6),
  }
  return <T>(sent: <A extends ActionName>(action: A, person: string, input: Input<A>) => T): T[] => [
    sent('membership.issuePerk', 'lin', inputs.issue),
    sent('membership.activatedPerk', 'lin', inputs.activate),
    sent('membership.linkPartner', 'lin', inputs.link),
    sent('membership.unlinkPartner', 'lin', inputs.unlink),
    sent('counter.partnerCode', 'clerk-1', inputs.use),
    sent('operations.importCodes', 'owner', inputs.fill),
  ]
}
