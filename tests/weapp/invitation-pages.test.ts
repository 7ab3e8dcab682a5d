import { INVITATIONS, INVITED_OFFER, LANDING, OFFER } from '../browser/fixtures/club'
import type { Answers, Persona } from '../browser/fixtures/shopper'
import type { LaunchOptions } from './driver'
import { PackageFiles } from './driver/package-files'
import { openMember, withoutIds, type MemberPhone } from './member-phone'
import { expectWords } from './offers-phone'
import { PRODUCT } from './product'

const SCENE = 'i=k3XbV9qLm2Ra'
const INVITED = `packages/club/invited/index?scene=${encodeURIComponent(SCENE)}`

let phone: MemberPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function open(
  path: string,
  others: Answers = {},
  { persona, ...launch }: Partial<LaunchOptions> & { persona?: Persona } = {},
): Promise<MemberPhone> {
  phone = await openMember(path, { others, phone: launch, ...(persona && { persona }) })
  return phone
}

describe('inviting friends', () => {
  const path = 'packages/club/invite/index'

  test('M107 L12 both rewards, when they come, the caps and every condition stand before anybody is invited', async () => {
    const { at } = await open(path)
    for (const side of [OFFER.inviter, OFFER.invitee]) expectWords(at, side.title, side.detail, side.when)
    expectWords(at, ...OFFER.conditions, '转发本身没有奖励')
    expectWords(at, '本月最多5位有奖励,还剩3位', '总共最多30位,还剩18位')
  })

  test('M107 progress is told by state with plain reasons, and never who it is about', async () => {
    const { at } = await open(path)
    expectWords(at, '12已到账', '预计11月27日到账,退货则不计', '和您用的是同一部手机,不计入邀请')
    const before = at.page.count('.invite-step')
    await at.page.tap('继续看')
    await at.advance(300)
    expect(at.page.count('.invite-step')).toBeGreaterThan(before)
  })

  test('M107 the card leads to the landing page by the scene alone, with a picture drawn here without anything of a person', async () => {
    const { at } = await open(path)
    const shared = (await at.share()) as Record<string, string>
    expect(shared).toMatchObject({ title: INVITATIONS.share?.title, path: INVITATIONS.share?.path })
    expect(shared.imageUrl).toMatch(/^wxfile:\/\/tmp\//)
    const canvas = at.page.canvas('#share-card')
    expect([canvas.width, canvas.height]).toEqual([1000, 800])
    const words = canvas.texts.join('')
    expect(words).toContain('麦香巷')
    expect(words).toContain(OFFER.invitee.title)
    expect(words).not.toMatch(/林|晓雯|138|¥193|8Q2M/)
    expect(shared.path).not.toMatch(/8Q2M|138/)
  })

  test('L9 the own name is shown to friends only after it was switched on, and is taken back the same way', async () => {
    const { at, inputsOf, refuse } = await open(path)
    expect(at.page.count('.switch-row__track--on')).toBe(0)
    await at.page.tap('让朋友知道是我邀请')
    expect(at.page.count('.switch-row__track--on')).toBe(1)
    await at.page.tap('让朋友知道是我邀请')
    expect(withoutIds(inputsOf('referral.setShowsName'))).toEqual([{ showsName: true }, { showsName: false }])
    refuse('referral.setShowsName', 'INTERNAL')
    await at.page.tap('让朋友知道是我邀请')
    await at.advance(10_000)
    expect(at.page.count('.switch-row__track--on')).toBe(0)
    expectWords(at, 'refused: INTERNAL')
  })

  test('a shop without invitations says so, and what was begun still counts', async () => {
    const { at } = await open(path, {
      'referral.mine': () => ({ ...INVITATIONS, offer: null, addressed: null, code: null, share: null }),
    })
    expectWords(at, '门店现在没有邀请活动', '奖励照当时的规则到账')
    expect(at.page.has('.drawn-picture')).toBe(false)
  })
})

describe('the poster', () => {
  const path = 'packages/club/poster/index'

  test('M107 holds the shop, the benefit, its condition and the code, and of the member only the code', async () => {
    const { at } = await open(path)
    const canvas = at.page.canvas('#invitation-poster')
    expect([canvas.width, canvas.height]).toEqual([900, 1200])
    expect(canvas.pictures.map(({ src }) => src.slice(0, 22))).toContain('data:image/png;base64,')
    const words = canvas.texts.join('')
    expect(words).toContain(OFFER.invitee.title)
    expect(words).toContain('您首单完成后')
    expect(words).not.toMatch(/林|晓雯|138|¥193|8Q2M/)
    await at.page.tap('保存到相册')
    expect(at.phone.callsOf('saveImageToPhotosAlbum')).toHaveLength(1)
    expectWords(at, '已保存')
  })

  test('L9 who allowed no album reads the two other ways, and a finger on the picture keeps it', async () => {
    const { at } = await open(path)
    at.phone.refuse('saveImageToPhotosAlbum', { errMsg: 'fail auth deny' })
    await at.page.tap('保存到相册')
    expectWords(at, '没有允许保存到相册', '长按上面的图片保存')
    expect(at.page.attribute('.drawn-picture__image', 'show-menu-by-longpress')).toBe(true)
    await at.page.tap('打开设置')
    expect(at.phone.callsOf('openSetting')).toHaveLength(1)
  })
})

describe('where an invitation leads to', () => {
  test('M107 L12 says who invites if they agreed, both rewards and when; looking around is as near and as large as joining', async () => {
    const { at } = await open(INVITED, {}, { persona: 'guest' })
    expectWords(at, '林**请您来', INVITED_OFFER.inviter.title, INVITED_OFFER.invitee.when)
    expectWords(at, '您首单完成后', ...INVITED_OFFER.conditions, '不加入也可以浏览和消费')
    expect(at.page.texts('.invited-choice .button').map((words) => words.trim())).toEqual([
      '先逛逛',
      '免费加入',
    ])
    const classes = ['先逛逛', '免费加入'].map((_, nth) =>
      String(at.page.attribute('.invited-choice .button', 'class', { nth })).replace(
        /button--(primary|secondary)/,
        '',
      ),
    )
    expect(classes[0]).toBe(classes[1])
    await at.page.tap('先逛逛')
    expect(at.page.route).toBe('pages/home/index')
  })

  test('M107 without the inviter’s word nobody is named, and an altered code gives the same page', async () => {
    const others: Answers = { 'referral.landing': () => ({ ...LANDING, inviter: null }) }
    const { at, inputsOf } = await open('packages/club/invited/index?scene=%E0%A4%A', others, {
      persona: 'guest',
    })
    expectWords(at, '朋友请您来', OFFER.invitee.title)
    expect(at.page.reads('林')).toBe(false)
    expect(inputsOf('referral.landing')).toEqual([{ scene: '' }])
  })

  test('M103 M107 the first touch is told after joining, once, with a random id of this phone', async () => {
    const first = await open(INVITED, {}, { persona: 'guest' })
    await first.at.page.tap('先逛逛')
    expect(first.inputsOf('referral.attach')).toEqual([])
    const { storage } = first.at.phone
    first.at.close()
    // Another invitation later changes nothing.
    const { at, inputsOf } = await open(
      `packages/club/invited/index?scene=${encodeURIComponent('i=AAAAbbbbCCCC')}`,
      {},
      { persona: 'guest', storage },
    )
    await at.page.tap('免费加入')
    await at.page.tap('已阅读并同意')
    await at.page.tap('加入', { nth: -1 })
    const [sent] = withoutIds(inputsOf('referral.attach'))
    expect(sent).toMatchObject({ scene: SCENE })
    expect(sent?.device).toMatch(/^[a-z0-9]{32}$/)
    expectWords(at, '已加入麦香巷', INVITED_OFFER.invitee.when)
    expect(at.page.reads('受邀的朋友')).toBe(false)
    await at.page.tap('领取')
    expect(withoutIds(inputsOf('referral.claimNewcomerPack'))).toEqual([{ device: sent?.device }])
    expect(inputsOf('referral.attach')).toHaveLength(1)
  })

  test('M103 the scene of any launch is decoded and kept for joining', async () => {
    const { at } = await open(
      `pages/home/index?scene=${encodeURIComponent('c=ABCDefgh1234')}`,
      {},
      { persona: 'guest' },
    )
    expect([...at.phone.storage.entries()]).toContainEqual(['first-touch', '"c=ABCDefgh1234"'])
    at.close()
    const broken = await open('pages/home/index?scene=%25%E0', {}, { persona: 'guest' })
    expect(broken.at.phone.storage.has('first-touch')).toBe(false)
  })

  test('M107 a member accepts without joining anew, and reads why where it is about them', async () => {
    const { at, inputsOf } = await open(INVITED, {
      'referral.landing': () => ({ ...LANDING, joined: true }),
      'referral.attach': () => ({ state: 'already', why: '您已经是本店的顾客,邀请只计第一次来的朋友' }),
    })
    await at.page.tap('接受邀请')
    expect(inputsOf('membership.join')).toEqual([])
    expectWords(at, '邀请只计第一次来的朋友')
  })

  test('L12 Moments show static words without login and without any call, and carry nobody’s code', async () => {
    const shared = await open(INVITED, {}, { persona: 'guest' })
    const timeline = shared.at.page.instance.onShareTimeline as () => { query: string }
    expect(timeline.call(shared.at.page.instance)).toMatchObject({ query: 'from=moments' })
    shared.at.close()
    const { at } = await open('packages/club/invited/index?from=moments', {}, { scene: 1154 })
    expectWords(at, '前往小程序', '不加入也可以浏览和消费')
    expect(at.phone.calls.filter(({ api }) => /^cloud|login|request/.test(api))).toEqual([])
  })
})

describe('what stays with its owner', () => {
  const SHARED = [
    'packages/club/invite/index',
    'packages/club/invited/index',
    'packages/member/household/index',
    'packages/operations/staff/index',
    'pages/plan/index',
  ]

  test('L12 only pages that hold nothing of a person can be shared', () => {
    const files = new PackageFiles(PRODUCT)
    const shareable = files.pages().filter((page) => {
      return /enableShare(AppMessage|Timeline)/.test(files.text(`${page}.js`))
    })
    expect(shareable.sort()).toEqual(SHARED)
  })

  test.each([
    'pages/member-code/index',
    'pages/receipts/index',
    'pages/receipt/index?receiptId=r1',
    'pages/savings/index',
    'pages/orders/index',
    'packages/member/wallet/index',
    'packages/member/points/index',
    'packages/club/card-picture/index',
    'packages/club/poster/index',
  ])('L12 %s has no way to share: neither card nor Moments, and nothing in the menu', async (path) => {
    const { at } = await open(path)
    expect(at.phone.callsOf('hideShareMenu').length).toBeGreaterThan(0)
    expect(at.page.instance.onShareAppMessage).toBeUndefined()
    expect(at.page.instance.onShareTimeline).toBeUndefined()
  })

  test('a page that can be shared keeps its menu', async () => {
    const { at } = await open('pages/plan/index?planId=nianka')
    expect(at.phone.callsOf('hideShareMenu')).toEqual([])
  })
})

describe('the card as a picture', () => {
  test('M120 holds the plan and since when; the rest only after its tick, and nothing is given for it', async () => {
    const { at, inputsOf } = await open('packages/club/card-picture/index')
    expect(at.page.count('.check-row__box--checked')).toBe(0)
    const drawn = () => at.page.canvas('#card-picture').texts.join('')
    expect(drawn()).toContain('麦香年卡')
    expect(drawn()).toContain('2026年3月15日起成为会员')
    expect(drawn()).not.toMatch(/晓雯|金卡|¥193|8Q2M|138/)
    await at.page.tap('累计省了多少')
    await at.advance(300)
    expect(inputsOf('referral.cardPicture').at(-1)).toEqual({ nickname: false, tier: false, saved: true })
    expect(drawn()).toContain('¥193.00')
    expect(drawn()).not.toMatch(/晓雯|8Q2M|138/)
    await at.page.tap('保存到相册')
    expectWords(at, '已保存', '发了也没有奖励')
  })
})
