export default definePageConfig({ navigationBarTitleText: '回本计算器' })
