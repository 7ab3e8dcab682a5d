export default definePageConfig({ navigationBarTitleText: '赠品' })
