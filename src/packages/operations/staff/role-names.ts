export const ROLE_NAMES = { clerk: '店员', manager: '店长', owner: '店主' } as const

/** What a role may do, in a sentence for who gives it. */
export const ROLE_SCOPES = {
  clerk: '可在所选门店收银、撤销和看当天小票',
  manager: '店员的全部权限,还可看今日经营',
} as const
