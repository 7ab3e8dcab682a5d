import { catalogue, NOW, staffList } from '../browser/fixtures/staff'
import { launch, type MiniProgram } from './driver'
import { PRODUCT } from './product'
import { Refused, staffAnswers } from './staff-answers'

const TICKET = `${'a'.repeat(60)}.${'b'.repeat(43)}`

let phone: MiniProgram | undefined
afterEach(() => {
  phone?.close()
  phone = undefined
})

async function openPage(path: string, others: Parameters<typeof staffAnswers>[1] = {}) {
  const back = staffAnswers(() => NOW, others)
  phone = await launch({ package: PRODUCT, path, now: NOW, callFunction: back.callFunction })
  return { phone, page: phone.page, ...back }
}

describe('staff', () => {
  test('an invitation is a card for one person, which opens the page that accepts it', async () => {
    const at = await openPage('packages/operations/staff/index', {
      'operations.invite': () => ({ invitation: TICKET, expiresAt: NOW + 24 * 3_600_000 }),
      'membership.acceptInvitation': () => ({ role: 'clerk', branchIds: ['laojie'] }),
    })
    await at.page.tap('邀请店员', { nth: -1 })
    await at.page.tap('.check-row', { nth: 0 })
    await at.page.tap('生成邀请')
    expect(at.page.text()).toContain('只能由一个人使用一次')
    expect(at.page.text()).toContain('11月23日 11:30前有效')
    await at.page.tap('发给对方')
    expect(at.sent.find(({ action }) => action === 'operations.invite')?.input).toMatchObject({
      role: 'clerk',
      branchIds: ['laojie'],
    })
    const [share] = at.phone.phone.shares as { title: string; path: string }[]
    expect(share).toEqual({
      title: '邀请您成为麦香巷的店员',
      path: `/packages/staff/invitation/index?invitation=${TICKET}`,
    })
    await at.phone.navigate(share!.path)
    await at.phone.page.tap('接受邀请')
    expect(at.sent.find(({ action }) => action === 'membership.acceptInvitation')?.input).toMatchObject({
      invitation: TICKET,
    })
    expect(at.phone.page.text()).toContain('已成为麦香巷的店员')
  })

  test('before anybody is invited the page shares the shop, never an old invitation', async () => {
    const at = await openPage('packages/operations/staff/index')
    expect(await at.phone.share()).toEqual({ title: '麦香巷', path: '/pages/home/index' })
  })

  test('a right is taken back only after a question, and then the list is read anew', async () => {
    let left = staffList.staff
    const at = await openPage('packages/operations/staff/index', {
      'operations.staff': () => ({ staff: left }),
      'operations.revoke': ({ memberNumber }) => {
        left = left.filter((person) => person.memberNumber !== memberNumber)
        return { memberNumber, revokedAt: NOW }
      },
    })
    expect(at.page.count('收回')).toBe(2)
    await at.page.tap('收回', { nth: 0 })
    await at.phone.answer('cancel')
    expect(at.sent.some(({ action }) => action === 'operations.revoke')).toBe(false)
    await at.page.tap('收回', { nth: 0 })
    await at.phone.answer('confirm')
    expect(at.page.text()).not.toContain('小陈')
    expect(at.page.count('收回')).toBe(1)
  })
})

describe('catalogue', () => {
  async function edited(others: Parameters<typeof staffAnswers>[1] = {}) {
    const at = await openPage('packages/operations/catalogue/index', others)
    await at.page.tap('吐司')
    await at.page.input('.field__input--figure', '7', { nth: 1 })
    await at.page.tap('改好了', { nth: 0 })
    expect(at.page.text()).toContain('1处改动,还没有发布')
    expect(at.page.text()).toContain('发布后更新')
    return at
  }
  const release = async (at: Awaited<ReturnType<typeof edited>>) => {
    await at.page.tap('核对并发布')
    expect(at.page.text()).toContain('原价 ¥22.00 → ¥7.00')
    await at.page.tap('发布', { nth: -1 })
  }
  const sentReleases = (at: Awaited<ReturnType<typeof edited>>) =>
    at.sent.filter(({ action }) => action === 'operations.release').map(({ input }) => input)

  test('is released as a whole, against the version that was edited', async () => {
    const at = await edited({ 'operations.release': () => ({ release: 5, newVersions: [] }) })
    await release(at)
    const products = catalogue.draft!.products.map((product) =>
      product.id === 'tusi' ? { ...product, listPrice: 700 } : product,
    )
    expect(sentReleases(at)).toEqual([
      expect.objectContaining({ expectedRelease: 4, draft: { ...catalogue.draft, products } }),
    ])
    expect(at.page.text()).not.toContain('还没有发布')
  })

  test('M042 a price below cost is refused at its row; meant as it is, it goes out so marked', async () => {
    const at = await edited({
      'operations.release': ({ draft }) => {
        if (draft.plans[0]?.terms.memberPrices[1]?.lossLeader)
          return { release: 5, newVersions: ['nianka@3'] }
        throw new Refused('PRICE_BELOW_COST', {
          planId: 'nianka',
          productId: 'tusi',
          productName: '吐司',
          benefitId: 'bakery-price',
          benefitTitle: '烘焙9折',
          memberPrice: 630,
          cost: 800,
        })
      },
    })
    await release(at)
    expect(at.page.text('.product-row--refused')).toContain('会员价¥6.30低于成本¥8.00')
    await at.page.tap('这是有意的亏本促销', { nth: 0 })
    expect(at.page.text()).toContain('2处改动,还没有发布')
    await release(at)
    expect(sentReleases(at)).toHaveLength(2)
    expect(at.page.text()).not.toContain('还没有发布')
  })

  test('a release by somebody else in between keeps the changes and shows the newer version', async () => {
    const at = await edited({
      'operations.release': () => {
        throw new Refused('RELEASE_CONFLICT')
      },
    })
    at.answers['operations.catalogue'] = () => ({ ...catalogue, release: 5 })
    await release(at)
    expect(at.page.text()).toContain('您的改动还在')
    expect(at.page.text()).toContain('第5版')
    expect(at.page.text()).toContain('1处改动,还没有发布')
  })

  test('changes that were not released are still there after leaving', async () => {
    const at = await edited()
    await at.phone.reLaunch('/packages/operations/catalogue/index')
    expect(at.phone.page.text()).toContain('1处改动,还没有发布')
  })
})

test('a figure opens its definition, its branches and its days', async () => {
  const at = await openPage('packages/operations/overview/index')
  await at.page.tap('.figure-card', { nth: 0 })
  expect(at.page.text('.figure-sheet')).toContain('今天小票实收合计,不含售卡')
  expect(at.page.text('.figure-sheet')).toMatch(/老街店 ¥1,602\.50/)
  expect(at.page.text('.figure-sheet')).toMatch(/11月15日 ¥1,930\.00/)
})

test('a clerk who opens an owner’s page is told so, and nothing of it is shown', async () => {
  const { answers } = staffAnswers(() => NOW)
  const clerk = { ...answers['membership.home']!({}), staff: { role: 'clerk' as const, branches: [] } }
  const at = await openPage('packages/operations/catalogue/index', { 'membership.home': () => clerk })
  expect(at.page.text()).toContain('这里只有店主能打开')
  expect(at.page.text()).not.toContain('吐司')
})
