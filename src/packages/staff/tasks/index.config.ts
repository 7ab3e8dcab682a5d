export default definePageConfig({ navigationBarTitleText: '待准备', enablePullDownRefresh: true })
