export default definePageConfig({ navigationBarTitleText: '没省够就补差' })
