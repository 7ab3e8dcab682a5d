import { MESSAGE_FLOW_IDS } from '../../cloudfunctions/contract/message-flows'
import { messageText } from '../../cloudfunctions/domain/message-texts'
import { PackageFiles } from './driver/package-files'
import { PRODUCT } from './product'

const PAGES = new PackageFiles(PRODUCT).pages()
const SHOP = { shopName: '麦香巷', sentOn: '2026-11-22' }
const ABOUT = { amount: 3900, day: '2027-04-10', title: '麦香月卡' }

/** The parameters that a page reads from its address, as its script names them. */
function scriptOf(page: string): string {
  return new PackageFiles(PRODUCT).text(`${page}.js`)
}

describe('where messages lead', () => {
  test.each(MESSAGE_FLOW_IDS)(
    'L12 %s leads to a page that is in the package, and names what it reads',
    (flow) => {
      for (const id of [null, 'one']) {
        const [page = '', query] = messageText(flow, { ...ABOUT, id }, SHOP).page.split('?')
        expect(PAGES).toContain(page)
        const parameter = query?.split('=')[0]
        if (parameter) expect(scriptOf(page)).toContain(`.${parameter}`)
      }
    },
  )
})
