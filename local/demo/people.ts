/** The people of the demo shop: fiction. Their openids exist on this machine only. */
export interface DemoPerson {
  readonly id: string
  readonly name: string
  /** What the switcher says of them. */
  readonly label: string
  readonly side: 'shopper' | 'staff'
  readonly phone: string | null
}

export const PEOPLE: readonly DemoPerson[] = [
  { id: 'xiaoli', name: '小李', label: '第一次来', side: 'shopper', phone: '13800010006' },
  { id: 'linxiaowen', name: '林晓雯', label: '年卡会员,差一杯回本', side: 'shopper', phone: '13800010001' },
  {
    id: 'chenzhiqiang',
    name: '陈志强',
    label: '一家三口,年卡7天后到期',
    side: 'shopper',
    phone: '13800010002',
  },
  { id: 'wangguifang', name: '王桂芳', label: '68岁,没有卡,大字', side: 'shopper', phone: null },
  { id: 'zhaoyiming', name: '赵一鸣', label: '两杯美式,撤销过一杯', side: 'shopper', phone: '13800010004' },
  { id: 'zhoumin', name: '周敏', label: '卡已到期', side: 'shopper', phone: '13800010005' },
  { id: 'suqing', name: '苏晴', label: '每周都来,积分、券、徽章都有', side: 'shopper', phone: '13800010007' },
  { id: 'clerk-laojie', name: '小何', label: '老街店店员', side: 'staff', phone: null },
  { id: 'clerk-kejiyuan', name: '阿程', label: '科技园店店员', side: 'staff', phone: null },
  { id: 'owner', name: '麦姐', label: '店主', side: 'staff', phone: null },
]
