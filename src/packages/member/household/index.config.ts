export default definePageConfig({ navigationBarTitleText: '家人共用', enableShareAppMessage: true })
