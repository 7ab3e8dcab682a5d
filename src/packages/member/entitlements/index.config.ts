export default definePageConfig({ navigationBarTitleText: '优惠券与赠品' })
