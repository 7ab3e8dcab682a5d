import { isRefusal } from '../contract/refusals'
import {
  allowMessages as decideAllowing,
  messageSettingsView,
  ownTemplates,
  readInbox as decideReading,
  switchFlow as decideSwitching,
} from '../domain/message-choices'
import { hasUnread } from '../domain/message-ledger'
import { emptyMember } from '../domain/new-member'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'
import { smsPort } from '../entry/sms'

export const readInbox = forPersons('renewal.readInbox', async (input, scope) => {
  const committed = await commitForPerson('renewal.readInbox', input, scope, (state) =>
    decideReading(state, { through: input.through, now: scope.now }),
  )
  return isRefusal(committed) ? committed : { unread: hasUnread(committed.state) }
})

/**
 * Where to send it is the platform's word for who calls, kept once the accept counts: a phone whose
 * answer was lost sends the same again, and what was refused leaves nothing behind (L9).
 */
export const allowMessages = forPersons('renewal.allowMessages', async (input, scope) => {
  const { backend, memberId, openid, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const { results } = input
  const committed = await commitForPerson('renewal.allowMessages', input, scope, (state) =>
    decideAllowing(state, { results, release, now }),
  )
  if (isRefusal(committed)) return committed
  if (results.some(({ answer }) => answer === 'accept'))
    await backend.recipients.remember(memberId, { openid }, now)
  const { credits } = committed.state.messages
  return {
    credits: ownTemplates(release).map(({ template, templateId }) => ({
      template,
      left: credits[templateId] ?? 0,
    })),
  }
})

/** What is on, what WeChat still allows, and what is worth asking for at this moment (L12). */
export const messageSettings = forPersons('renewal.messageSettings', async ({ moment }, scope) => {
  const { backend, memberId, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const state =
    (await backend.ledger.readMembers([memberId])).get(memberId)?.state ?? emptyMember(memberId, '')
  const sendsSms = release.settings?.smsFallback === true && smsPort(scope) !== null
  return messageSettingsView(state, release, {
    moment: moment ?? null,
    now,
    smsTo: sendsSms ? state.profile.maskedPhone : null,
  })
})

export const switchFlow = forPersons('renewal.switchFlow', async (input, scope) => {
  const { flow, on } = input
  const committed = await commitForPerson('renewal.switchFlow', input, scope, (state) =>
    decideSwitching(state, { flow, on, now: scope.now }),
  )
  return isRefusal(committed) ? committed : { flow, on }
})
