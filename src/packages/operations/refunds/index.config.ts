export default definePageConfig({
  navigationBarTitleText: '退款与异议',
})
