import type { DemoPerson } from '../people'

/** The people of 果满园: fiction. */
export const FRUIT_PEOPLE: readonly DemoPerson[] = [
  { id: 'xiaozhou', name: '小周', label: '第一次来', side: 'shopper', phone: '13800030009' },
  {
    id: 'heyulan',
    name: '何玉兰',
    label: '598全家卡,和家人共用',
    side: 'shopper',
    phone: '13800030001',
  },
  {
    id: 'lijun',
    name: '李军',
    label: '何玉兰的家人,今天的果切他买了',
    side: 'shopper',
    phone: '13800030002',
  },
  {
    id: 'madong',
    name: '马东',
    label: '月卡自动续费,扣款通知已送达',
    side: 'shopper',
    phone: '13800030003',
  },
  { id: 'gaomin', name: '高敏', label: '退款在等店主审核', side: 'shopper', phone: '13800030004' },
  { id: 'dingning', name: '丁宁', label: '标准卡补差价升到全家卡', side: 'shopper', phone: '13800030005' },
  { id: 'shenayi', name: '沈阿姨', label: '没省够,到期前退了差额', side: 'shopper', phone: '13800030006' },
  { id: 'fengwei', name: '冯伟', label: '轻享卡已到期', side: 'shopper', phone: '13800030007' },
  { id: 'clerk-nanmen', name: '小林', label: '南门店店员', side: 'staff', phone: null },
  { id: 'owner', name: '果姐', label: '店主', side: 'staff', phone: null },
]
