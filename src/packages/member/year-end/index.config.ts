export default definePageConfig({ navigationBarTitleText: '年度未使用权益' })
