export default definePageConfig({ navigationBarTitleText: '合作权益' })
