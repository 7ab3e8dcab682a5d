export default definePageConfig({ navigationBarTitleText: '新的约定' })
