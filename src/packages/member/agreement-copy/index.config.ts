export default definePageConfig({ navigationBarTitleText: '协议副本' })
