import { AGREEMENT_COPY } from '../browser/fixtures/agreement-copy'
import { ORDER } from '../browser/fixtures/shop'
import type { Answers, Persona } from '../browser/fixtures/shopper'
import { openMember, type MemberPhone } from './member-phone'
import { expectWords } from './offers-phone'

const MOST_PAGE_BYTES = 10 * 1024
const COPY_PAGE = `packages/member/agreement-copy/index?id=${ORDER.orderId}`

let phone: MemberPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function open(
  path: string,
  options: { persona?: Persona; others?: Answers } = {},
): Promise<MemberPhone> {
  phone = await openMember(path, options)
  return phone
}

describe('L6 what was agreed', () => {
  test('is found under 我, each with its kind, its day and its amount', async () => {
    const { at } = await open('pages/me/index')
    await at.page.tap('我的协议')
    expect(at.page.route).toBe('packages/member/agreement-copies/index')
    expectWords(at, '麦香月卡 自动续费', '每次最多', '储值充值', '券包', '自动扣款 · 11月20日', '¥1,000.00')
    await at.page.tap('水果券包')
    expect(at.page.route).toBe('packages/member/agreement-copy/index')
  })

  test('says so where nothing was agreed yet', async () => {
    const { at } = await open('packages/member/agreement-copies/index', { persona: 'member' })
    expectWords(at, '还没有协议')
  })

  test('P7 shows every part, each below 10 KiB, and the agreements in the version that was accepted', async () => {
    const { at } = await open(COPY_PAGE)
    await at.advance(2000)
    for (const { title, lines } of AGREEMENT_COPY.sections)
      expectWords(at, title, lines[0]!.label, lines[0]!.value)
    expectWords(at, '当时同意的协议', '接收优惠消息', '已撤回', '0a1b 2c3d 4e5f 6071')
    expect(Math.max(...at.page.payloads.map(({ bytes }) => bytes))).toBeLessThanOrEqual(MOST_PAGE_BYTES)
    const [first] = AGREEMENT_COPY.agreements
    await at.page.tap(first!.title)
    expect(at.page.route).toBe('pages/agreement/index')
  })

  test('is copied whole, with its digest', async () => {
    const { at } = await open(COPY_PAGE)
    await at.page.tap('复制全文')
    expect(at.phone.clipboard).toBe(AGREEMENT_COPY.text)
    expectWords(at, '全文已复制')
  })

  test('is kept as a file in a chat of the person’s choice', async () => {
    const { at } = await open(COPY_PAGE)
    await at.page.tap('发到微信保存')
    const fileName = `agreement-${AGREEMENT_COPY.id}.txt`
    const filePath = `wxfile://usr/${fileName}`
    expect(at.phone.files.get(filePath)).toBe(AGREEMENT_COPY.text)
    expect(at.phone.callsOf('shareFileMessage')).toEqual([{ filePath, fileName }])
    expectWords(at, '文件已交给您保存')
  })

  test.each([
    ['shareFileMessage', 'fail cancel', null],
    ['shareFileMessage', 'fail', '可以改用「复制全文」'],
    ['writeFile', 'fail the maximum size of the file storage limit is exceeded', '可以改用「复制全文」'],
  ])('%s: %s leaves the page as it was and says what helps', async (api, errMsg, words) => {
    const { at } = await open(COPY_PAGE)
    at.phone.refuse(api, { errMsg })
    await at.page.tap('发到微信保存')
    expect(at.page.has('文件已交给您保存')).toBe(false)
    if (words) expectWords(at, words)
    else expect(at.page.has('.notice')).toBe(false)
  })

  test('a paid order leads to its copy, one that nobody paid has none', async () => {
    const paid = await open(`pages/order/index?orderId=${ORDER.orderId}`)
    await paid.at.page.tap('协议副本')
    expect(paid.at.page.route).toBe('packages/member/agreement-copy/index')
    expect(paid.inputsOf('payment.agreementCopy')).toEqual([{ id: ORDER.orderId }])
    paid.at.close()
    const unpaid = await open(`pages/order/index?orderId=${ORDER.orderId}`, {
      others: {
        'payment.sync': () => ({ order: { ...ORDER, state: 'paying', paidAt: null }, card: null }),
      },
    })
    expect(unpaid.at.page.has('协议副本')).toBe(false)
  })
})
