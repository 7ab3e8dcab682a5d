export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/cards/index',
    'pages/savings/index',
    'pages/me/index',
    'pages/plan/index',
    'pages/calculator/index',
    'pages/checkout/index',
    'pages/payment-result/index',
    'pages/member-code/index',
    'pages/receipts/index',
    'pages/receipt/index',
    'pages/orders/index',
    'pages/order/index',
    'pages/agreement/index',
  ],
  subPackages: [
    {
      root: 'packages/member',
      name: 'member',
      pages: [
        'wallet/index',
        'top-up/index',
        'auto-top-up/index',
        'coupons/index',
        'gifts/index',
        'points/index',
        'points-records/index',
        'voucher/index',
        'tier/index',
        'household/index',
        'join-household/index',
        'auto-renew/index',
        'perks/index',
        'refunds/index',
        'guarantee/index',
        'transfer/index',
        'agreement-copies/index',
        'agreement-copy/index',
      ],
    },
    {
      root: 'packages/staff',
      name: 'staff',
      pages: ['counter/index', 'today/index', 'invitation/index'],
    },
    {
      root: 'packages/operations',
      name: 'operations',
      pages: [
        'overview/index',
        'refunds/index',
        'reports/index',
        'loss-report/index',
        'staff/index',
        'catalogue/index',
        'card-editor/index',
        'set-up/index',
        'set-up-form/index',
      ],
    },
  ],
  preloadRule: {
    'pages/me/index': { network: 'all', packages: ['member', 'staff', 'operations'] },
    'pages/cards/index': { network: 'all', packages: ['member'] },
  },
  // WeChat's own page on which automatic debits are signed.
  navigateToMiniProgramAppIdList: ['wxbd687630cd02ce1d'],
  lazyCodeLoading: 'requiredComponents',
  window: {
    // Said aloud for h5, which draws a title bar with a way back only then.
    navigationStyle: 'default',
    navigationBarBackgroundColor: '#FAF7F2',
    navigationBarTextStyle: 'black',
    navigationBarTitleText: '惠卡',
    backgroundColor: '#FAF7F2',
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    color: '#756B61',
    selectedColor: '#C2431F',
    backgroundColor: '#FFFFFF',
    borderStyle: 'white',
    list: [tab('home', '会员'), tab('cards', '卡券'), tab('savings', '省钱'), tab('me', '我的')],
  },
  darkmode: false,
  __usePrivacyCheck__: true,
})

function tab(name: string, text: string) {
  return {
    pagePath: `pages/${name}/index`,
    text,
    iconPath: `assets/tabs/${name}.png`,
    selectedIconPath: `assets/tabs/${name}-selected.png`,
  }
}
