import Taro from '@tarojs/taro'

/** Every page by name; parameters travel in the address. */
export const ROUTES = {
  home: '/pages/home/index',
  cards: '/pages/cards/index',
  savings: '/pages/savings/index',
  me: '/pages/me/index',
  plan: '/pages/plan/index',
  calculator: '/pages/calculator/index',
  checkout: '/pages/checkout/index',
  paymentResult: '/pages/payment-result/index',
  memberCode: '/pages/member-code/index',
  receipts: '/pages/receipts/index',
  receipt: '/pages/receipt/index',
  orders: '/pages/orders/index',
  order: '/pages/order/index',
  agreement: '/pages/agreement/index',
  wallet: '/packages/member/wallet/index',
  topUp: '/packages/member/top-up/index',
  autoTopUp: '/packages/member/auto-top-up/index',
  coupons: '/packages/member/coupons/index',
  gifts: '/packages/member/gifts/index',
  points: '/packages/member/points/index',
  pointsRecords: '/packages/member/points-records/index',
  voucher: '/packages/member/voucher/index',
  tier: '/packages/member/tier/index',
  benefits: '/packages/member/benefits/index',
  booking: '/packages/member/booking/index',
  activities: '/packages/member/activities/index',
  flashSale: '/packages/member/flash/index',
  ask: '/packages/member/questions/index',
  household: '/packages/member/household/index',
  joinHousehold: '/packages/member/join-household/index',
  autoRenew: '/packages/member/auto-renew/index',
  perks: '/packages/member/perks/index',
  refunds: '/packages/member/refunds/index',
  guarantee: '/packages/member/guarantee/index',
  transfer: '/packages/member/transfer/index',
  agreementCopies: '/packages/member/agreement-copies/index',
  agreementCopy: '/packages/member/agreement-copy/index',
  bills: '/packages/member/bills/index',
  bill: '/packages/member/bill/index',
  billPicture: '/packages/club/bill-picture/index',
  adviser: '/packages/member/adviser/index',
  renewal: '/packages/member/renewal/index',
  yearEnd: '/packages/member/year-end/index',
  inbox: '/packages/member/inbox/index',
  messageSettings: '/packages/member/message-settings/index',
  privacy: '/packages/member/privacy/index',
  newTerms: '/packages/member/new-terms/index',
  profile: '/packages/member/profile/index',
  exportData: '/packages/member/export-data/index',
  closeAccount: '/packages/member/close-account/index',
  recommended: '/packages/member/recommended/index',
  invite: '/packages/club/invite/index',
  invited: '/packages/club/invited/index',
  poster: '/packages/club/poster/index',
  cardPicture: '/packages/club/card-picture/index',
  events: '/packages/club/events/index',
  event: '/packages/club/event/index',
  memberDay: '/packages/club/member-day/index',
  closing: '/packages/club/closing/index',
  counter: '/packages/staff/counter/index',
  counterToday: '/packages/staff/today/index',
  returns: '/packages/staff/returns/index',
  tasks: '/packages/staff/tasks/index',
  care: '/packages/staff/care/index',
  invitation: '/packages/staff/invitation/index',
  overview: '/packages/operations/overview/index',
  ownerRefunds: '/packages/operations/refunds/index',
  reports: '/packages/operations/reports/index',
  questions: '/packages/operations/questions/index',
  lossReport: '/packages/operations/loss-report/index',
  staff: '/packages/operations/staff/index',
  catalogue: '/packages/operations/catalogue/index',
  cardEditor: '/packages/operations/card-editor/index',
  programme: '/packages/operations/programme/index',
  relations: '/packages/operations/relations/index',
  programmeForm: '/packages/operations/programme-form/index',
  setUp: '/packages/operations/set-up/index',
  setUpForm: '/packages/operations/set-up-form/index',
} as const

export type RouteName = keyof typeof ROUTES
type Parameters = Record<string, string | number | boolean | undefined>

const TABS: readonly RouteName[] = ['home', 'cards', 'savings', 'me']
/** WeChat keeps at most ten pages; beyond that navigateTo fails silently for the person. */
const MOST_PAGES = 9

/** Goes to a page: switches for a tab, otherwise opens it on top. */
export function open(route: RouteName, parameters: Parameters = {}): void {
  if (TABS.includes(route)) return void Taro.switchTab({ url: ROUTES[route] })
  goTo(addressOf(route, parameters))
}

/** Takes the place of the current page, so that going back does not come here again. */
export function replace(route: RouteName, parameters: Parameters = {}): void {
  if (TABS.includes(route)) return void Taro.switchTab({ url: ROUTES[route] })
  void Taro.redirectTo({ url: addressOf(route, parameters) })
}

/** Goes to the page that a message leads to, as WeChat is given it: a path with its query. */
export function openPage(page: string): void {
  const url = `/${page.replace(/^\//, '')}`
  const tab = TABS.find((route) => ROUTES[route] === url.split('?')[0])
  if (tab) open(tab)
  else goTo(url)
}

/** Back one page, or home when the page was opened from outside. */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.switchTab({ url: ROUTES.home })
}

function goTo(url: string): void {
  if (Taro.getCurrentPages().length >= MOST_PAGES) return void Taro.redirectTo({ url })
  void Taro.navigateTo({ url })
}

export function addressOf(route: RouteName, parameters: Parameters = {}): string {
  const query = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
    .join('&')
  return query ? `${ROUTES[route]}?${query}` : ROUTES[route]
}
