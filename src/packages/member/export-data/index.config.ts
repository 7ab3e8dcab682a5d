export default definePageConfig({ navigationBarTitleText: '导出个人数据' })
