/** One step of the two-minute tour: who holds which phone, on which page, and what to do there. */
export interface TourStep {
  title: string
  /** What to do, in a sentence or two. */
  text: string
  /** What can be seen when it is done. */
  outcome: string
  left: Place
  right: Place
  /** Which phone to look at where only one fits. */
  look: 'left' | 'right'
}

export interface Place {
  person: string
  /** Page of the mini-program with its query. */
  page: string
}

const COUNTER = { person: 'clerk-laojie', page: 'packages/staff/counter/index' }

export const TOUR: readonly TourStep[] = [
  {
    title: '小李先算一算',
    text: '小李第一次来。选一样常买的、一周几次,看每次省多少、买几次回本。',
    outcome: '美式每杯省¥6.00,34杯回本',
    left: { person: 'xiaoli', page: 'pages/calculator/index?planId=nianka' },
    right: COUNTER,
    look: 'left',
  },
  {
    title: '小李买年卡',
    text: '看清会员卡的内容和规则,勾选协议,在收银台付款。收银台只在这台机器上,不会扣款。',
    outcome: '卡立即生效,有效期写明到哪一天',
    left: { person: 'xiaoli', page: 'pages/plan/index?planId=nianka' },
    right: COUNTER,
    look: 'left',
  },
  {
    title: '林晓雯来结账',
    text: '左边是林晓雯的会员码,右边是老街店的小何:点“选择会员码”(真机上是扫码),加一杯美式,结算。',
    outcome: '本单省¥6.00,累计¥199.00,刚好回本',
    left: { person: 'linxiaowen', page: 'pages/member-code/index' },
    right: COUNTER,
    look: 'right',
  },
  {
    title: '省下的每一分都有依据',
    text: '打开林晓雯最近一张小票,点其中一行:原价从哪天起、按哪条规则、怎么算出来的。',
    outcome: '小票、账本、总数,一分不差',
    left: { person: 'linxiaowen', page: 'pages/receipts/index' },
    right: { person: 'clerk-laojie', page: 'packages/staff/today/index' },
    look: 'left',
  },
  {
    title: '苏晴每周都来',
    text: '积分页上有能用的、过几天到账的、哪个月到期的,还有等她来取的豆沙包。点“签到”,再到“活动”里投一票、抽一次奖:中奖率写在旁边。右边是小何要替她备好的手冲豆。',
    outcome: '每一积分从哪来、到哪去,记录里逐条都有',
    left: { person: 'suqing', page: 'packages/member/points/index' },
    right: { person: 'clerk-laojie', page: 'packages/staff/tasks/index' },
    look: 'left',
  },
  {
    title: '离麦穗还差一点',
    text: '林晓雯的等级页:还差多少成长值、再消费多少元、到哪天为止。每一级有什么,并排列着,没有的也看得见。',
    outcome: '积分用来花,成长值定等级,两本账互不相干',
    left: { person: 'linxiaowen', page: 'packages/member/tier/index' },
    right: COUNTER,
    look: 'left',
  },
  {
    title: '店主看今天',
    text: '右边换成店主:今天几单、收了多少、替会员省了多少、卖了几张卡。每个数字都写明算的是什么。',
    outcome: '刚才的两笔都在里面',
    left: { person: 'linxiaowen', page: 'pages/savings/index' },
    right: { person: 'owner', page: 'packages/operations/overview/index' },
    look: 'right',
  },
]
