export default definePageConfig({ navigationBarTitleText: '会员关系' })
