export default definePageConfig({ navigationBarTitleText: '会员卡', enableShareAppMessage: true })
