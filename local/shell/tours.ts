import { TOUR, type TourStep } from './tour'

const HEBIN = { person: 'clerk-hebin', page: 'packages/staff/counter/index' }
const NANMEN = { person: 'clerk-nanmen', page: 'packages/staff/counter/index' }

const HOT_POT: readonly TourStep[] = [
  {
    title: '王先生的余额',
    text: '王先生充了3000元,享8折。菜单价1000元的菜,从余额里付了800元。往下看:每一笔充值和消费都在。',
    outcome: '剩2200.00,本金随时可以退,没有有效期',
    left: { person: 'wangjianguo', page: 'packages/member/wallet/index' },
    right: HEBIN,
    look: 'left',
  },
  {
    title: '小蔡看看怎么充',
    text: '第一次来的小蔡看三个档位:多少钱、几折、先用哪笔钱、怎么退。未登记姓名最多存1000元,界面会说明。',
    outcome: '该知道的都在付款之前',
    left: { person: 'xiaocai', page: 'pages/plan/index?planId=chuzhi' },
    right: HEBIN,
    look: 'left',
  },
  {
    title: '用余额付这一单',
    text: '左边是王先生的会员码。右边小江点“选择会员码”,点几样菜,选“余额”结算。',
    outcome: '按8折从余额扣,王先生的手机当场看到',
    left: { person: 'wangjianguo', page: 'pages/member-code/index' },
    right: HEBIN,
    look: 'right',
  },
  {
    title: '刘洋替朋友买单',
    text: '在刘洋的余额页点“替朋友付”,写明最多付多少,生成一个码。60秒内有效,只能用一次,扫码的店员不会看到他的余额。',
    outcome: '从刘洋的余额付,在哪里、付了多少都有记录',
    left: { person: 'liuyang', page: 'packages/member/wallet/index' },
    right: { person: 'clerk-zhanqian', page: 'packages/staff/counter/index' },
    look: 'left',
  },
  {
    title: '王先生明天的座位',
    text: '熟客比别人早24小时开放预约,王先生约了明天17:30。停车费本月报了18元,上次果盘送完了,店员写明了原因;每月自选的一样,用之前还能改。',
    outcome: '用了多少、还剩多少、哪天重新算,都写着',
    left: { person: 'wangjianguo', page: 'packages/member/benefits/index' },
    right: HEBIN,
    look: 'left',
  },
  {
    title: '说好多久答复,就多久',
    text: '左边郭桂英刚问退款哪天到账,页面写明最晚几点答复。右边店主的问题按答应的时间排好:答一句试试。',
    outcome: '答复当场送到,用了几分钟有记录',
    left: { person: 'guoguiying', page: 'packages/member/questions/index' },
    right: { person: 'owner', page: 'packages/operations/questions/index' },
    look: 'right',
  },
  {
    title: '欠顾客多少,店主心里有数',
    text: '右边换成店主,点“预收款”:预收了多少、还欠多少本金,和账本逐笔对得上。左边郭桂英一年多前充的钱要退,微信退不了,等店里转账。',
    outcome: '报表和账本一分不差',
    left: { person: 'guoguiying', page: 'packages/member/refunds/index' },
    right: { person: 'owner', page: 'packages/operations/reports/index' },
    look: 'right',
  },
]

const FRUIT: readonly TourStep[] = [
  {
    title: '小周比三档卡',
    text: '轻享、标准、全家:每天合多少钱、多出什么,并排看。598元的全家卡送1个月,写明全部用足和一般会员各省多少。',
    outcome: '没省够卡费的120%,到期前按比例退差额',
    left: { person: 'xiaozhou', page: 'pages/plan/index?planId=jiatingka' },
    right: NANMEN,
    look: 'left',
  },
  {
    title: '首月1元,之后呢',
    text: '月卡首月1元,之后每月19.9元,两个价格一样大。自动续费要另外开通,不会替您勾上。',
    outcome: '先看清以后每月付多少,再付1元',
    left: { person: 'xiaozhou', page: 'pages/plan/index?planId=yueka' },
    right: NANMEN,
    look: 'left',
  },
  {
    title: '何玉兰一家共用一张卡',
    text: '每天一份9.9元果切,全家合计。今天李军买过了,何玉兰再买就是普通会员价。苹果领了,合作方的码也用了。',
    outcome: '今天的一份已用完,明天又有',
    left: { person: 'heyulan', page: 'packages/member/household/index' },
    right: NANMEN,
    look: 'left',
  },
  {
    title: '周三1元香蕉',
    text: '每周三0点开抢,100份,每人一份。何玉兰上周三买的还没来取:凭证留7天,没取的原路退款。外送的运费由全家卡减免,每次减了多少写在小票上。',
    outcome: '几点开始、还剩几份、到哪取,先看清再付',
    left: { person: 'heyulan', page: 'packages/member/activities/index' },
    right: NANMEN,
    look: 'left',
  },
  {
    title: '马东的自动续费',
    text: '下一次哪天扣、扣多少,提前通知并留下记录,通知没送达就不扣。点两下就能取消,当场生效。',
    outcome: '每次通知、每次扣款都在表里',
    left: { person: 'madong', page: 'packages/member/auto-renew/index' },
    right: NANMEN,
    look: 'left',
  },
  {
    title: '店主审核一笔退款',
    text: '高敏第8天才申请,说第7天是假日:这只能由人来判断。左边是她看到的进度,右边店主看到金额、依据和最晚哪天办完。',
    outcome: '同意就原路退回,不同意要写明理由',
    left: { person: 'gaomin', page: 'packages/member/refunds/index' },
    right: { person: 'owner', page: 'packages/operations/refunds/index' },
    look: 'right',
  },
]

/** The tour of each demo shop, by its id. */
export const TOURS: Readonly<Record<string, readonly TourStep[]>> = {
  bakery: TOUR,
  'hot-pot': HOT_POT,
  fruit: FRUIT,
}
