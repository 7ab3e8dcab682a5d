/**
 * Expected failures: a code for programs and a sentence for the person that says the reason and
 * the way out. This file holds no schema, so that the mini-program can import it.
 */
export const REFUSALS = {
  // the call itself
  ACTION_UNKNOWN: '这个操作不存在,请更新小程序后再试',
  INPUT_INVALID: '提交的内容有误,请检查后再试',
  UPDATE_REQUIRED: '当前版本较旧,请更新小程序后继续',
  IDENTITY_MISSING: '没有获取到微信身份,请在微信中打开',
  ROLE_REQUIRED: '当前身份不能进行此操作',
  OPERATION_REUSED: '这次操作的编号已被使用,请重新发起',
  OPERATION_IN_FUTURE: '手机时间不准,请校准后再试',
  BUSY: '现在人有点多,请稍后再试',
  UNKNOWN: '结果还不确定,正在查询,请勿重复操作',
  TOO_MANY_REQUESTS: '操作太频繁,请稍后再试',
  INTERNAL: '出了点问题,请稍后再试,内容没有丢失',
  NOT_FOUND: '没有找到对应的记录',
  ACCOUNT_FULL: '名下的卡、券和凭证太多了,请先使用或退回一些再试',

  // shop and plans
  SHOP_NOT_READY: '门店还在准备中,请稍后再来',
  PLAN_UNAVAILABLE: '这张卡暂时不能购买',
  PLAN_CHANGED: '这张卡的内容刚刚更新,请重新确认后购买',
  PRICE_CHANGED: '价格刚刚更新,请确认新的价格',
  AGREEMENT_REQUIRED: '请先阅读并勾选协议',
  AGREEMENT_CHANGED: '协议刚刚更新,请重新阅读',
  MEMBERSHIP_TOO_LONG: '续费后的有效期超过五年,请在到期前再续',

  // joining and phone
  JOIN_REQUIRED: '请先加入会员,再使用此功能',
  PHONE_CODE_INVALID: '手机号授权已失效,请重新授权',
  PHONE_BELONGS_TO_ANOTHER: '这个手机号已绑定另一个微信,请先在原微信中确认合并',
  MERGE_CODE_INVALID: '合并码不正确或已过期,请在原微信中重新获取',
  MERGE_NOT_POSSIBLE: '这两个微信现在不能合并,如有待付款请先完成或取消,或联系门店',
  NOTHING_TO_MERGE: '这个手机号没有绑定别的微信,不需要合并',

  // payment
  ORDER_NOT_FOUND: '没有找到这笔订单',
  ORDER_CLOSED: '订单已关闭,请重新下单',
  PAYMENT_REJECTED: '微信支付没有接受这笔订单,请稍后再试',
  PAYMENT_UNKNOWN: '支付结果还不确定,正在向微信查询,请勿重复支付',
  REFUND_NOT_POSSIBLE: '这笔订单不能退款',
  REFUND_CHANGED: '可退金额刚刚更新,请确认新的金额',

  // the counter
  CODE_UNREADABLE: '这不是会员码,请让会员打开会员码再扫',
  CODE_FORGED: '会员码无效,请让会员刷新后再扫',
  CODE_EXPIRED: '会员码已过期,请让会员刷新后再扫',
  CODE_USED: '这个会员码已经用过,请让会员刷新后再扫',
  MEMBER_NOT_FOUND: '没有找到这位会员',
  BRANCH_FORBIDDEN: '当前账号不属于这家门店',
  VISIT_INVALID: '这次接待无效,请重新扫会员码',
  VISIT_EXPIRED: '这次接待已超时,请重新扫会员码',
  BASKET_EMPTY: '请先添加商品',
  PRODUCT_UNAVAILABLE: '有商品已下架,请重新选择',
  QUOTE_INVALID: '报价无效,请重新报价',
  QUOTE_EXPIRED: '报价已超过60秒,请按新的报价结算',
  QUOTE_CHANGED: '报价刚刚有变化,请确认新的金额',
  PAYMENT_OPEN: '会员手机上还有一笔待付款,请先完成或取消',
  RECEIPT_NOT_FOUND: '没有找到这张小票',
  BILL_NOT_FOUND: '这个月没有账单',
  ALREADY_SETTLED: '这张小票已经付款,需要退回请使用撤销',
  UNDO_TOO_LATE: '已超过可撤销的时间',
  ALREADY_UNDONE: '这张小票已经撤销',
  PHONE_LOOKUP_LIMIT: '今天按手机号查找的次数已用完,请扫会员码',
  COUPON_UNUSABLE: '这张券现在不能用,请换一张或不用券',
  BALANCE_SHORT: '余额不足,请确认差额的收款方式',
  FRIEND_CODE_LIMIT: '金额超过付款码上限,请朋友重新生成',

  // cards and offers
  ALREADY_BOUGHT: '本月已经买过,下个月可以再买',
  TRIAL_USED: '试用每人一次,可以直接购买正式卡',
  SCORE_TOO_LOW: '暂未达到公示的分数,可以按另一公示价购买',
  UPGRADE_NOT_POSSIBLE: '现在的卡不能升级到这张,请看可选方案',
  PROMOTION_ENDED: '活动已结束,请确认现在的价格',

  // stored value
  PREPAID_STOPPED: '门店已暂停销售充值和这类会员卡,余额和已买的卡照常使用和退款',
  PREPAID_CAP: '超过预付卡限额,请少充一些或完成实名登记',
  TOP_UPS_OPEN: '还没用完的充值已有20笔,请先用掉一些再充',
  FRIEND_CODE_PHONE: '超过200元请先验证本人手机号',
  NAME_INVALID: '姓名或证件号不正确,请检查后再试',

  // passing on, and loss
  TRANSFER_CODE_INVALID: '转让码不正确或已失效,请对方重新生成',
  TRANSFER_NOT_POSSIBLE: '现在不能转让,请联系门店',
  TRANSFER_CHANGED: '转让的内容刚刚有变化,请重新核对',
  TRANSFER_REFUND_OPEN: '这笔正在申请退款,办完后才能转让',
  MEMBER_FROZEN: '会员已挂失,余额和会员码暂停使用。请本人在小程序「我的」里解除挂失',

  // gifts, household
  GIFT_EXHAUSTED: '赠品已领完',
  GIFT_NOT_READY: '这份赠品现在不能领取或交付',
  HOUSEHOLD_FULL: '这张卡的家人已满',
  HOUSEHOLD_NOT_POSSIBLE: '现在不能加入这张家庭卡',

  // coupons
  COUPON_NOT_YOURS: '这张券只能由本人使用,请出示本人的会员码',
  COUPONS_NOT_TOGETHER: '这几张券不能一起用,请重新选择',
  CAMPAIGN_CLOSED: '这个活动现在不能领取',
  CAMPAIGN_EXHAUSTED: '券已领完',
  ALREADY_CLAIMED: '已经领过了',
  WALLET_FULL: '券包已满,请先用掉一些券再领',
  COUPONS_HELD: '用券情况正在由店主核对,可以在券包里说明',

  // benefits
  QUOTA_USED: '这项权益本期已经用完',
  BENEFIT_UNAVAILABLE: '这项权益现在不能使用',
  BENEFIT_LOCKED: '还没有达到这项权益的使用条件',
  SLOT_FULL: '这个时段已约满,请换一个时段',
  SLOT_NOT_OPEN: '这个时段还没有开放预约',
  APPOINTMENT_CLOSED: '这次预约现在不能更改',
  CHOICE_FIXED: '本期的选择已经使用过,下期可以再选',
  WARRANTY_OVER: '已过保障期限',
  TASK_DONE: '这项任务已经完成',

  // points, tiers, activities
  POINTS_SHORT: '可用积分不足',
  POINTS_OFF: '门店没有开通积分',
  CHECKED_IN: '今天已经签到',
  REWARD_UNAVAILABLE: '这个兑换现在不能进行',
  REWARD_EXHAUSTED: '已兑完',
  REWARD_CHANGED: '兑换所需积分刚刚更新,请重新确认',
  VOUCHER_UNUSABLE: '这张兑换凭证现在不能使用',
  SUPPORT_OFF: '门店没有开通在线咨询,请拨打门店电话',
  ALREADY_ANSWERED: '这条咨询已经答复,请刷新查看',
  CHALLENGE_CLOSED: '这个挑战现在不能参加',
  NOT_ADMITTED: '暂不符合参加条件',
  FLASH_CLOSED: '现在不是抢购时间',
  FLASH_EXHAUSTED: '今天的份数已经抢完',
  FLASH_LIMIT: '已达到每人可买的份数',
  POLL_CLOSED: '投票已结束',
  DRAW_CLOSED: '抽奖已结束',
  NO_CHANCE_LEFT: '今天的抽奖次数已用完',
  BIRTHDAY_FIXED: '今年的生日礼已经领取,明年可以修改',

  // care, member days, events
  DAY_COUPON_CLOSED: '这张券只能在当天领取',
  EVENT_CLOSED: '这个活动现在不能报名或退出',
  EVENT_FULL: '名额已满,有人退出后可以再报名',
  EVENT_SIGNED_UP: '您已报名这个活动',
  EVENT_NOT_SIGNED_UP: '没有报名这个活动',
  EVENT_CHECKED_IN: '已经签到,不需要重复签到',
  CARE_DONE: '这位会员已经处理过',

  // the account's end
  CLOSING_CHANGED: '可退的金额或名下的内容刚刚有变化,请重新核对后再注销',
  CLOSING_TICK: '请先勾选同意放弃剩余的积分和优惠券',
  CLOSING_STAFF: '店员身份还在,请店主先收回后再注销',
  CLOSING_LAST_OWNER: '店主账号是门店的唯一入口,请先联系平台转让门店',

  // invitations and newcomers
  REFERRAL_OFF: '门店现在没有邀请活动',
  NEWCOMER_ONLY: '新人礼只给第一次来的朋友',
  NEWCOMER_CLAIMED: '这位朋友、这个手机号或这部手机已经领过新人礼',
  CODE_PICTURE_UNAVAILABLE: '小程序码暂时生成不了,请稍后再试',

  // goods brought back
  RETURN_NOT_POSSIBLE: '这张小票现在不能退货',
  RETURN_CHANGED: '退货金额刚刚更新,请重新确认',

  // automatic renewal
  AUTO_RENEW_OFF: '门店未开通自动续费,可以随时手动续卡',
  CONTRACT_EXISTS: '已经开通过自动续费,不需要重复开通',
  CONTRACT_NOT_FOUND: '没有找到这份自动续费',
  NOTICE_MISSING: '没有送达的扣费提醒,不能扣费',
  STATEMENT_CLOSED: '这份账单已过异议期',

  // refunds
  GUARANTEE_NOT_POSSIBLE: '这张卡现在不能申请补差',
  REFUND_WAITS: '上一笔退款还在处理,请一分钟后再试',

  // messages
  FLOW_REQUIRED: '这类通知是法律要求或与您的钱有关的,不能关闭',

  // partners
  CONSENT_REQUIRED: '请先同意向合作方提供所列信息',
  PERK_NOT_READY: '这项权益现在不能领取',
  PARTNER_ACCOUNT_USED: '这个合作方账号已被绑定',
  PARTNER_UNREACHABLE: '合作方暂时没有回应,请稍后再试,权益不会丢失',
  PARTNER_CODE_INVALID: '这个兑换码无效或不属于这位会员',

  // the owner
  CLAIM_REFUSED: '认领口令不正确,或门店已被认领',
  INVITATION_INVALID: '邀请无效或已过期,请联系店主重新邀请',
  INVITATION_USED: '邀请已被使用,请联系店主重新邀请',
  RELEASE_CONFLICT: '资料刚刚被别人更新,请刷新后再改',
  PRICE_BELOW_COST: '会员价低于成本,如需亏本促销请单独标明',
  DRAFT_INVALID: '资料不完整或前后矛盾,请按提示修改',
} as const

export type RefusalCode = keyof typeof REFUSALS

export interface Refusal {
  readonly ok: false
  readonly code: RefusalCode
  readonly message: string
  /** What the person needs beside the sentence: a new quote, the field that is wrong. */
  readonly detail?: unknown
}

/** A typed refusal with its sentence; `detail` travels to the client as it is. */
export function refuse(code: RefusalCode, detail?: unknown): Refusal {
  return detail === undefined
    ? { ok: false, code, message: REFUSALS[code] }
    : { ok: false, code, message: REFUSALS[code], detail }
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false && 'code' in value
}
