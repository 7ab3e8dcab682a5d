import { randomBytes } from 'node:crypto'
import cloudbase, { type CloudBase } from '@cloudbase/node-sdk'
import { makeOperationId } from '../contract/operation-id'
import { miniProgramCodes, type MiniProgramCodes } from '../gateways/mini-program-codes'
import { phoneNumbers, type PhoneNumbers } from '../gateways/phone-number'
import { shippingInfo, type ShippingInfo } from '../gateways/shipping-info'
import { subscribeMessages, type SubscribeMessages } from '../gateways/subscribe-messages'
import { type AssetJournal, assetJournal } from '../ledger/asset-journal'
import { contractJournal, type ContractJournal } from '../ledger/contract-journal'
import { benefitTasks, type BenefitTasks } from '../ledger/benefit-tasks'
import { benefitUses, type BenefitUses } from '../ledger/benefit-uses'
import { bills, type Bills } from '../ledger/bills'
import { announcements, type Announcements } from '../ledger/announcements'
import { careList, type CareList } from '../ledger/care-list'
import { type Database, openDatabase } from '../ledger/database'
import { couponFigures, type CouponFigures } from '../ledger/coupon-figures'
import { type CodePictures, codePictures } from '../ledger/code-pictures'
import { type Devices, devices } from '../ledger/devices'
import { disputes, type Disputes } from '../ledger/disputes'
import { supportRequests, type SupportRequests } from '../ledger/support-requests'
import { drawSeeds, type DrawSeeds } from '../ledger/draw-seeds'
import { dueMembers, type DueMembers } from '../ledger/due-members'
import { eventFigures, type EventFigures } from '../ledger/event-figures'
import { heldCards, type HeldCards } from '../ledger/held-cards'
import { inbox, type Inbox } from '../ledger/inbox'
import { type Incidents, incidents } from '../ledger/incidents'
import { jobProgress, type JobProgressReads } from '../ledger/job-progress'
import { type JournalReads, journalReads } from '../ledger/journal-reads'
import { type Ledger, type LedgerOptions, openLedger } from '../ledger/ledger'
import { liability, type Liability } from '../ledger/liability'
import { memberWalks, type MemberWalks } from '../ledger/member-walk'
import { merges, type Merges } from '../ledger/merges'
import { type MessageCounting, messageCounting } from '../ledger/message-counts'
import { messageFaults, type MessageFaults } from '../ledger/message-faults'
import { type NewcomerMarks, newcomerMarks } from '../ledger/newcomer-marks'
import { orders, type Orders } from '../ledger/orders'
import { outbox, type Outbox } from '../ledger/outbox'
import { advices, type Advices } from '../ledger/advices'
import { activityJournal, type ActivityJournal } from '../ledger/activity-journal'
import { cardTakings, type CardTakings } from '../ledger/card-takings'
import { partnerAccounts, type PartnerAccounts } from '../ledger/partner-accounts'
import { partnerCodes, type PartnerCodes } from '../ledger/partner-codes'
import { personalData, type PersonalData } from '../ledger/personal-data'
import { personJournal, type PersonJournal } from '../ledger/person-journal'
import { privacyRequests, type PrivacyRequests } from '../ledger/privacy-requests'
import { phoneOwners, type PhoneOwners } from '../ledger/phone-owners'
import { priceEvidence, type PriceEvidence } from '../ledger/price-evidence'
import { recipients, type Recipients } from '../ledger/recipients'
import { reconciliations, type Reconciliations } from '../ledger/reconciliations'
import { type ReferralCodes, referralCodes } from '../ledger/referral-codes'
import { type Referrals, referrals } from '../ledger/referrals'
import { refunds, type Refunds } from '../ledger/refunds'
import { releases, type Releases } from '../ledger/releases'
import { rollUps, type RollUps } from '../ledger/roll-ups'
import { setUpMarks, type SetUpMarks } from '../ledger/set-up-marks'
import { sharedStock, type SharedStock } from '../ledger/shared-stock'
import { signers, type Signers } from '../ledger/signers'
import { stageReport, type StageReport } from '../ledger/stage-report'
import { sweeper as openSweeper, type Sweeper } from '../ledger/sweeper'
import { tickets, type Tickets } from '../ledger/tickets'
import { transfers, type Transfers } from '../ledger/transfers'
import { trialReport, type TrialReport } from '../ledger/trial-report'
import { typicalSavings, type TypicalSavings } from '../ledger/typical-savings'
import { forecastErrors, type ForecastErrors } from '../ledger/forecast-errors'
import { returningReports, type ReturningReports } from '../ledger/returning-reports'
import { yearEnds, type YearEnds } from '../ledger/year-ends'
import { walletJournal, type WalletJournal } from '../ledger/wallet-journal'
import { votes, type Votes } from '../ledger/votes'
import type { Settings } from './settings'

/** Everything below the handlers, opened once per instance. */
export interface Backend {
  readonly database: Database
  readonly ledger: Ledger
  readonly journal: JournalReads
  readonly walletJournal: WalletJournal
  readonly pointsJournal: AssetJournal
  readonly liability: Liability
  readonly dueMembers: DueMembers
  readonly memberWalks: MemberWalks
  readonly bills: Bills
  readonly advices: Advices
  readonly signers: Signers
  readonly votes: Votes
  readonly activityJournal: ActivityJournal
  readonly drawSeeds: DrawSeeds
  readonly disputes: Disputes
  readonly supportRequests: SupportRequests
  readonly contractJournal: ContractJournal
  readonly messages: SubscribeMessages
  readonly inbox: Inbox
  readonly recipients: Recipients
  readonly messageFaults: MessageFaults
  readonly jobProgress: JobProgressReads
  readonly messageCounts: MessageCounting
  readonly merges: Merges
  readonly orders: Orders
  readonly refunds: Refunds
  readonly reconciliations: Reconciliations
  readonly outbox: Outbox
  readonly releases: Releases
  readonly stock: SharedStock
  readonly phoneOwners: PhoneOwners
  readonly personalData: PersonalData
  readonly privacyRequests: PrivacyRequests
  readonly personJournal: PersonJournal
  readonly stageReport: StageReport
  readonly partnerCodes: PartnerCodes
  readonly cardTakings: CardTakings
  readonly couponFigures: CouponFigures
  readonly setUpMarks: SetUpMarks
  readonly partnerAccounts: PartnerAccounts
  readonly phoneNumbers: PhoneNumbers
  readonly miniProgramCodes: MiniProgramCodes
  readonly referralCodes: ReferralCodes
  readonly referrals: Referrals
  readonly codePictures: CodePictures
  readonly devices: Devices
  readonly newcomerMarks: NewcomerMarks
  readonly shippingInfo: ShippingInfo
  readonly incidents: Incidents
  readonly heldCards: HeldCards
  readonly dayFigures: RollUps
  readonly sweeper: Sweeper
  readonly tickets: Tickets
  readonly transfers: Transfers
  readonly trialReport: TrialReport
  readonly typicalSavings: TypicalSavings
  readonly forecastErrors: ForecastErrors
  readonly returningReports: ReturningReports
  readonly yearEnds: YearEnds
  readonly priceEvidence: PriceEvidence
  readonly benefitTasks: BenefitTasks
  readonly announcements: Announcements
  readonly careList: CareList
  readonly eventFigures: EventFigures
  readonly benefitUses: BenefitUses
  readonly clock: () => number
  newOperationId(now: number): string
  /** 32 random bytes as hex: the code secret of a member. */
  newSecret(): string
}

const TIMEOUT_MS = 8_000

let opened: { settings: string; backend: Backend } | null = null

export function openBackend(settings: Settings): Backend {
  const key = JSON.stringify(settings)
  if (opened?.settings !== key) opened = { settings: key, backend: build(settings) }
  return opened.backend
}

function build(settings: Settings): Backend {
  const report = (failure: { call: string; code: string }) =>
    console.error(JSON.stringify({ openApi: failure }))
  const app: CloudBase = cloudbase.init({
    env: settings.environmentId ?? cloudbase.SYMBOL_CURRENT_ENV,
    timeout: TIMEOUT_MS,
    ...(settings.serviceUrl
      ? { serviceUrl: settings.serviceUrl, secretId: 'local', secretKey: 'local' }
      : {}),
  })
  return backendOn(openDatabase(app), settings, {
    newSecret: () => randomBytes(32).toString('hex'),
    random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    clock: () => Date.now(),
    phoneNumbers: phoneNumbers(app, settings.appid, report),
    miniProgramCodes: miniProgramCodes(app, report),
    messages: subscribeMessages(app, report),
    shippingInfo: shippingInfo(app),
  })
}

/** What comes from outside: clock, randomness, and WeChat's interfaces beside its payments. */
export interface Surroundings extends LedgerOptions {
  readonly messages: SubscribeMessages
  readonly phoneNumbers: PhoneNumbers
  readonly miniProgramCodes: MiniProgramCodes
  readonly shippingInfo: ShippingInfo
}

/** The same parts on any database: the suites that decide who runs next bring their own. */
export function backendOn(database: Database, settings: Settings, surroundings: Surroundings): Backend {
  const { clock, random, newSecret } = surroundings
  const ledger = openLedger(database, surroundings)
  const journal = journalReads(database)
  const sweeper = openSweeper(database, clock)
  const released = releases(database)
  const walks = memberWalks(database, clock)
  let signer: Tickets | null = null
  return {
    database,
    ledger,
    journal,
    walletJournal: walletJournal(database),
    pointsJournal: assetJournal(database, ['points']),
    liability: liability(database, () => sweeper.archivedThrough(), clock),
    dueMembers: dueMembers(database),
    memberWalks: walks,
    bills: bills(database, walks),
    advices: advices(database),
    signers: signers(database),
    votes: votes(database),
    activityJournal: activityJournal(database),
    drawSeeds: drawSeeds(database),
    disputes: disputes(database),
    supportRequests: supportRequests(database),
    contractJournal: contractJournal(database),
    messages: surroundings.messages,
    inbox: inbox(database),
    recipients: recipients(database),
    messageFaults: messageFaults(database),
    jobProgress: jobProgress(database),
    messageCounts: messageCounting(database, clock),
    merges: merges(database, ledger, clock),
    transfers: transfers(database, ledger),
    orders: orders(database),
    refunds: refunds(database),
    reconciliations: reconciliations(database),
    outbox: outbox(database),
    releases: released,
    trialReport: trialReport(database, clock),
    typicalSavings: typicalSavings(database, released, clock),
    forecastErrors: forecastErrors(walks, released),
    returningReports: returningReports(database, clock),
    yearEnds: yearEnds(database),
    priceEvidence: priceEvidence(database, journal, released),
    stock: sharedStock(database),
    phoneOwners: phoneOwners(database),
    personalData: personalData(database, ledger, clock),
    privacyRequests: privacyRequests(database),
    personJournal: personJournal(database),
    stageReport: stageReport(database, () => sweeper.archivedThrough()),
    partnerCodes: partnerCodes(database),
    cardTakings: cardTakings(database),
    couponFigures: couponFigures(database, () => sweeper.archivedThrough(), clock),
    setUpMarks: setUpMarks(database),
    partnerAccounts: partnerAccounts(database),
    phoneNumbers: surroundings.phoneNumbers,
    miniProgramCodes: surroundings.miniProgramCodes,
    referralCodes: referralCodes(database, settings.memberKey),
    referrals: referrals(database, clock),
    codePictures: codePictures(database),
    devices: devices(database),
    newcomerMarks: newcomerMarks(database),
    shippingInfo: surroundings.shippingInfo,
    incidents: incidents(database),
    heldCards: heldCards(database, clock),
    dayFigures: rollUps(database, journal, () => sweeper.archivedThrough()),
    sweeper,
    benefitTasks: benefitTasks(database),
    announcements: announcements({
      walks: memberWalks(database, clock),
      outbox: outbox(database),
      careList: careList(database),
      inbox: inbox(database),
    }),
    careList: careList(database),
    eventFigures: eventFigures(database),
    benefitUses: benefitUses(database, clock),
    // Only where something is signed or opened: not every function holds the key.
    get tickets() {
      signer ??= tickets(settings.ticketKey)
      return signer
    },
    clock,
    newOperationId: (now) => makeOperationId(now, random),
    newSecret,
  }
}
