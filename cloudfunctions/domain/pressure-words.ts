import type { CatalogueDraft } from '../contract/catalogue'
import type { ForbiddenText } from './offer-texts'

/** Words that press with what isn't so: threats, losses and friends that nobody has. */

/** A balance neither freezes nor ends (L5, L6); points may only be said to end where they really do. */
const FREEZE_THREAT: ForbiddenText = {
  code: 'FREEZE_THREAT',
  law: 'L5',
  sentence:
    '余额和账户不会冻结,也不会清零,不能这样提醒会员(单用途商业预付卡管理办法,法释〔2025〕4号):请写还能用什么',
  pattern:
    /(?<!挂失[^。;；\n]{0,8})冻结|清零|归零|(余额|卡内|账户|储值)[^。;；\n]{0,6}(?<!不|不会|不得|不能)(作废|失效|注销|收回|过期)/,
}

/** The only thing that is true of points: what their rules let expire is gone on its day. */
const EXPIRING_POINTS = /积分[^。;；\n余额卡账储]{0,8}(清零|归零)/g

/** Whom a message could invent; 朋友圈 is a place. */
const PEOPLE = '(?:好友|朋友(?!圈)|同事|邻居|熟人|亲友)'
const READERS_PEOPLE = '老?(?:好友|朋友(?!圈)|邻居|熟人|亲友)'

const STATE = '(?:还在|都在|仍在|正在|也在|已经)'

/** Buying, using, renewing; not 用心, 续杯, the offer 买一送一, or a new one of the staff. */
const BUYING =
  '(?:用(?![心力功意得])|续(?![杯水])|买(?![一二两三\\d满赠])|办(?:.{0,3}卡|了|会员)|开[通卡]|享|' +
  '领(?![货班导队])|抢(?![修救])|囤|充值|下单|入会|加入(?=了?会员)|省钱|薅|消费)'

/** Who waits for the reader, helps or prepares something does so for them and isn't said to buy. */
const WORDS_BETWEEN = '(?:(?![等为给帮替陪请迎备你您])[^,，、。;；\\n]){0,4}'

/**
 * People who buy or have bought, as nobody agreed to be named for it. The shop's own may be said to
 * be there (店里的同事都在); of the reader's people, or of so and so many, not even that may be said.
 */
const INVENTED_FRIENDS: ForbiddenText = {
  code: 'INVENTED_FRIENDS',
  law: 'L9',
  sentence: '不能写好友、邻居或多少人还在用:没有本人同意的他人数据不能用来提醒(个人信息保护法第二十三条)',
  pattern: new RegExp(
    [
      `${PEOPLE}[^。;；\\n]{0,8}(?:${STATE}${WORDS_BETWEEN}${BUYING}|[都已]续|(?<!现)在(?=[用买续享领抢囤])${BUYING})`,
      `${PEOPLE}[^。;；\\n]{0,8}(?:[都也已]|早就)${WORDS_BETWEEN}${BUYING}[^,，、。;；\\n]{0,6}[了过着]`,
      `[你您]们?(?:的|身边|周围)[^,，、。;；\\n]{0,6}${PEOPLE}[^,，、。;；\\n]{0,6}${STATE}`,
      `[\\d十百千万几多]\\s*[位个名]?${READERS_PEOPLE}[^。;；\\n]{0,8}${STATE}`,
      '\\d+\\s*[位个名]?(?:人|会员)(?:还在|都在|仍在|正在|也在|已续)',
    ].join('|'),
  ),
}

const FALSE_LOSS: ForbiddenText = {
  code: 'FALSE_LOSS',
  law: 'L4',
  sentence: '不能用“失去”“消失”催促:到期的权益由系统逐项列出,有几项写几项,不写估算的损失',
  pattern:
    /(失去|损失|消失|丢失|错失|白白|化为乌有)[^。;；\n]{0,12}(\d|权益|优惠|机会|资格|特权)|(\d+|权益|优惠|资格|特权)[^。;；\n]{0,12}(失去|损失|消失|丢失|化为乌有)/,
}

const DEGRADING: ForbiddenText = {
  code: 'DEGRADED_AFTER_LAPSE',
  law: 'L3',
  sentence:
    '到期的会员和从未办卡的顾客一样对待:不能在到期后限制余额、退款、小票、排队或抬高价格(消费者权益保护法实施条例第九条)',
  pattern:
    /(到期|过期|失效|不续|未续|停卡)[^。;；\n]{0,10}((不能|无法|不得|停止|暂停|限制|禁止)[^。;；\n]{0,6}(余额|储值|退款|退卡|小票|订单|记录|积分|账户|普通价|到店|点单)|(余额|储值|退款|退卡|小票|订单|记录|积分|账户)[^。;；\n]{0,6}(不能|无法|不得|停止|暂停|限制|禁止)|降速|限速|排在?最后|靠后服务|加价|高于(普通|非会员|散客)|贵于)/,
}

const WASTE: ForbiddenText = {
  code: 'WASTE_WORDING',
  law: 'L13',
  sentence: '不能说会员“浪费”了权益,请写“未使用”',
  pattern: /浪费|糟蹋|白瞎/,
}

const DEADLINE: ForbiddenText = {
  code: 'DEADLINE_IN_TEXT',
  law: 'L4',
  sentence: '截止时间由系统按真实的当天24点显示,文字里不要写“最后机会”“仅此一次”“倒计时”一类的话',
  pattern: /最后(一次|机会|\d+\s*(小时|分钟|天|名|位))|仅此一次|过时不候|倒计时|马上涨价|即将涨价/,
}

/** For every text that a member reads. */
export const PRESSURE_WORDS: readonly ForbiddenText[] = [
  INVENTED_FRIENDS,
  FALSE_LOSS,
  DEGRADING,
  WASTE,
  DEADLINE,
]

/** The threat that is forbidden in this draft's texts, or null: points that expire may be said to. */
export function freezeThreat(text: string, draft: CatalogueDraft): ForbiddenText | null {
  const expires = draft.loyalty?.points?.expireAfterMonths !== undefined
  const claimed = expires ? text.replace(EXPIRING_POINTS, '') : text
  return FREEZE_THREAT.pattern.test(claimed) ? FREEZE_THREAT : null
}
