export default definePageConfig({ navigationBarTitleText: '停业通知' })
