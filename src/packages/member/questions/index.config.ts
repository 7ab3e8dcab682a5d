export default definePageConfig({ navigationBarTitleText: '咨询门店' })
