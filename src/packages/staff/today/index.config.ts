export default definePageConfig({
  navigationBarTitleText: '今日小票',
  enablePullDownRefresh: true,
})
