import { join } from 'node:path'
import { keysIn, type WechatKeys } from '../local/wechat/keys'

/** Of all suites, and kept between runs: to make them takes longer than most suites. */
export const wechatKeys: WechatKeys = keysIn(join(__dirname, '../.cache/wechat'))
