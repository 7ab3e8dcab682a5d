import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CHANNEL_PAGE,
  invitationPath,
  LANDING_PAGE,
  sceneOf,
} from '../../cloudfunctions/contract/referral-scene'
import { miniProgramCodes } from '../../cloudfunctions/gateways/mini-program-codes'
import { messageOf } from '../../cloudfunctions/gateways/open-api-message'
import { pageOfCode } from '../../local/shell/scene'
import { startWechat, type Wechat } from '../../local/wechat'
import { wechatKeys } from '../wechat-keys'

const SCENE = sceneOf({ kind: 'member', code: 'AbCdEf012345' })

/** Pages as src/app.config.ts names them, those of a package below its root. */
function publishedPages(): string[] {
  const config = readFileSync(join(__dirname, '../../src/app.config.ts'), 'utf8')
  const [main = '', ...packages] = config.split(/root: /)
  const own = [...main.matchAll(/'(pages\/[a-z-]+\/index)'/g)].map(([, page]) => page ?? '')
  return packages.reduce((pages, text) => {
    const [root = ''] = /'packages\/[a-z]+'/.exec(text) ?? []
    const inside = [...text.matchAll(/'([a-z-]+\/index)'/g)].map(([, page]) => page ?? '')
    return [...pages, ...inside.map((page) => `${root.slice(1, -1)}/${page}`)]
  }, own)
}

describe('mini-program codes as WeChat draws them (wechat.md 4.4)', () => {
  let wechat: Wechat
  let now = Date.UTC(2027, 2, 10, 2)
  const told: { call: string; code: string }[] = []
  const caller = {
    callCompatibleWxOpenApi: ({ apiName, requestData }: { apiName: string; requestData: Buffer }) =>
      Promise.resolve(wechat.openApi(apiName, requestData) as unknown),
  }
  const codes = miniProgramCodes(caller, (failure) => told.push(failure))

  beforeAll(async () => {
    wechat = await startWechat({ clock: () => now, keys: wechatKeys, pages: publishedPages() })
  })
  beforeEach(() => told.splice(0))
  afterAll(() => wechat.close())

  it('M107 M103 the pages that codes lead to are pages of the mini-program', () => {
    expect(publishedPages()).toEqual(expect.arrayContaining([LANDING_PAGE, CHANNEL_PAGE]))
    expect(invitationPath(SCENE)).toBe(`/${LANDING_PAGE}?scene=i%3DAbCdEf012345`)
    expect(pageOfCode(invitationPath(SCENE))).toBe(`${LANDING_PAGE}?scene=i%3DAbCdEf012345`)
    expect(pageOfCode(SCENE)).toBe(`${LANDING_PAGE}?scene=i%3DAbCdEf012345`)
    expect(pageOfCode('https://somewhere.example/')).toBeNull()
  })

  it('a picture comes as a PNG', async () => {
    const drawn = await codes.draw({ scene: SCENE, page: LANDING_PAGE })
    expect(drawn).toMatchObject({ ok: true })
    expect('png' in drawn && drawn.png.subarray(1, 4).toString()).toBe('PNG')
  })

  it('an unknown page and a scene that is too long are refused and told, and a full minute is waited out', async () => {
    expect(await codes.draw({ scene: SCENE, page: 'pages/gone/index' })).toMatchObject({
      code: 'CODE_PICTURE_UNAVAILABLE',
    })
    expect(await codes.draw({ scene: 'x'.repeat(33), page: LANDING_PAGE })).toMatchObject({ ok: false })
    expect(told.map(({ code }) => code)).toEqual(['41030', '40169'])
    for (let call = 0; call < 5_000; call += 1)
      wechat.openApi('wxacode.getUnlimited', messageOf([1, 0], [2, messageOf()]))
    expect(await codes.draw({ scene: SCENE, page: LANDING_PAGE })).toMatchObject({ code: 'BUSY' })
    now += 60_000
    expect(await codes.draw({ scene: SCENE, page: LANDING_PAGE })).toMatchObject({ ok: true })
  })

  it('anything that is no PNG is no picture', async () => {
    const jpeg = { callCompatibleWxOpenApi: () => Promise.resolve(messageOf([1, Buffer.from([0xff, 0xd8])])) }
    expect(await miniProgramCodes(jpeg).draw({ scene: SCENE, page: LANDING_PAGE })).toMatchObject({
      ok: false,
    })
  })
})
