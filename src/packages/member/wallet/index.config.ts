export default definePageConfig({ navigationBarTitleText: '余额与充值' })
