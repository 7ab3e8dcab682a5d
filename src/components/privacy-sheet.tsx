import { Button as NativeButton, View } from '@tarojs/components'
import { openPrivacyContract } from '@/platform/privacy'
import { usePrivacy } from '@/stores/privacy'
import { Button } from './button'
import './privacy-sheet.scss'

const AGREE_ID = 'privacy-agree'

/** WeChat's privacy question, asked when an API first needs it; declining is as easy as agreeing. */
export function PrivacySheet() {
  const asked = usePrivacy((state) => state.request !== null)
  const agree = usePrivacy((state) => state.agree)
  const decline = usePrivacy((state) => state.decline)
  return (
    <View>
      {asked ? (
        <View className="privacy-sheet" catchMove>
          <View className="privacy-sheet__panel">
            <View className="title">隐私保护提示</View>
            <View className="privacy-sheet__words">
              接下来的功能需要用到微信提供的信息。请阅读
              <View className="privacy-sheet__link" onClick={openPrivacyContract}>
                《小程序隐私保护指引》
              </View>
              后选择。不同意也可以继续浏览和购买。
            </View>
            <View className="privacy-sheet__choices">
              <Button kind="secondary" onTap={decline}>
                不同意
              </Button>
              <NativeButton
                id={AGREE_ID}
                className="button button--primary"
                openType="agreePrivacyAuthorization"
                onAgreePrivacyAuthorization={() => agree(AGREE_ID)}
              >
                同意
              </NativeButton>
            </View>
          </View>
        </View>
      ) : null}
    </View>
  )
}
