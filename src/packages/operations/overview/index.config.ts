export default definePageConfig({
  navigationBarTitleText: '今日经营',
  enablePullDownRefresh: true,
})
