export default definePageConfig({ navigationBarTitleText: '晒卡' })
