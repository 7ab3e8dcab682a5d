export default definePageConfig({
  navigationBarTitleText: '会员码',
  navigationBarBackgroundColor: '#FFFFFF',
  backgroundColor: '#FFFFFF',
})
