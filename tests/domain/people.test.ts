import {
  bindPhone,
  changeConsent,
  changePreferences,
  hasConsent,
  joinShop,
  maskPhone,
} from '../../cloudfunctions/domain/joining'
import { countPhoneLookup } from '../../cloudfunctions/domain/phone-lookup'
import {
  authorize,
  claimOwnership,
  grantStaff,
  recordInvitation,
  revokeStaff,
} from '../../cloudfunctions/domain/staff'
import { at, codeOf, DAY, OPENING, pieces, Story } from './story'

const agreement = { id: 'service', version: 'v1' }
const joining = { agreement, marketing: false, nickname: null, now: OPENING }

describe('M062 joining', () => {
  test('M062 joining records the agreement that was accepted; marketing is separate and off', () => {
    const story = new Story()
    story.take(joinShop(story.state, { ...joining, nickname: '林晓雯' }))
    expect(story.state).toMatchObject({
      joinedAt: OPENING,
      profile: { nickname: '林晓雯', maskedPhone: null },
    })
    expect(story.state.consents).toEqual([
      { purpose: 'service', version: 'service@v1', granted: true, at: OPENING },
    ])
    expect(hasConsent(story.state, 'service')).toBe(true)
    expect(hasConsent(story.state, 'marketing')).toBe(false)
  })

  test('M062 accepting a newer agreement keeps the day of joining, the name and a marketing consent', () => {
    const story = new Story()
    story.take(joinShop(story.state, { ...joining, marketing: true, nickname: '林晓雯' }))
    story.take(
      joinShop(story.state, { ...joining, agreement: { id: 'service', version: 'v2' }, now: OPENING + DAY }),
    )
    expect(story.state).toMatchObject({ joinedAt: OPENING, profile: { nickname: '林晓雯' } })
    expect(story.state.consents.map(({ purpose, version }) => [purpose, version])).toEqual([
      ['marketing', 'service@v1'],
      ['service', 'service@v2'],
    ])
  })

  test('M062 who declines to join still buys at the counter, at the list price', () => {
    const story = new Story()
    expect(story.settle([pieces('meishi')])).toMatchObject({ state: 'settled', paid: 1500 })
    expect(story.state.joinedAt).toBeNull()
    expect(story.state.consents).toEqual([])
  })

  test('L9 a consent is withdrawn and given again at once; only who joined has any', () => {
    const story = new Story()
    const change = (granted: boolean) =>
      changeConsent(story.state, { purpose: 'marketing', granted, now: story.now })
    expect(codeOf(change(true))).toBe('JOIN_REQUIRED')
    story.take(joinShop(story.state, { ...joining, marketing: true }))
    expect(story.take(change(false))).toEqual({
      kind: 'consent',
      purpose: 'marketing',
      version: 'service@v1',
      granted: false,
      at: OPENING,
    })
    expect(hasConsent(story.state, 'marketing')).toBe(false)
    story.take(change(true))
    expect(hasConsent(story.state, 'marketing')).toBe(true)
    expect(story.state.consents).toHaveLength(2)
  })

  test('L9 M062 a phone is bound masked, and nothing in the journal can name a person', () => {
    const story = new Story()
    story.take(joinShop(story.state, { ...joining, nickname: '林晓雯' }))
    story.take(
      bindPhone(story.state, { phoneDigest: 'd1', maskedPhone: maskPhone('13812345678'), now: OPENING }),
    )
    story.take(changePreferences(story.state, { nickname: '晓雯', largeText: true }))
    expect(story.state.profile).toEqual({
      nickname: '晓雯',
      maskedPhone: '138****5678',
      phoneDigest: 'd1',
      largeText: true,
    })
    story.take(changePreferences(story.state, { largeText: false }))
    expect(story.state.profile).toMatchObject({ nickname: '晓雯', largeText: false })
    const journal = JSON.stringify(
      story.decisions.map(({ facts, postings, due }) => ({ facts, postings, due })),
    )
    expect(journal).not.toMatch(/晓雯|138|5678/)
  })

  test('numbers are masked whatever their form', () => {
    expect(maskPhone('13812345678')).toBe('138****5678')
    expect(maskPhone('+85212345678')).toBe('****78')
    expect(maskPhone('')).toBe('****')
  })
})

describe('staff', () => {
  test('each role may do what those before it may, at its own branches; the owner everywhere', () => {
    const grant = { role: 'clerk' as const, branchIds: ['laojie'], issuedAt: OPENING, now: OPENING }
    const clerk = new Story()
    clerk.take(grantStaff(clerk.state, grant))
    const manager = new Story()
    manager.take(grantStaff(manager.state, { ...grant, role: 'manager' }))
    const owner = new Story()
    owner.take(claimOwnership(owner.state, { now: OPENING }))
    const table = [clerk, manager, owner].map(({ state }) => [
      codeOf(authorize(state, 'clerk', 'laojie')),
      codeOf(authorize(state, 'clerk', 'kejiyuan')),
      codeOf(authorize(state, 'manager', 'laojie')),
      codeOf(authorize(state, 'owner', null)),
    ])
    expect(table).toEqual([
      ['accepted', 'BRANCH_FORBIDDEN', 'ROLE_REQUIRED', 'ROLE_REQUIRED'],
      ['accepted', 'BRANCH_FORBIDDEN', 'accepted', 'ROLE_REQUIRED'],
      ['accepted', 'accepted', 'accepted', 'accepted'],
    ])
    expect(codeOf(authorize(null, 'clerk', null))).toBe('ROLE_REQUIRED')
    expect(codeOf(authorize(new Story().state, 'clerk', null))).toBe('ROLE_REQUIRED')
  })

  test('a second invitation adds branches, a link never lowers, revoking ends it at once', () => {
    const story = new Story()
    const grant = (role: 'clerk' | 'manager', ...branchIds: string[]) =>
      grantStaff(story.state, { role, branchIds, issuedAt: OPENING, now: OPENING })
    story.take(grant('clerk', 'laojie'))
    story.take(grant('clerk', 'kejiyuan', 'laojie'))
    expect(story.state.staff).toEqual({ role: 'clerk', branchIds: ['laojie', 'kejiyuan'], since: OPENING })
    story.take(grant('manager', 'laojie'))
    expect(story.state.staff).toMatchObject({ role: 'manager', branchIds: ['laojie'] })
    expect(codeOf(grant('clerk', 'kejiyuan'))).toBe('INVITATION_INVALID')
    expect(codeOf(grant('manager'))).toBe('INVITATION_INVALID')
    expect(story.take(revokeStaff(story.state, { now: OPENING }))).toMatchObject({ role: null })
    expect(codeOf(authorize(story.state, 'clerk', null))).toBe('ROLE_REQUIRED')
    expect(codeOf(revokeStaff(story.state, { now: OPENING }))).toBe('NOT_FOUND')
  })

  test('who was dismissed comes back by a new invitation only, never by one from before', () => {
    const story = new Story()
    const grant = (issuedAt: number) =>
      grantStaff(story.state, { role: 'clerk', branchIds: ['laojie'], issuedAt, now: OPENING + DAY })
    story.take(grant(OPENING))
    story.take(revokeStaff(story.state, { now: OPENING + 1000 }))
    expect(codeOf(grant(OPENING))).toBe('INVITATION_INVALID')
    expect(codeOf(grant(OPENING + 1000))).toBe('INVITATION_INVALID')
    expect(story.take(grant(OPENING + 1001))).toMatchObject({ role: 'clerk' })
  })

  test('only the owner invites, and nobody takes the ownership away', () => {
    const owner = new Story()
    const invitation = {
      invitationId: 'i1',
      role: 'clerk' as const,
      branchIds: ['laojie'],
      expiresAt: OPENING + DAY,
    }
    expect(codeOf(recordInvitation(owner.state, invitation))).toBe('ROLE_REQUIRED')
    owner.take(claimOwnership(owner.state, { now: OPENING }))
    expect(owner.take(recordInvitation(owner.state, invitation))).toEqual({
      kind: 'invitation',
      ...invitation,
    })
    expect(codeOf(revokeStaff(owner.state, { now: OPENING }))).toBe('ROLE_REQUIRED')
  })

  test('M062 twenty searches by phone a day, counted on the clerk, found or not', () => {
    const clerk = new Story(undefined, at('2027-03-10T23:00'))
    const lookUp = (found: string | null) => countPhoneLookup(clerk.state, { found, now: clerk.now })
    for (let count = 0; count < 20; count += 1) clerk.take(lookUp(count % 2 === 0 ? 'M' : null))
    expect(codeOf(lookUp(null))).toBe('PHONE_LOOKUP_LIMIT')
    clerk.now = at('2027-03-11T00:00')
    expect(clerk.take(lookUp('M'))).toEqual({ kind: 'phone_lookup', found: 'M', at: clerk.now })
    expect(clerk.state.phoneLookups).toEqual({ day: '2027-03-11', count: 1 })
  })
})
