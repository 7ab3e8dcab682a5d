import type { Output } from '../contract'
import type { Release } from './release'

/** What stands between a shop and its first sale, in the order in which it is done. */

type Step = Output<'operations.setUp'>['steps'][number]

export interface ShopFacts {
  /** People with a grant beside the owner. */
  readonly staff: number
  /** What WeChat Pay said when it was asked last; null: never asked. */
  readonly payment: { readonly ok: boolean } | null
}

/** Each step says what is there or what to do. `advised` keeps nobody from opening. */
export function readiness(release: Release | null, facts: ShopFacts): Step[] {
  const steps = release ? ofRelease(release) : [step('shop', '店铺资料', '选一个行业模板,填写店名后发布')]
  const own = [...steps, payment(facts), staff(facts)]
  const missing = own.filter(({ state }) => state === 'missing')
  return [
    ...own,
    missing.length === 0
      ? done('open', '可以开售', '必需的都已齐备,可以把会员卡的小程序码放到收银台')
      : step('open', '可以开售', `还差${missing.length}项:${missing.map(({ title }) => title).join('、')}`),
  ]
}

function ofRelease(release: Release): Step[] {
  const { shop, products } = release
  return [
    shop.servicePhone.trim() === ''
      ? step('shop', '店铺资料', '填写客服电话:协议里写明会员可以通过它联系本店')
      : shop.logo
        ? done('shop', '店铺资料', `${shop.name},客服电话${shop.servicePhone}`)
        : advised('shop', '店铺资料', '上传店标,首页和分享卡片会用到'),
    shop.licence.trim() === ''
      ? step('licence', '营业执照', '填写经营者名称与统一社会信用代码,在首页公示(电子商务法第十五条)')
      : done('licence', '营业执照', shop.licence),
    branches(release),
    goods(products.filter(({ withdrawn }) => !withdrawn)),
    plan(release),
    agreements(release),
    messages(release),
  ]
}

function branches({ branches: all }: Release): Step {
  const bare = all.filter(({ address, hours }) => address.trim() === '' || hours.trim() === '')
  if (bare.length > 0)
    return step('branches', '门店', `补全地址和营业时间:${bare.map(({ name }) => name).join('、')}`)
  return done('branches', '门店', `${all.length}家门店,地址和营业时间齐全`)
}

function goods(products: Release['products']): Step {
  const sold = products.filter(({ available }) => available)
  if (sold.length === 0) return step('products', '商品', '至少上架一件商品,填写价格和成本')
  const free = sold.filter(({ cost }) => cost === 0)
  if (free.length > 0) return advised('products', '商品', `填写成本才能算清会员价是否亏本:${names(free)}`)
  const plain = sold.filter(({ photo }) => photo === '')
  if (plain.length > 0) return advised('products', '商品', `给商品配上照片:${names(plain)}`)
  return done('products', '商品', `${sold.length}件商品在售,价格、成本和照片齐全`)
}

function plan({ plans, versions }: Release): Step {
  const onSale = plans.filter((one) => one.onSale)
  if (onSale.length === 0) return step('plan', '会员卡', '至少开售一张会员卡')
  return done(
    'plan',
    '会员卡',
    `在售:${onSale.map(({ versionId }) => versions[versionId]?.terms.name ?? '').join('、')}`,
  )
}

function agreements(release: Release): Step {
  const current = new Set(release.agreements.filter((one) => one.current).map(({ id }) => id))
  const needed = release.plans
    .filter(({ onSale }) => onSale)
    .flatMap(({ versionId }) => release.versions[versionId]?.terms.agreementIds ?? [])
  const missing = [...new Set(['service', ...needed])].filter((id) => !current.has(id))
  if (missing.length > 0) return step('agreements', '协议', `添加协议:${missing.join('、')}`)
  const open = release.agreements.filter(
    ({ current: now, text }) => now && /【[^】]*】|_{3,}|X{3,}/.test(text),
  )
  if (open.length > 0)
    return step('agreements', '协议', `补全协议中的空白处:${open.map(({ title }) => title).join('、')}`)
  return done('agreements', '协议', `${current.size}份协议已公示,请与法律顾问核对后开售`)
}

/** Automatic renewal rests on its notices (L1): without their templates it can't be switched on. */
function messages({ settings, plans, versions }: Release): Step {
  const given = settings?.messages ?? {}
  if (settings?.autoRenew?.enabled && !(given.renewal_notice && given.renewal_result))
    return step(
      'messages',
      '订阅消息',
      '自动续费需要“续费提醒”和“扣费结果”两个模板,否则会员收不到扣款前的通知,不能扣费',
    )
  const perks = plans.some(({ onSale, versionId }) => onSale && versions[versionId]?.terms.partnerPerks)
  const lacking = [
    ...(given.refund_result ? [] : ['退款结果']),
    ...(perks && !given.expiry ? ['到期提醒'] : []),
  ]
  return lacking.length > 0
    ? advised('messages', '订阅消息', `在公众平台选用模板并填写编号:${lacking.join('、')}`)
    : done('messages', '订阅消息', '模板编号已填写')
}

function payment({ payment: checked }: ShopFacts): Step {
  if (!checked) return step('payment', '微信支付', '点“检查支付”,确认商户号和密钥能用')
  return checked.ok
    ? done('payment', '微信支付', '商户号和密钥已检查,可以收款')
    : step('payment', '微信支付', '上次检查没有通过,按提示改好后再检查一次')
}

function staff({ staff: people }: ShopFacts): Step {
  return people > 0
    ? done('staff', '店员', `${people}位店员已加入`)
    : advised('staff', '店员', '邀请店员:每个邀请链接只能用一次,24小时内有效')
}

const names = (items: readonly { name: string }[]) => {
  const shown = items.slice(0, 3).map(({ name }) => name)
  return items.length > shown.length ? `${shown.join('、')}等${items.length}件` : shown.join('、')
}

function step(id: Step['id'], title: string, detail: string): Step {
  return { id, title, state: 'missing', detail }
}

function advised(id: Step['id'], title: string, detail: string): Step {
  return { id, title, state: 'advised', detail }
}

function done(id: Step['id'], title: string, detail: string): Step {
  return { id, title, state: 'done', detail }
}
