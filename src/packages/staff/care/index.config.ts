export default definePageConfig({ navigationBarTitleText: '会员关怀', enablePullDownRefresh: true })
