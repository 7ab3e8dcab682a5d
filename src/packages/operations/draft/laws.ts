/** The rules behind refusals, by the ids that the back end names, as an owner can look them up. */
const LAWS: Partial<Record<string, string>> = {
  L1: '网络交易监督管理办法第十八条',
  L2: '消费者权益保护法第二十六条',
  L3: '消费者权益保护法实施条例第九条',
  L4: '明码标价和禁止价格欺诈规定',
  L5: '单用途商业预付卡管理办法',
  L6: '法释〔2025〕4号(预付式消费)',
  L7: '民法典第四百九十六、四百九十七条',
  L8: '消费者权益保护法第二十五条',
  L9: '个人信息保护法',
  L10: '个人信息保护法第二十四条',
  L11: '微信支付规则',
  L12: '微信小程序平台运营规范',
  L13: '广告法',
  L14: '规范促销行为暂行规定',
  L15: '禁止传销条例',
  L16: '微信小程序交易规则',
}

/** `依据:广告法`; a rule without a name here by its id. */
export function lawName(law: string): string {
  return `依据:${LAWS[law] ?? law}`
}
