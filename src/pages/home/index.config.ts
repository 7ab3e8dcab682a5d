export default definePageConfig({ navigationBarTitleText: '惠卡', enablePullDownRefresh: true })
