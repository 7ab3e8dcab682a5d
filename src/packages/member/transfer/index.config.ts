export default definePageConfig({ navigationBarTitleText: '转让与接收' })
