export default definePageConfig({ navigationBarTitleText: '省钱账本' })
