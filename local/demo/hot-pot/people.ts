import type { DemoPerson } from '../people'

/** The people of 巷里火锅: fiction. */
export const HOT_POT_PEOPLE: readonly DemoPerson[] = [
  { id: 'xiaocai', name: '小蔡', label: '第一次来', side: 'shopper', phone: '13800020009' },
  {
    id: 'wangjianguo',
    name: '王先生',
    label: '充3000,吃了1000的菜付800',
    side: 'shopper',
    phone: '13800020001',
  },
  { id: 'liuyang', name: '刘洋', label: '充5000享7折,替朋友买过单', side: 'shopper', phone: '13800020002' },
  { id: 'sunli', name: '孙丽', label: '每月预算500元,余额不足自动充', side: 'shopper', phone: '13800020003' },
  { id: 'tangguo', name: '唐果', label: '2.99元券包,用了两张', side: 'shopper', phone: '13800020004' },
  { id: 'qianjia', name: '钱佳', label: '充了没用,7天内全退了', side: 'shopper', phone: '13800020005' },
  {
    id: 'guoguiying',
    name: '郭桂英',
    label: '一年多前充的,退款等店里转账',
    side: 'shopper',
    phone: '13800020006',
  },
  { id: 'zhaoshifu', name: '赵师傅', label: '点错一单,当场撤销', side: 'shopper', phone: '13800020007' },
  { id: 'clerk-hebin', name: '小江', label: '河滨店店员', side: 'staff', phone: null },
  { id: 'clerk-zhanqian', name: '小川', label: '站前店店员', side: 'staff', phone: null },
  { id: 'owner', name: '火哥', label: '店主', side: 'staff', phone: null },
]
