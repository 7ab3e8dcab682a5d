import { isRefusal } from '../contract/refusals'
import { hasConsent } from '../domain/joining'
import { emptyMember } from '../domain/new-member'
import {
  consentViews,
  heldData,
  minorView,
  newVersions,
  partnerConsents,
  tagViews,
} from '../domain/privacy-views'
import { PROCESSORS } from '../domain/retention-table'
import { forPersons } from '../entry/handler'

/** 隐私中心: everything out of the one document that says it; two calls with a cold release. */
export const privacy = forPersons('membership.privacy', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const found = (await backend.ledger.readMembers([memberId])).get(memberId)
  const state = found?.state ?? emptyMember(memberId, '')
  const { nickname, maskedPhone } = state.profile
  return {
    now,
    consents: consentViews(state),
    partners: partnerConsents(state, release),
    newVersions: newVersions(state, release),
    data: heldData(state, release, now),
    processors: PROCESSORS.map((processor) => ({ ...processor })),
    tags: tagViews(state, release, now),
    switches: { personalised: state.privacy.personalised, marketing: hasConsent(state, 'marketing') },
    minor: minorView(state, now),
    profile: { nickname, maskedPhone, monthDay: state.benefits.birthday.monthDay },
  }
})
