export default definePageConfig({ navigationBarTitleText: '续卡' })
