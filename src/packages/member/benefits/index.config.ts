export default definePageConfig({ navigationBarTitleText: '本周权益' })
