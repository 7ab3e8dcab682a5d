export default definePageConfig({ navigationBarTitleText: '账单图片' })
