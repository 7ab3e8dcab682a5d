import cloudbase from '@cloudbase/node-sdk'
import { CloudBaseError } from '../../local/cloudbase/protocol-errors'
import { manifest } from '../../cloudfunctions/manifest'
import { startMemoryCloudBase, type Caller, type CloudBase } from '../../local/cloudbase/server'
import { connect, failure } from './cloudbase-targets'

describe('X13 functions and WeChat interfaces behind the local CloudBase', () => {
  let server: CloudBase
  afterEach(() => server.close())

  const init = (serviceUrl: string) =>
    cloudbase.init({ env: 'shop', serviceUrl, secretId: 'local', secretKey: 'local' })

  it('X13 callFunction reaches the host with its data, and the answer comes back', async () => {
    const calls: [string, string, Caller][] = []
    server = await startMemoryCloudBase({
      invokeFunction: async (name, requestData, caller) => {
        calls.push([name, requestData, caller])
        if (name === 'broken') throw new CloudBaseError('FUNCTIONS_EXECUTE_FAIL', 'it broke')
        return JSON.stringify({ ok: true, echoed: JSON.parse(requestData) as unknown })
      },
    })
    const app = init(server.url)
    expect((await app.callFunction({ name: 'membership', data: { a: [1] } })).result).toEqual({
      ok: true,
      echoed: { a: [1] },
    })
    expect(calls[0]).toMatchObject(['membership', '{"a":[1]}', { envName: 'shop' }])
    expect(await failure(app.callFunction({ name: 'broken', data: {} }))).toEqual({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      message: 'it broke',
    })
    expect(server.counters.actions).toEqual({ 'functions.invokeFunction': 2 })
  })

  it('X13 WeChat interfaces are passed on, wrapped or as a form', async () => {
    const calls: [string, unknown][] = []
    server = await startMemoryCloudBase({
      openApi: async (apiName, requestData) => {
        calls.push([apiName, requestData])
        return { errcode: 0, errmsg: 'ok' }
      },
    })
    const app = init(server.url)
    const requestData = { touser: 'o1', data: { thing1: { value: '年卡' } } }
    const wrapped = await app.callWxOpenApi({ apiName: 'subscribeMessage.send', requestData })
    expect(wrapped).toMatchObject({ result: { errcode: 0, errmsg: 'ok' } })
    const bare: unknown = await app.callCompatibleWxOpenApi({
      apiName: 'subscribeMessage.send',
      requestData: Buffer.from(JSON.stringify(requestData)),
    })
    expect(bare).toMatchObject({ errcode: 0, errmsg: 'ok' })
    expect(calls).toEqual([
      ['subscribeMessage.send', requestData],
      ['subscribeMessage.send', requestData],
    ])
  })

  it('X13 a missing host or interface is an error of the service', async () => {
    server = await startMemoryCloudBase()
    const app = init(server.url)
    expect((await failure(app.callFunction({ name: 'membership', data: {} }))).code).toBe(
      'FUNCTION_NOT_EXIST',
    )
    expect((await failure(app.callWxOpenApi({ apiName: 'x', requestData: {} }))).code).toBe('INVALID_PARAM')
  })

  it('X13 the product’s collections are there from the start', async () => {
    server = await startMemoryCloudBase()
    const names = manifest.collections.map(({ name }) => name)
    expect(server.collections().sort()).toEqual([...names].sort())
    const db = connect(server.url)
    for (const name of names) expect((await db.collection(name).get()).data).toEqual([])
  })
})
