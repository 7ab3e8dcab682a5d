export default definePageConfig({ navigationBarTitleText: '修改个人资料' })
