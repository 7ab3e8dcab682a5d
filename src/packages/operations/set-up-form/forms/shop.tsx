import { View } from '@tarojs/components'
import { PictureField } from '../../fields/picture-field'
import { TextField } from '../../fields/text-field'
import { AccentField } from './accent-field'
import { withShop, type Form, type FormProps } from './form'

export const shop: Form = {
  title: '店铺资料',
  edits: /^shop\.(?!licence)/,
  explains: '顾客打开小程序先看到这些。协议里写明会员可以通过客服电话联系本店,请填能打通的号码。',
  Fields: ({ draft: { shop: own }, edit }: FormProps) => (
    <View>
      <TextField
        label="店名"
        path="shop.name"
        value={own.name}
        onValue={(name) => edit(withShop({ name }))}
      />
      <TextField
        label="一句话介绍"
        most={80}
        path="shop.slogan"
        value={own.slogan ?? ''}
        onValue={(slogan) => edit(withShop({ slogan }))}
        hint="不用“最”“第一”这类词(广告法第九条)"
      />
      <TextField
        label="客服电话"
        most={20}
        path="shop.servicePhone"
        value={own.servicePhone ?? ''}
        onValue={(servicePhone) => edit(withShop({ servicePhone }))}
      />
      <AccentField accent={own.accent} onAccent={(accent) => edit(withShop({ accent }))} />
      <PictureField
        label="店标"
        name={own.name}
        value={own.logo ?? ''}
        onValue={(logo) => edit(withShop({ logo: logo === '' ? undefined : logo }))}
        hint="首页和分享卡片会用到"
      />
      <PictureField
        label="封面图"
        name={own.name}
        value={own.cover ?? ''}
        onValue={(cover) => edit(withShop({ cover }))}
        hint="用自己拍的照片,或有授权的图片"
      />
    </View>
  ),
}

export const licence: Form = {
  title: '营业执照',
  edits: /^shop\.licence/,
  explains: '电子商务法第十五条要求在首页公示经营者名称和统一社会信用代码。顾客在「我的」里能看到。',
  Fields: ({ draft, edit }: FormProps) => (
    <TextField
      label="经营者名称与统一社会信用代码"
      long
      most={120}
      path="shop.licence"
      value={draft.shop.licence ?? ''}
      onValue={(text) => edit(withShop({ licence: text }))}
      placeholder="例如:杭州某某餐饮店 92330000MA00000000"
    />
  ),
}
