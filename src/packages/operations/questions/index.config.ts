export default definePageConfig({
  navigationBarTitleText: '会员提问',
  enablePullDownRefresh: true,
})
